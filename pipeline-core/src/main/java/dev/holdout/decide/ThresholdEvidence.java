package dev.holdout.decide;

import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;

/**
 * How good a threshold's decisions are, out of fold, and how sure that is.
 *
 * @param objective the figure by which decisions are compared, such as {@code F1}
 * @param smallerIsBetter whether it is a cost
 * @param unit what costs are counted in, if that was said
 * @param level of all intervals
 * @param rows training rows with an out-of-fold score
 * @param positives of them, those whose label is positive
 * @param decidedPositive share of the rows that the threshold decides positive
 * @param threshold with its interval; none where it was given
 * @param sameRows the objective on the rows that the threshold was chosen on: too good
 * @param crossFitted the objective where each fold's threshold was chosen without the fold
 * @param band of the curve, in the order of the thresholds
 * @param mistakes the wrong decisions of the cross-fitted thresholds
 * @param review which rows are left to a person
 * @param rivals what the decisions are compared with
 * @param notes what a reader must know
 */
public record ThresholdEvidence(
    String objective,
    boolean smallerIsBetter,
    Optional<String> unit,
    double level,
    long rows,
    long positives,
    double decidedPositive,
    Measure threshold,
    Measure sameRows,
    Measure crossFitted,
    List<CurveBand> band,
    Mistakes mistakes,
    Optional<Review> review,
    List<Rival> rivals,
    List<String> notes) {
  public ThresholdEvidence {
    band = List.copyOf(band);
    rivals = List.copyOf(rivals);
    notes = List.copyOf(notes);
  }

  /** The interval of the objective at a threshold. */
  public record CurveBand(double threshold, double lower, double upper) {}

  /**
   * Wrong decisions.
   *
   * @param falsePositives how many rows
   * @param falseNegatives how many rows
   * @param falsePositiveCost what one costs on average; empty without costs or without one
   * @param falseNegativeCost the same
   */
  public record Mistakes(
      long falsePositives,
      long falseNegatives,
      Optional<Double> falsePositiveCost,
      Optional<Double> falseNegativeCost) {}

  /**
   * Rows that a person decides.
   *
   * @param lower the band's lower end
   * @param upper its upper end
   * @param share of the out-of-fold rows that is in the band
   * @param costOfReview what the review of a row costs, if that was said
   * @param decided the objective over the rows that the band leaves to the model, each fold's band
   *     found without the fold; without costs alone
   * @param saving what the reviews save for each row of all, their own cost taken off; with costs
   *     alone
   */
  public record Review(
      double lower,
      double upper,
      double share,
      Optional<Double> costOfReview,
      Optional<Measure> decided,
      Optional<Measure> saving) {}

  /** What else one could do. */
  public enum RivalKind {
    /** No row is decided positive. */
    NEVER,
    /** Every row is. */
    ALWAYS,
    /** One column decides, by a cut or a set of values found as the threshold was. */
    ONE_COLUMN
  }

  /**
   * A comparison with something simpler.
   *
   * @param words the rule found on all rows, of one column; empty otherwise
   * @param meets whether it meets what the rule demands of decisions
   * @param value the objective of its decisions
   * @param gain how much better the model's decisions are in that objective, by row: above 0 if
   *     they are better
   */
  public record Rival(RivalKind kind, String words, boolean meets, Measure value, Measure gain) {}
}
