package dev.holdout.report.words;

import dev.holdout.decide.ClassDecisionReport;
import dev.holdout.decide.IntervalBand;
import dev.holdout.decide.PredictionIntervals;

/** What becomes of the scores of several classes and of predicted numbers, in words. */
public final class PredictionWords {
  private PredictionWords() {}

  /** How a class is decided for. */
  public static String decision() {
    return "The class of the highest probability is decided for.";
  }

  /** How probabilities are calibrated. */
  public static String calibrator(ClassDecisionReport report) {
    return switch (report.calibrator()) {
      case NONE -> "Probabilities are the scores as they are.";
      case TEMPERATURE ->
          "Probabilities are calibrated by temperature: their logarithms divided by one number.";
      case DIRICHLET ->
          "Probabilities are calibrated by Dirichlet's method: a multinomial regression on their"
              + " logarithms.";
    };
  }

  /** What intervals promise. */
  public static String intervals(PredictionIntervals intervals) {
    return "Around each prediction stands an interval that is to hold the actual value of "
        + Numbers.percent(intervals.coverage())
        + " of the rows; Test tells below whether it does.";
  }

  /** How their width was learned. */
  public static String method() {
    return "The reach is a quantile of the absolute errors of out-of-fold predictions of similar"
        + " size (split conformal prediction by band, with the errors of cross-validation), never"
        + " of Test.";
  }

  /** Where a band begins. */
  public static String from(IntervalBand band) {
    return band.from().map(from -> "from " + Numbers.value("mean", from)).orElse("below");
  }

  /** How far its intervals reach. */
  public static String reach(IntervalBand band) {
    return band.halfWidth()
        .map(reach -> "± " + Numbers.value("mean", reach))
        .orElse("without end: too few rows");
  }
}
