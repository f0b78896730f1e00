package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.contract.Columns;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every learner must do for several classes and for numbers: find what is planted, give
 * weights, be saved, and learn the same from another layout.
 *
 * <p>The number is 10 + 4·strong − 2·weak, with the noise of the planted label (at most 1); its
 * variance is so 20 and a little. The classes are that number below 8, below 12, and others.
 */
final class TaskLearnersTest {
  private static final Map<String, Map<String, Double>> QUICK =
      Map.of(
          "random_forest", Map.of("num_trees", 10.0, "max_depth", 5.0),
          "factorization_machine", Map.of("factor_size", 2.0, "max_iter", 200.0),
          "gradient_boosted_trees", Map.of("max_iter", 10.0, "max_depth", 4.0, "step_size", 0.3));

  private static final Column NUMBER = expr("10 + 4 * strong - 2 * weak + _label");
  private static final Column CLASS =
      when(NUMBER.lt(8), lit(0.0)).when(NUMBER.lt(12), lit(1.0)).otherwise(lit(2.0));

  @TempDir Path folder;

  static Stream<Arguments> learners() {
    return Stream.of(Task.MULTICLASS, Task.REGRESSION)
        .flatMap(task -> Learners.of(task).stream().map(learner -> Arguments.of(task, learner)));
  }

  private static Target target(Task task) {
    return task == Task.MULTICLASS ? Target.multiclass(3) : Target.REGRESSION;
  }

  private static Dataset<Row> rows(Task task) {
    return Planted.rows(900, 3).withColumn(Columns.LABEL, task == Task.MULTICLASS ? CLASS : NUMBER);
  }

  private static Training encoded(Dataset<Row> rows, Target target) {
    return GivenTraining.of(rows)
        .as(
            given ->
                CanonicalLayout.of(
                    MlColumns.columnsForFit(
                        Planted.assembler().transform(given), target, RebalanceSpec.NONE),
                    given.count()));
  }

  private static Fitted fit(Learner learner, Training encoded) {
    return learner.fit(
        encoded, Parameters.of(learner, QUICK.getOrDefault(learner.family(), Map.of())), 7);
  }

  @ParameterizedTest
  @MethodSource("learners")
  void findsWhatIsPlantedAndIsSaved(Task task, Learner learner) throws Exception {
    Target target = target(task);
    Dataset<Row> rows = rows(task).persist();
    Training encoded = encoded(rows, target);
    Fitted fitted = fit(learner, encoded);
    List<Transformer> stages = new ArrayList<>(List.of(Planted.assembler()));
    stages.addAll(fitted.stages());
    PipelineModel model = new PipelineModel("saved", stages);
    String path = folder.resolve(learner.family() + task).toString();
    model.write().overwrite().save(path);

    Dataset<Row> scored = PipelineModel.load(path).transform(rows);
    String column = target.scores();
    assertThat(model.transformSchema(rows.schema()).fieldNames())
        .containsExactlyInAnyOrder(scored.columns())
        .contains(column);
    double[] weights = fitted.weights(encoded);
    if (Learners.isBaseline(learner.family())) {
      assertThat(weights).isEmpty();
    } else {
      assertThat(Math.abs(weights[0])).isGreaterThan(Math.abs(weights[1]));
      assertThat(Math.abs(weights[1])).isGreaterThan(Math.abs(weights[2]));
    }
    if (task == Task.MULTICLASS) {
      Row figures =
          scored
              .select(
                  Likeliest.of(col(column)).equalTo(col(Columns.LABEL)).cast("double").as("right"),
                  expr("aggregate(" + column + ", 0D, (a, b) -> a + b)").as("sum"))
              .agg(expr("avg(right)"), expr("min(sum)"), expr("max(sum)"))
              .first();
      assertThat(figures.getDouble(1)).isCloseTo(1, within(1e-9));
      assertThat(figures.getDouble(2)).isCloseTo(1, within(1e-9));
      double share = figures.getDouble(0);
      assertThat(share)
          .isBetween(
              learner.family().equals("prior") ? 0.3 : 0.8,
              learner.family().equals("prior") ? 0.45 : 1.0);
    } else {
      double error =
          scored
              .agg(expr("avg(pow(" + column + " - _label, 2)) / var_pop(_label)"))
              .first()
              .getDouble(0);
      assertThat(error)
          .isBetween(
              learner.family().equals("mean") ? 0.999 : 0.0,
              learner.family().equals("mean") ? 1.001 : 0.2);
    }
    rows.unpersist();
  }

  @ParameterizedTest
  @MethodSource("learners")
  void learnsTheSameFromTheSameRowsInAnotherLayout(Task task, Learner learner) {
    Target target = target(task);
    Dataset<Row> rows = rows(task);
    Dataset<Row> shuffled = rows.repartition(5, col("noise")).orderBy(col("weak").desc());

    assertThat(scores(fit(learner, encoded(shuffled, target)), rows, target))
        .isEqualTo(scores(fit(learner, encoded(rows, target)), rows, target));
  }

  private static List<Row> scores(Fitted fitted, Dataset<Row> rows, Target target) {
    Dataset<Row> scored = Planted.assembler().transform(rows);
    for (Transformer stage : fitted.stages()) {
      scored = stage.transform(scored);
    }
    return scored
        .select(Columns.ROW_KEY, target.scores())
        .orderBy(Columns.ROW_KEY)
        .limit(100)
        .collectAsList();
  }

  @Test
  void refusesALearnerOfAnotherTask() {
    Training training = GivenTraining.of(rows(Task.MULTICLASS));
    assertThatThrownBy(
            () ->
                new CrossValidator(1, RebalanceSpec.NONE, 1, Target.multiclass(3))
                    .runNested(
                        training,
                        NestedFolds.of(FoldPlan.kFold(3)),
                        Planted.assembled(),
                        List.of(Candidate.of("gradient_boosted_trees", Map.of()))))
        .hasMessageContaining(
            "[CONFIGURATION] Cannot fit gradient_boosted_trees: found the task multiclass, expected"
                + " one of binary, regression")
        .hasMessageContaining("For multiclass there are logistic_regression, random_forest.");
  }
}
