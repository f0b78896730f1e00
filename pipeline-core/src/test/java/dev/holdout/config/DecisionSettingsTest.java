package dev.holdout.config;

import static dev.holdout.config.Samples.minimalWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.decide.BestFBeta;
import dev.holdout.decide.BestMcc;
import dev.holdout.decide.BestYouden;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.Cost;
import dev.holdout.decide.CostMatrix;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.decide.FixedThreshold;
import dev.holdout.decide.LeastCost;
import dev.holdout.decide.PrecisionAtLeast;
import dev.holdout.decide.RecallAtLeast;
import dev.holdout.decide.ReviewSpec;
import dev.holdout.decide.ThresholdRule;
import dev.holdout.decide.TopShare;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecisionSettingsTest {
  @Test
  void everyRuleHasItsForm() {
    Map<String, ThresholdRule> forms =
        Map.of(
            "0.3", new FixedThreshold(0.3),
            "{fixed: 0.3}", new FixedThreshold(0.3),
            "{f_beta: 2}", new BestFBeta(2),
            "{best: mcc}", new BestMcc(),
            "{best: youden}", new BestYouden(),
            "{recall_at_least: 0.8}", new RecallAtLeast(0.8),
            "{precision_at_least: 0.9}", new PrecisionAtLeast(0.9),
            "{top_share: 0.05}", new TopShare(0.05),
            "{cost: {false_positive: 1, false_negative: 5}}", new LeastCost(CostMatrix.of(1, 5)));
    forms.forEach(
        (form, rule) -> assertThat(decision("threshold: " + form).rule()).as(form).isEqualTo(rule));
    assertThat(Samples.parse(Samples.MINIMAL).spec().decision()).isEqualTo(DecisionSpec.DEFAULT);
    assertThat(decision("calibrator: platt").calibrator()).isEqualTo(CalibratorKind.PLATT);
  }

  @Test
  void costsMayComeFromColumnsAndPay() {
    assertThat(
            decision(
                    """
                    threshold:
                        cost:
                          unit: EUR
                          false_positive: 2.5
                          false_negative: {column: age}
                          true_positive: {column: age, factor: -0.1}
                          true_negative: {amount: -1}
                    """)
                .rule())
        .isEqualTo(
            new LeastCost(
                new CostMatrix(
                    Cost.of(2.5),
                    Cost.times(1, "age"),
                    Cost.times(-0.1, "age"),
                    Cost.of(-1),
                    Optional.of("EUR"))));
  }

  @Test
  void reviewHasACostOrAShare() {
    assertThat(decision("review: {share: 0.1}").review()).contains(ReviewSpec.ofShare(0.1));
    assertThat(
            decision(
                    "{review: {cost: 2}, threshold: {cost: {false_positive: 1, false_negative: 5}}}")
                .review())
        .contains(ReviewSpec.ofCost(2));
  }

  @Test
  void whatIsWrittenBackReadsTheSame() {
    PipelineFile file =
        Samples.parse(
            minimalWith(
                "decision: {review: {share: 0.1}, threshold: {cost: {false_positive: 1,"
                    + " false_negative: {column: age, factor: 2}}}}"));
    assertThat(Samples.parse(file.effective()).spec()).isEqualTo(file.spec());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      threshold: {best: f1}          | decision.threshold.best: found the text 'f1', expected one of mcc, youden
      threshold: {recall_at_least: 0} | decision.threshold.recall_at_least: found 0, expected a number above 0 and at most 1
      threshold: {top_share: 1.5}    | decision.threshold.top_share: found 1.5, expected a number above 0 and at most 1
      threshold: {cost: {false_positive: 0, false_negative: 5}} | decision.threshold.cost.false_positive: found 0, expected more than the 0 that the right decision costs
      threshold: {cost: {false_positive: 1, false_negative: 5, true_positive: 6}} | decision.threshold.cost.false_negative: found 5, expected more than the 6 that the right decision costs
      threshold: {cost: {false_positive: 1, false_negative: {column: agee}}} | decision.threshold.cost.false_negative.column: found the column 'agee', which is not declared, expected one of those under columns. Did you mean 'age'?
      threshold: {cost: {false_positive: 1, false_negative: {column: city}}} | decision.threshold.cost.false_negative.column: found the column 'city' of the type string, expected a column of the types integer or number
      threshold: {cost: {false_positive: 1, false_negative: {column: rich}}} | decision.threshold.cost.false_negative.column: found the label's column 'rich', expected another column
      threshold: {cost: {false_positive: 1, false_negative: {factor: 2}}} | decision.threshold.cost.false_negative: found neither an amount nor a column, expected exactly one of them
      threshold: {cost: {false_positive: 1, false_negative: {amount: 2, column: age}}} | decision.threshold.cost.false_negative: found an amount and a column, expected exactly one of them
      threshold: {cost: {false_positive: {amount: 1, factor: 2}, false_negative: 2}} | decision.threshold.cost.false_positive.factor: found a factor for an amount, expected one for a column only. Multiply them
      threshold: {cost: {false_positive: 1, false_negative: {column: age, factor: -1}}} | decision.threshold.cost.false_negative.factor: found -1, expected a number above 0
      review: {cost: 1}              | decision.review.cost: found a cost of review without costs of decisions, expected decision.threshold.cost, to weigh it against
      review: {}                     | decision.review: found an empty mapping, expected exactly one of the keys cost, share
      review: {share: 1}             | decision.review.share: found 1, expected a number above 0 and below 1
      """)
  void saysWhatIsWrong(String decision, String message) {
    assertThatThrownBy(() -> Samples.parse(minimalWith("decision: {" + decision + "}")))
        .hasMessageContaining(message);
  }

  private static DecisionSpec decision(String text) {
    String section = text.startsWith("{") ? text : "\n  " + text.strip();
    return Samples.parse(minimalWith("decision: " + section + "\n")).spec().decision();
  }
}
