package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.stat.AdaptiveHistogram;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BandSearchTest {
  private static final AdaptiveHistogram TWELVE = GivenScores.twelve();

  /**
   * By hand, a mistake costing 10 on either side: below 0.2 and from 0.8 on the model is right, and
   * reviewing the nine rows between at 2 costs 18, where the model alone makes three mistakes for
   * 30 at best. Leaving 0.3 and 0.35, two negatives, out of the band would leave the positive at
   * 0.2 to a mistake.
   */
  @Test
  void findsTheBandThatCostsLeast() {
    Decision decision = fit(new LeastCost(CostMatrix.of(10, 10)), ReviewSpec.ofCost(2));
    assertThat(decision.review()).contains(new Band(between(.1, .2), between(.7, .8)));
    assertThat(decision.threshold()).isEqualTo(between(.35, .4));
    assertThat(cost(decision, 10, 10, 2)).isEqualTo(18);
  }

  /** Three mistakes cost 30; no band saves more of them than its reviews cost. */
  @Test
  void aDearReviewIsNotWorthIt() {
    assertThat(fit(new LeastCost(CostMatrix.of(10, 10)), ReviewSpec.ofCost(6)).review()).isEmpty();
  }

  /** Every band of every size, on random tables. */
  @Test
  void noBandIsCheaper() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] scores = new double[12];
      int[] labels = new int[12];
      for (int row = 0; row < 12; row++) {
        scores[row] = random.nextInt(8) / 10.0;
        labels[row] = row < 2 ? row : random.nextInt(2);
      }
      DecisionCounts counts = DecisionCounts.of(GivenScores.of(scores, labels));
      CostMatrix matrix = CostMatrix.of(1 + random.nextInt(5), 1 + random.nextInt(5));
      double review = random.nextInt(4) / 2.0;
      double most = random.nextBoolean() ? 12 : random.nextInt(10);
      ReviewSpec wanted =
          most == 12 ? ReviewSpec.ofCost(review) : ReviewSpec.ofShare(Math.max(.01, most / 12));
      double unit = most == 12 ? review : 0;
      ThresholdRule rule = new LeastCost(matrix);
      Optional<BandSearch.Found> found =
          new BandSearch(counts).find(rule, wanted, new ThresholdSearch(counts, rule).best());
      double best = Double.MAX_VALUE;
      for (int first = 0; first <= counts.size(); first++) {
        for (int end = first; end <= counts.size(); end++) {
          if (reviewed(counts, first, end) <= most) {
            best = Math.min(best, cost(counts, matrix, unit, first, end));
          }
        }
      }
      int first = found.map(BandSearch.Found::first).orElse(0);
      double cost =
          found.isPresent()
              ? cost(counts, matrix, unit, first, found.get().end())
              : matrix.of(
                  new ThresholdSearch(counts, rule)
                      .outcome(new ThresholdSearch(counts, rule).best()));
      assertThat(cost).as("seed %d", seed).isEqualTo(best);
    }
  }

  /** Half of twelve rows: two below the threshold, as 0.2 has two rows more; then four above it. */
  @Test
  void aShareTakesTheRowsNearestToTheThreshold() {
    Decision decision = fit(new BestFBeta(1), ReviewSpec.ofShare(0.5));
    assertThat(decision.threshold()).isEqualTo(between(.35, .4));
    assertThat(decision.review()).contains(new Band(between(.2, .3), between(.6, .7)));
    // Of three rows one fits below; the two tied ones above do not beside 0.4: one below more.
    assertThat(fit(new BestFBeta(1), ReviewSpec.ofShare(0.26)).review())
        .contains(new Band(between(.2, .3), between(.4, .5)));
    assertThat(fit(new BestFBeta(1), ReviewSpec.ofShare(0.05)).review()).isEmpty();
  }

  @Test
  void aGivenThresholdLiesWithinItsBand() {
    Decision decision = fit(new FixedThreshold(0.36), ReviewSpec.ofShare(0.1));
    assertThat(decision.threshold()).isEqualTo(0.36);
    assertThat(decision.review().orElseThrow().lower()).isLessThanOrEqualTo(0.36);
    assertThat(decision.review().orElseThrow().upper()).isEqualTo(between(.4, .5));
  }

  @Test
  void refusesACostOfReviewWithoutCostsOfDecisions() {
    assertThatThrownBy(() -> fit(new BestMcc(), ReviewSpec.ofCost(1)))
        .hasMessageContaining("Set decision.threshold.cost, or give review a share");
    assertThatThrownBy(() -> fit(new BestMcc(), ReviewSpec.ofShare(1)))
        .hasMessageContaining("found share 1.0, expected a number above 0 and below 1");
  }

  private static double between(double below, double above) {
    return below + (above - below) / 2;
  }

  private static Decision fit(ThresholdRule rule, ReviewSpec review) {
    return DecisionFitter.fit(
        TWELVE, new DecisionSpec(CalibratorKind.NONE, rule, Optional.of(review)));
  }

  private static double cost(Decision decision, double fp, double fn, double review) {
    Band band = decision.review().orElseThrow();
    DecisionCounts counts = DecisionCounts.of(TWELVE);
    return cost(
        counts,
        CostMatrix.of(fp, fn),
        review,
        counts.from(band.lower()),
        counts.from(band.upper()));
  }

  private static double cost(
      DecisionCounts counts, CostMatrix matrix, double review, int first, int end) {
    double cost = review * reviewed(counts, first, end);
    for (int at = 0; at < counts.size(); at++) {
      cost += at < first || at >= end ? matrix.of(counts.decided(at, at >= end)) : 0;
    }
    return cost;
  }

  private static double reviewed(DecisionCounts counts, int first, int end) {
    double rows = 0;
    for (int at = first; at < end; at++) {
      rows += counts.rows(at);
    }
    return rows;
  }
}
