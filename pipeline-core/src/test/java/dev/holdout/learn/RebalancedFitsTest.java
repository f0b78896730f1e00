package dev.holdout.learn;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Strategy;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits on weighed and rebalanced rows, and what their scores mean. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RebalancedFitsTest {
  private static final Candidate LOGISTIC =
      Candidate.of("logistic_regression", Map.of("reg_param", 0.001));

  /** One row in eight is positive. */
  private final Dataset<Row> rows =
      Planted.rows(3_000, 3).filter("_label = 0 OR hash(_row_key) % 4 = 0").persist();

  @TempDir Path folder;

  @AfterAll
  void free() {
    rows.unpersist();
  }

  private static RebalanceSpec by(String strategy) {
    return new RebalanceSpec(Strategy.of(strategy, Map.of()), Optional.empty(), List.of());
  }

  private FinalFit fit(Dataset<Row> given, RebalanceSpec rebalance) {
    return FinalFit.of(GivenTraining.of(given), Planted.assembled(), rebalance, LOGISTIC, 1);
  }

  private double meanScore(FinalFit fit) {
    return fit.model().transform(rows).agg(avg(Fitted.SCORE)).first().getDouble(0);
  }

  private double share() {
    return rows.agg(avg("_label")).first().getDouble(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class_weights",
        "effective_number",
        "undersample",
        "undersample_weighted",
        "oversample"
      })
  void scoresStillMeanWhatTheySay(String strategy) throws Exception {
    FinalFit fit = fit(rows, by(strategy));
    Rebalancing done = fit.rebalancing().orElseThrow();
    assertThat(meanScore(fit)).isCloseTo(share(), within(0.02));
    assertThat(done.before().share(1)).isCloseTo(share(), within(1e-12));
    boolean corrected =
        List.of(fit.model().stages()).stream().anyMatch(PriorCorrection.class::isInstance);
    assertThat(corrected).isEqualTo(Math.abs(done.after().share(1) - share()) > 1e-9);
    if (!strategy.equals("undersample_weighted")) {
      assertThat(done.after().share(1)).isGreaterThan(2 * share());
    }

    String path = folder.resolve(strategy).toString();
    fit.model().write().save(path);
    assertThat(PipelineModel.load(path).transform(rows).select(Fitted.SCORE).collectAsList())
        .isEqualTo(fit.model().transform(rows).select(Fitted.SCORE).collectAsList());
  }

  @Test
  void aRowOfWeightTwoCountsLikeTwoRows() {
    Dataset<Row> weighed = rows.withColumn("how much", expr("1 + abs(hash(_row_key, 7)) % 3"));
    FinalFit fit =
        fit(weighed, new RebalanceSpec(Strategy.NONE, Optional.of("how much"), List.of()));
    Dataset<Row> repeated =
        weighed
            .withColumn("copy", expr("explode(sequence(1, `how much`))"))
            .withColumn("_row_key", expr("concat(_row_key, ' ', copy)"));
    assertThat(meanScore(fit))
        .isCloseTo(meanScore(fit(repeated, RebalanceSpec.NONE)), within(1e-4));
    assertThat(fit.rebalancing().orElseThrow().before().weight())
        .isEqualTo((double) repeated.count());
  }

  @Test
  void refusesRowsWithoutAWeight() {
    String one = rows.first().getString(0);
    Dataset<Row> weighed = rows.withColumn("w", expr("IF(_row_key = '" + one + "', NULL, 2)"));
    assertThatThrownBy(
            () -> fit(weighed, new RebalanceSpec(Strategy.NONE, Optional.of("w"), List.of())))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("Cannot weigh rows by \"w\": 1 of ");
  }

  @Test
  void outOfFoldScoresAreTheSameUnderEveryPartitioning() {
    List<Double> first = aucs(GivenTraining.of(rows.coalesce(1)), "one");
    assertThat(aucs(GivenTraining.of(rows.repartition(5)), "five")).isEqualTo(first);
    assertThat(first).allMatch(auc -> auc > 0.8);
  }

  @Test
  void rowsThatWereMadeUpAreNeverScored() {
    FamilyResult result = run(GivenTraining.of(rows), "oversample", "scored");
    List<Row> scored =
        tables().read(result.outOfFold().orElseThrow()).select("_row_key").collectAsList();
    assertThat(scored).containsExactlyInAnyOrderElementsOf(rows.select("_row_key").collectAsList());
  }

  private List<Double> aucs(Training training, String table) {
    return run(training, "undersample", table)
        .candidates()
        .get(0)
        .metric("roc_auc")
        .orElseThrow()
        .folds();
  }

  private FamilyResult run(Training training, String strategy, String table) {
    return new CrossValidator(2, by(strategy), 1)
        .runFamily(
            training,
            FoldPlan.kFold(3),
            Planted.assembled(),
            List.of(LOGISTIC),
            new OutOfFoldTarget(tables(), table, "k", "run"));
  }

  private Tables tables() {
    return new Tables(rows.sparkSession(), folder.toString(), 365);
  }

  @Test
  void refusesALearnerThatTakesNoWeights() {
    Learner machine = Learners.of("factorization_machine");
    assertThatThrownBy(
            () -> CrossValidator.refuseWeights(machine, Task.BINARY, by("class_weights")))
        .hasMessageContaining("Cannot fit factorization_machine: found the strategy class_weights")
        .hasMessageContaining("such as logistic_regression, random_forest")
        .hasMessageContaining("undersample, oversample");
    assertThatThrownBy(
            () ->
                CrossValidator.refuseWeights(
                    machine,
                    Task.BINARY,
                    new RebalanceSpec(Strategy.NONE, Optional.of("w"), List.of())))
        .hasMessageContaining("row weights from \"w\"");
    CrossValidator.refuseWeights(machine, Task.BINARY, by("undersample"));
  }
}
