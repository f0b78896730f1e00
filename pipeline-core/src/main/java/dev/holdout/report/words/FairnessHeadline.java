package dev.holdout.report.words;

import dev.holdout.evaluation.Fairness;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.fairness.FairnessVerdict;
import java.util.Optional;
import java.util.stream.Stream;

/** Fairness between groups in one sentence. */
public final class FairnessHeadline {
  private FairnessHeadline() {}

  /** How many figures show a gap beyond noise; empty where no groups are compared. */
  public static Optional<String> of(Optional<Fairness> fairness) {
    if (fairness.filter(Fairness::ofGroups).isEmpty()) {
      return Optional.empty();
    }
    long tested = ofModel(fairness).filter(FairnessHeadline::isTested).count();
    if (tested == 0) {
      return Optional.of("Fairness: too few rows in the protected groups to judge.");
    }
    long beyond = beyondNoise(fairness);
    return Optional.of(
        "Fairness: "
            + (beyond == 0 ? "none" : Numbers.count(beyond))
            + " of "
            + Numbers.count(tested, "figure", "figures")
            + " of protected groups "
            + (beyond <= 1 ? "shows" : "show")
            + " a gap beyond noise.");
  }

  /** The figures with a gap beyond noise. */
  public static long beyondNoise(Optional<Fairness> fairness) {
    return ofModel(fairness)
        .filter(result -> result.verdict() == FairnessVerdict.BEYOND_NOISE)
        .count();
  }

  /** That base rates differ is a fact of the world and no verdict on the model. */
  private static Stream<FairnessResult> ofModel(Optional<Fairness> fairness) {
    return fairness.stream()
        .flatMap(found -> found.results().stream())
        .filter(result -> !result.metric().equals("base_rate_difference"));
  }

  private static boolean isTested(FairnessResult result) {
    return switch (result.verdict()) {
      case BEYOND_NOISE, WITHIN_NOISE, WITHIN_THE_RULE -> true;
      case TOO_FEW_ROWS, NO_RULE, UNDEFINED -> false;
    };
  }
}
