package dev.holdout.decide;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decisions of each part by a calibrator, a threshold and a band that were fitted without it: what
 * the choice of the threshold on the same rows flatters, this does not.
 *
 * @param cuts the raw score from which rows of each part are decided positive
 * @param decisions all rows by decision, as {@link #divided} has them
 */
record CrossFitted(SortedMap<Integer, Double> cuts, DecisionCounts decisions) {
  /** Rows that the threshold leaves negative, and no person sees. */
  static final int LEFT = 0;

  /** Rows for review that the threshold would leave negative. */
  static final int REVIEW_OF_LEFT = 1;

  /** Rows for review that the threshold would make positive. */
  static final int REVIEW_OF_ACTED = 2;

  /** Rows that the threshold makes positive, and no person sees. */
  static final int ACTED = 3;

  /** Decisions, or the reason why there are none. */
  record Result(Optional<CrossFitted> decisions, String reason) {}

  static Result of(FoldedScores scores, DecisionSpec spec) {
    if (scores.parts().size() < 2) {
      return new Result(Optional.empty(), "there is one fold alone");
    }
    SortedMap<Integer, Double> cuts = new TreeMap<>();
    DecisionCounts decisions = DecisionCounts.empty(ACTED + 1);
    for (FoldedScores.Part part : scores.divided()) {
      Decision decision;
      try {
        decision = DecisionFitter.fit(part.others().merged(), part.others(), spec);
      } catch (HoldoutException e) {
        if (e.code() != ErrorCode.DATA_INSUFFICIENT) {
          throw e;
        }
        return new Result(
            Optional.empty(), "without fold " + part.number() + ": " + e.getMessage());
      }
      DecisionCounts raw = DecisionCounts.of(part.own());
      int acted = from(raw, decision.calibrator(), decision.threshold());
      cuts.put(part.number(), acted == 0 ? Double.NEGATIVE_INFINITY : raw.threshold(acted));
      decisions = decisions.plus(divided(raw, decision));
    }
    return new Result(Optional.of(new CrossFitted(cuts, decisions)), "");
  }

  /** Rows by decision; {@link Band#lower} ≤ threshold ≤ {@link Band#upper}. */
  static DecisionCounts divided(DecisionCounts raw, Decision decision) {
    double lower = decision.review().map(Band::lower).orElse(decision.threshold());
    double upper = decision.review().map(Band::upper).orElse(decision.threshold());
    Calibrator calibrator = decision.calibrator();
    return raw.divided(
        from(raw, calibrator, lower),
        from(raw, calibrator, decision.threshold()),
        from(raw, calibrator, upper));
  }

  /** The first position whose calibrated score is at least this. */
  private static int from(DecisionCounts raw, Calibrator calibrator, double threshold) {
    int at = 0;
    while (at < raw.size() && calibrator.calibrate(raw.score(at)) < threshold) {
      at++;
    }
    return at;
  }
}
