package dev.holdout.evaluate;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.List;
import java.util.stream.Collectors;

/** The metrics of a binary classifier: one line for each. */
public final class Metrics {
  private static final List<Metric> ALL =
      List.of(
          new RocAuc(),
          new AveragePrecision(),
          new LogLoss(),
          new Brier(),
          new CalibrationError(),
          Proportion.ACCURACY,
          new BalancedAccuracy(),
          Proportion.PRECISION,
          Proportion.RECALL,
          Proportion.SPECIFICITY,
          new F1(),
          new Mcc(),
          Proportion.PREVALENCE,
          Proportion.SELECTION_RATE,
          CellCount.TP,
          CellCount.FP,
          CellCount.FN,
          CellCount.TN);

  private Metrics() {}

  /** All metrics, those of ranks and losses first. */
  public static List<Metric> all() {
    return ALL;
  }

  /** What each metric is, in the order of {@link #all}. */
  public static List<Metric.Definition> definitions() {
    return ALL.stream().map(Metric::definition).toList();
  }

  /**
   * The metric of that name.
   *
   * @throws HoldoutException when there is none
   */
  public static Metric byName(String name) {
    return ALL.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.CONFIGURATION,
                    "Cannot use the metric \""
                        + name
                        + "\": found no metric of that name, expected one of "
                        + ALL.stream().map(Metric::name).collect(Collectors.joining(", "))
                        + ". Correct the name."));
  }
}
