package dev.holdout.decide;

/**
 * How scores become probabilities and probabilities become decisions.
 *
 * @param calibrator how scores are calibrated
 * @param rule how the threshold is chosen
 * @param threshold for {@link Rule#FIXED}
 * @param beta for {@link Rule#F_BETA}: recall counts beta times as much as precision
 * @param falsePositiveCost for {@link Rule#COST}
 * @param falseNegativeCost for {@link Rule#COST}
 */
public record DecisionSpec(
    CalibratorKind calibrator,
    Rule rule,
    double threshold,
    double beta,
    double falsePositiveCost,
    double falseNegativeCost) {
  public static final DecisionSpec DEFAULT =
      new DecisionSpec(CalibratorKind.NONE, Rule.F_BETA, 0.5, 1.0, 1.0, 1.0);

  /** How the threshold is chosen. */
  public enum Rule {
    FIXED,
    F_BETA,
    COST
  }
}
