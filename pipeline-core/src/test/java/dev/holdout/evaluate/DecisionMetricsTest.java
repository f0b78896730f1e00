package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Wilson;
import org.junit.jupiter.api.Test;

/** Metrics of decisions; {@link BinaryMetricsGoldenTest} has their values. */
class DecisionMetricsTest {
  private static final double Z = Quantiles.normal(0.95);
  private static final Confidence CONFIDENCE = new Confidence(0.95, 1000, 1);

  /** {@link Sample} at 0.4: tn 2, fp 3, fn 1, tp 4. */
  @Test
  void errorsCostWhatTheyAreSaidToCost() {
    ScoreCounts counts = Sample.ten();
    assertThat(new ExpectedCost(2, 10).value(counts, 0.4).value()).contains((2 * 3 + 10.0) / 10);
    assertThat(new ExpectedCost(2, 10).definition().formula()).isEqualTo("(2·FP + 10·FN) / n");
    assertThat(new ExpectedCost(0.5, 0).definition().formula()).isEqualTo("(0.5·FP + 0·FN) / n");
    // One error in ten: the error rate is 0.4, its interval that of accuracy turned round.
    Measure cost = Metrics.byName("expected_cost").measure(counts, 0.4, CONFIDENCE);
    Measure accuracy = Metrics.byName("accuracy").measure(counts, 0.4, CONFIDENCE);
    assertThat(cost.lower().orElseThrow())
        .isCloseTo(1 - accuracy.upper().orElseThrow(), within(1e-12));
    assertThat(cost.upper().orElseThrow())
        .isCloseTo(1 - accuracy.lower().orElseThrow(), within(1e-12));
  }

  @Test
  void refusesCostsThatAreNone() {
    for (double[] costs : new double[][] {{-1, 1}, {0, 0}, {Double.NaN, 1}, {1, 1.0 / 0}}) {
      assertThatThrownBy(() -> new ExpectedCost(costs[0], costs[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("costs ");
    }
  }

  /** F1 = 2·J / (1 + J), J = 4 of 8. */
  @Test
  void theScoreIntervalOfF1IsWilsons() {
    Measure f1 = Metrics.byName("f1").measure(Sample.ten(), 0.4, CONFIDENCE);
    Interval jaccard = Wilson.interval(4, 8, Z);
    assertThat(f1.method()).contains("wilson");
    assertThat(f1.lower().orElseThrow())
        .isCloseTo(2 * jaccard.lower() / (1 + jaccard.lower()), within(1e-9));
    assertThat(f1.upper().orElseThrow())
        .isCloseTo(2 * jaccard.upper() / (1 + jaccard.upper()), within(1e-9));
  }

  @Test
  void methodsOfProportionsAreThoseAskedFor() {
    Confidence exact = CONFIDENCE.with(ProportionMethod.CLOPPER_PEARSON);
    for (String name : new String[] {"recall", "fpr", "npv", "youden_j", "expected_cost"}) {
      Measure wilson = Metrics.byName(name).measure(Sample.repeated(10), 0.4, CONFIDENCE);
      Measure beta = Metrics.byName(name).measure(Sample.repeated(10), 0.4, exact.of("segment"));
      assertThat(beta.method()).as(name).contains("clopper-pearson");
      assertThat(beta.upper().orElseThrow() - beta.lower().orElseThrow())
          .as(name)
          .isGreaterThan(wilson.upper().orElseThrow() - wilson.lower().orElseThrow());
    }
  }

  @Test
  void saysWhyThereIsNoValue() {
    ScoreCounts counts = Sample.counts(new double[] {.2, .7}, new int[] {0, 1});
    assertThat(reason("npv", counts, 0)).isEqualTo("no negative decisions");
    assertThat(reason("for", counts, 0)).isEqualTo("no negative decisions");
    assertThat(reason("fdr", counts, 1)).isEqualTo("no positive decisions");
    ScoreCounts positives = Sample.counts(new double[] {.2, .7}, new int[] {1, 1});
    assertThat(reason("fpr", positives, 0.5)).isEqualTo("no negatives");
    assertThat(reason("youden_j", positives, 0.5)).isEqualTo("no negatives");
    assertThat(reason("cohen_kappa", positives, 0))
        .isEqualTo("all labels and all decisions are the same");
    ScoreCounts negatives = Sample.counts(new double[] {.2, .7}, new int[] {0, 0});
    assertThat(reason("fnr", negatives, 0.5)).isEqualTo("no positives");
    assertThat(reason("threat_score", negatives, 1))
        .isEqualTo("no positives and no positive decisions");
    assertThat(reason("fowlkes_mallows", counts, 1)).isEqualTo("no positive decisions");
    assertThat(reason("markedness", counts, 0)).isEqualTo("no negative decisions");
    assertThat(reason("lr_positive", counts, 0.5)).isEqualTo("no false positives");
    assertThat(reason("lr_negative", counts, 0)).isEqualTo("no true negatives");
    assertThat(reason("f2", negatives, 1)).isEqualTo("neither positives nor positive decisions");
  }

  private static String reason(String name, ScoreCounts counts, double threshold) {
    return Metrics.byName(name).value(counts, threshold).undefined().orElse("");
  }
}
