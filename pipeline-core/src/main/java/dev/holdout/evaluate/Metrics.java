package dev.holdout.evaluate;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Definition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics of a binary classifier: one line for each. */
public final class Metrics {
  private static final List<Metric> OF_CALIBRATION =
      List.of(
          new LogLoss(),
          new Brier(),
          BrierPart.RELIABILITY,
          BrierPart.RESOLUTION,
          BrierPart.UNCERTAINTY,
          BrierPart.WITHIN_BINS,
          CalibrationError.EQUAL_WIDTH,
          CalibrationError.EQUAL_MASS,
          MaximumCalibrationError.EQUAL_WIDTH,
          MaximumCalibrationError.EQUAL_MASS,
          CumulativeCalibration.KOLMOGOROV_SMIRNOV,
          CumulativeCalibration.KUIPER,
          CalibrationCurve.SLOPE,
          CalibrationCurve.INTERCEPT,
          CalibrationStatistic.CURVE_P,
          CalibrationStatistic.SPIEGELHALTER_Z,
          CalibrationStatistic.SPIEGELHALTER_P);

  private static final List<Metric> OF_RANKS =
      List.of(
          new RocAuc(),
          new PartialAuc(),
          Rescaled.GINI,
          new AveragePrecision(),
          new KolmogorovSmirnov(),
          new TopGain(),
          Rescaled.LIFT);

  private static final List<Metric> OF_DECISIONS =
      List.of(
          Proportion.ACCURACY,
          new BalancedAccuracy(),
          Rescaled.ADJUSTED_BALANCED_ACCURACY,
          Rescaled.YOUDEN_J,
          Proportion.PRECISION,
          Proportion.RECALL,
          Proportion.SPECIFICITY,
          Proportion.NPV,
          Proportion.FPR,
          Proportion.FNR,
          Proportion.FDR,
          Proportion.FOR,
          FBeta.F1,
          FBeta.F2,
          FBeta.F05,
          Proportion.THREAT_SCORE,
          CellFunction.FOWLKES_MALLOWS,
          CellFunction.MARKEDNESS,
          CellFunction.LR_POSITIVE,
          CellFunction.LR_NEGATIVE,
          CellFunction.MCC,
          CellFunction.COHEN_KAPPA,
          new ExpectedCost(),
          Proportion.PREVALENCE,
          Proportion.SELECTION_RATE,
          CellCount.TP,
          CellCount.FP,
          CellCount.FN,
          CellCount.TN,
          new EffectiveRows());

  private static final List<Metric> ALL =
      Stream.of(OF_RANKS, OF_CALIBRATION, OF_DECISIONS).flatMap(List::stream).toList();

  private Metrics() {}

  /** All metrics, those of ranks and losses first. */
  public static List<Metric> all() {
    return ALL;
  }

  /** Those that judge whether scores mean what they say, with the losses that feel it. */
  public static List<Metric> ofCalibration() {
    return OF_CALIBRATION;
  }

  /** What each metric is, in the order of {@link #all}. */
  public static List<Definition> definitions() {
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
