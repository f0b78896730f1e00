package dev.holdout.classify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All metrics of several classes: a new one is its class, its test and a line here. */
public final class ClassMetrics {
  private static final List<ClassMetric> ALL =
      Stream.of(
              RightShare.all().stream(),
              MeanOfClasses.all().stream(),
              Stream.of(new AdjustedBalancedAccuracy()),
              OverlapMean.all().stream(),
              Agreement.all().stream(),
              Stream.of(new ClassMcc()),
              MeanLoss.all().stream(),
              ClassAuc.all().stream(),
              TopRanks.all().stream(),
              Stream.of(new TopClassCalibration()))
          .<ClassMetric>flatMap(metrics -> metrics)
          .toList();

  private ClassMetrics() {}

  /** In the order in which they are told. */
  public static List<ClassMetric> all() {
    return ALL;
  }

  /** The metric of a name. */
  public static Optional<ClassMetric> byName(String name) {
    return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }
}
