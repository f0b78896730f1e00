package dev.holdout.regress;

import java.util.List;
import java.util.Optional;

/** All metrics of predicted numbers: a new one is its class, its test and a line here. */
public final class NumberMetrics {
  private static final List<NumberMetric> ALL =
      List.of(
          MeanLoss.rmse(),
          MeanLoss.mae(),
          new MedianAbsoluteError(),
          MeanLoss.mape(),
          new RSquared(),
          new Bias(),
          new Correlation(),
          MeanLoss.pinball(),
          new IntervalCoverage(),
          MeanLoss.width());

  private NumberMetrics() {}

  /** In the order in which they are told. */
  public static List<NumberMetric> all() {
    return ALL;
  }

  /** The metric of a name. */
  public static Optional<NumberMetric> byName(String name) {
    return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }
}
