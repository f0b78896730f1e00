package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReusableEvaluationTest {
  private static final ReusableHoldout.Spec SPEC = new ReusableHoldout.Spec(0.02, 0.0001, 5);

  @Test
  void tellsOutOfFoldFiguresWhereTestAgreesAndNoisyOnesWhereItDoesNot() {
    ReusableHoldout holdout = new ReusableHoldout(SPEC, "s", List.of());
    Evaluation told =
        new ReusableEvaluation(holdout, SPEC, 0.95, "m")
            .of(evaluation(4000, 0.9, 0.1), evaluation(1000, 0.8, 0.1));
    SortedMap<String, Measure> metrics = told.overall().metrics();
    // Brier agrees: its interval is that of the out-of-fold rows.
    assertThat(metrics.get("brier"))
        .isEqualTo(Measure.of(0.1, 0.1 - 0.01, 0.1 + 0.01, "out-of-fold"));
    // Accuracy is 0.1 off, beyond 0.02: noise of rate 0.0001 exceeds 0.002 with a chance of e⁻²⁰.
    Measure accuracy = metrics.get("accuracy");
    assertThat(accuracy.method()).contains("thresholdout");
    assertThat(accuracy.value().orElseThrow()).isCloseTo(0.8, within(0.002)).isNotEqualTo(0.8);
    // Half width: 0.0001 · ln(2/0.05) + 0.01 · √(4000/1000) · 2.241403/1.959964 = 0.02324
    assertThat(accuracy.upper().orElseThrow() - accuracy.value().orElseThrow())
        .isCloseTo(0.000369 + 0.022872, within(1e-6));
    assertThat(told.reuse().orElseThrow().heldOut()).containsExactly("accuracy");
    assertThat(told.reuse().orElseThrow().spent()).isEqualTo(1);
    assertThat(holdout.answers()).hasSize(2);
  }

  @Test
  void withholdsWhatCannotBeAskedAndWhatIsNoFigureOfAllRows() {
    Evaluation told =
        new ReusableEvaluation(new ReusableHoldout(SPEC, "s", List.of()), SPEC, 0.95, "m")
            .of(evaluation(4000, 0.9, 0.1), evaluation(1000, 0.9, 0.1));
    assertThat(told.overall().metrics()).hasSize(Metrics.all().size());
    assertThat(told.overall().metrics().get("log_loss"))
        .isEqualTo(Measure.undefined("withheld: reusable hold-out"));
    assertThat(told.segments()).isEmpty();
    assertThat(told.curves()).isEqualTo(new Curves(List.of(), List.of(), List.of()));
    assertThat(told.notes().toString()).doesNotContain("raw note");
    // Labels decide prevalence, which the split tells anyhow.
    assertThat(told.overall().metrics().get("prevalence").method()).contains("wilson");
  }

  @Test
  void saysSoOnceTheBudgetIsSpent() {
    ReusableHoldout.Spec one = new ReusableHoldout.Spec(0.02, 0.0001, 1);
    Evaluation told =
        new ReusableEvaluation(new ReusableHoldout(one, "s", List.of()), one, 0.95, "m")
            .of(evaluation(4000, 0.9, 0.1), evaluation(1000, 0.8, 0.3));
    assertThat(told.overall().metrics().values())
        .contains(Measure.undefined("withheld: reusable hold-out; its budget is spent"));
  }

  /** Every metric that states how far one row can move it keeps to that, on random rows. */
  @Test
  void sensitivityBoundsWhatOneRowCanDo() {
    assertThat(ReusableEvaluation.answered())
        .containsExactly(
            "roc_auc",
            "brier",
            "accuracy",
            "balanced_accuracy",
            "recall",
            "specificity",
            "prevalence",
            "selection_rate");
    SplittableRandom random = new SplittableRandom(11);
    for (int table = 0; table < 200; table++) {
      int rows = 4 + random.nextInt(12);
      int positives = 1 + random.nextInt(rows - 1);
      double[] scores = random.doubles(rows).map(score -> Math.rint(score * 8) / 8).toArray();
      double[] other = scores.clone();
      other[random.nextInt(rows)] = random.nextInt(2);
      ScoreCounts before = counts(scores, positives);
      ScoreCounts after = counts(other, positives);
      for (Metric metric : Metrics.all()) {
        OptionalDouble most = metric.sensitivity(positives, rows - positives);
        if (most.isPresent()) {
          double moved =
              metric.value(after, 0.5).value().orElseThrow()
                  - metric.value(before, 0.5).value().orElseThrow();
          assertThat(Math.abs(moved))
              .as("%s in table %d of seed 11", metric.name(), table)
              .isLessThanOrEqualTo(most.getAsDouble() + 1e-12);
        }
      }
    }
  }

  private static ScoreCounts counts(double[] scores, int positives) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(0.5));
    for (int row = 0; row < scores.length; row++) {
      counts.add(scores[row], row < positives);
    }
    return counts;
  }

  private static Evaluation evaluation(long rows, double accuracy, double brier) {
    SortedMap<String, Measure> metrics = new TreeMap<>();
    metrics.put("accuracy", Measure.of(accuracy, accuracy - 0.01, accuracy + 0.01, "wilson"));
    metrics.put("brier", Measure.of(brier, brier - 0.01, brier + 0.01, "log-t"));
    metrics.put("log_loss", Measure.of(0.4, 0.3, 0.5, "log-t"));
    metrics.put("prevalence", Measure.of(0.5, 0.4, 0.6, "wilson"));
    SegmentResult overall =
        new SegmentResult(
            Map.of(), rows, rows / 2, metrics, new TreeMap<>(), Verdict.NOT_COMPARED, "All rows.");
    return new Evaluation(
        rows,
        0.5,
        overall,
        List.of(overall),
        new Curves(List.of(new Curves.Point(0, 0)), List.of(), List.of()),
        List.of("raw note"),
        Optional.empty(),
        Optional.empty());
  }
}
