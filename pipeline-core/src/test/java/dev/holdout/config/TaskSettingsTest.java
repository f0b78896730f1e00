package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.decide.ClassCalibratorKind;
import dev.holdout.decide.PredictionSpec;
import dev.holdout.learn.SearchSpec;
import dev.holdout.measure.Task;
import dev.holdout.split.LabelSpec;
import dev.holdout.workflow.PipelineSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a label's task decides of the rest of a pipeline file. */
class TaskSettingsTest {
  private static final String TABLE =
      """
      name: a
      source: {format: csv, files: [a.csv]}
      columns: {x: number, grade: {type: string, allowed: [c, b, a]}, price: number}
      """;

  @Test
  void severalClassesHaveTheirOwnDefaults() {
    PipelineSpec spec = Samples.spec(TABLE + "label: {column: grade, classes: [c, b, a]}\n");

    assertThat(spec.label())
        .isEqualTo(
            LabelSpec.multiclass("grade", List.of("c", "b", "a")).listing(List.of("c", "b", "a")));
    assertThat(spec.search().metric()).isEqualTo("log_loss");
    assertThat(spec.gate().metric()).isEqualTo("log_loss");
    assertThat(spec.prediction()).isEqualTo(PredictionSpec.DEFAULT);
  }

  @Test
  void numbersHaveTheirOwnDefaults() {
    PipelineSpec spec = Samples.spec(TABLE + "label: {column: price, task: regression}\n");

    assertThat(spec.label()).isEqualTo(LabelSpec.regression("price"));
    assertThat(spec.search().metric()).isEqualTo("rmse");
    assertThat(spec.gate().metric()).isEqualTo("rmse");
    assertThat(spec.search().families())
        .extracting(SearchSpec.Family::name)
        .containsExactly("linear_regression");
  }

  @Test
  void theEffectiveFileOfATaskGivesTheSameAgain() {
    for (String label :
        new String[] {
          "{column: grade, task: multiclass}",
          "{column: price, task: regression}",
          "{column: grade, positive: a}"
        }) {
      PipelineFile file = Samples.parse(TABLE + "label: " + label + "\n");
      assertThat(Samples.parse(file.effective()).spec()).isEqualTo(file.spec());
      assertThat(file.effective().contains("threshold:"))
          .isEqualTo(file.spec().label().task() == Task.BINARY);
    }
  }

  @Test
  void aCalibratorOfSeveralClassesIsOneOfTheirs() {
    PipelineSpec spec =
        Samples.spec(
            TABLE
                + "label: {column: grade, task: multiclass}\n"
                + "decision: {calibrator: dirichlet}\n");
    assertThat(spec.prediction().calibrator()).isEqualTo(ClassCalibratorKind.DIRICHLET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {column: grade, task: multiclass}  | candidates: {gradient_boosted_trees: {}} | p.yaml:5 candidates.gradient_boosted_trees: found a learner of binary and regression, expected one of logistic_regression, random_forest, since label.task is multiclass
          {column: price, task: regression}  | candidates: {logistic_regression: {}}    | p.yaml:5 candidates.logistic_regression: found a learner of binary and multiclass, expected one of linear_regression, factorization_machine, random_forest, gradient_boosted_trees, since label.task is regression
          {column: price, task: regression}  | decision: {threshold: 0.5}               | p.yaml:5 decision.threshold: found a threshold, expected none of it, since label.task is regression and not binary
          {column: grade, task: multiclass}  | decision: {calibrator: platt}            | p.yaml:5 decision.calibrator: found the text 'platt', expected none, temperature or dirichlet
          {column: grade, positive: a}       | decision: {coverage: 0.8}                | p.yaml:5 decision.coverage: found a coverage, expected none of it, since label.task is binary and not regression
          {column: grade, task: multiclass}  | rebalance: smote                         | p.yaml:5 rebalance.strategy: found a strategy of rebalancing, expected none of it
          {column: price, task: regression}  | rebalance: {compare: [none, smote]}      | p.yaml:5 rebalance.compare: found strategies of rebalancing
          {column: grade, task: multiclass}  | selection: {metric: roc_auc}             | p.yaml:5 selection.metric: found the text 'roc_auc', expected one of accuracy, balanced_accuracy
          {column: price, task: regression}  | gate: {metric: accuracy}                 | p.yaml:5 gate.metric: found the text 'accuracy', expected one of rmse, mae
          {column: grade, positive: a}       | gate: {metric: rmse}                     | p.yaml:5 gate.metric: found the text 'rmse', expected a metric of binary predictions
          {column: grade, task: multiclass}  | evaluation: {reusable_holdout: {}}       | p.yaml:5 evaluation.reusable_holdout: found a reusable hold-out
          {column: grade, task: regression}  | split: {seed: 1}                         | p.yaml:4 label.column: found the column 'grade' of the type string, expected a column of the types integer or number
          {column: price, task: regression, positive: 1} | split: {seed: 1}             | p.yaml:4 label.positive: found a positive value
          {column: grade, classes: [c, d]}   | split: {seed: 1}                         | p.yaml:4 label.classes.1: found the text 'd', expected one of the label's allowed values
          """)
  void refusesWhatIsForAnotherTask(String label, String line, String problem) {
    assertThatThrownBy(() -> Samples.spec(TABLE + "label: " + label + "\n" + line + "\n"))
        .hasMessageContaining(problem);
  }
}
