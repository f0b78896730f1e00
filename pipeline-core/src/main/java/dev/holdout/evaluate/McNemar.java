package dev.holdout.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdout.measure.Quantiles;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.special.Beta;

/**
 * McNemar's test of two decisions on the same rows: whether, of the rows in which one alone is
 * right, each is as often the one.
 *
 * <p>Exact, two-sided: the binomial with ½ (no continuity correction, no mid-p: its level is never
 * above the one asked for). With more than 100,000 such rows, where it makes no difference, χ² = (b
 * − c)² / (b + c) with one degree of freedom. Without any such row p is 1.
 *
 * <p>Source: McNemar 1947; Fagerland, Lydersen & Laake 2013.
 *
 * @param onlyBaseline rows in which the baseline alone is right
 * @param onlyScore rows in which the model that is compared with it alone is right
 * @param pValue two-sided; empty where {@code undefined} says why
 * @param undefined why there is no test
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record McNemar(
    long onlyBaseline, long onlyScore, Optional<Double> pValue, Optional<String> undefined) {
  private static final String UNDECIDED = "no threshold applies to the scores";
  private static final String NUMBERS = "numbers are predicted, no decisions";
  private static final String UNPAIRED = "rows are not paired";
  private static final long MOST_EXACT = 100_000;

  static McNemar of(long onlyBaseline, long onlyScore) {
    return new McNemar(
        onlyBaseline, onlyScore, Optional.of(pValue(onlyBaseline, onlyScore)), Optional.empty());
  }

  /** No counts, since no threshold applies to the scores. */
  static McNemar undecided() {
    return new McNemar(0, 0, Optional.empty(), Optional.of(UNDECIDED));
  }

  /** No counts, since numbers are predicted. */
  static McNemar numbers() {
    return new McNemar(0, 0, Optional.empty(), Optional.of(NUMBERS));
  }

  /** No counts, since the two are not of the same rows. */
  static McNemar unpaired() {
    return new McNemar(0, 0, Optional.empty(), Optional.of(UNPAIRED));
  }

  /** Whether there are decisions to compare. */
  boolean isDecided() {
    return undefined.filter(List.of(UNDECIDED, NUMBERS, UNPAIRED)::contains).isEmpty();
  }

  /** The counts alone where rows are weighted or clustered, since the test does not hold. */
  McNemar unlessDependent(boolean weighted, boolean clustered) {
    return weighted || clustered
        ? new McNemar(
            onlyBaseline,
            onlyScore,
            Optional.empty(),
            Optional.of(weighted ? "rows are weighted" : "rows are not independent"))
        : this;
  }

  private static double pValue(long onlyBaseline, long onlyScore) {
    long either = onlyBaseline + onlyScore;
    if (either == 0) {
      return 1;
    }
    if (either > MOST_EXACT) {
      return Quantiles.outside(
          Math.abs((double) onlyScore - onlyBaseline) / Math.sqrt((double) either));
    }
    // P(X ≤ fewer) = P(X ≥ more), which as a beta integral keeps its digits where it is small.
    double more = Math.max(onlyBaseline, onlyScore);
    return Math.min(1, 2 * Beta.regularizedBeta(0.5, more, either - more + 1));
  }
}
