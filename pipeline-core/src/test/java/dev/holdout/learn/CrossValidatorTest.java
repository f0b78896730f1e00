package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.feature.Encoding;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.lineage.TableVersion;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
final class CrossValidatorTest {
  private static final FoldPlan THREE = FoldPlan.kFold(3);

  private final Dataset<Row> rows = Planted.rows(300, 3).persist();
  private final Training training = GivenTraining.of(rows);

  @TempDir Path workspace;

  @AfterAll
  void free() {
    rows.unpersist();
  }

  @Test
  void scoresEachRowOnceByAModelAndPreprocessingThatDidNotSeeItsBlock() {
    ScriptedLearner learner = new ScriptedLearner();
    FamilyResult result =
        run(learner, "once", ScriptedLearner.REMEMBER, ScriptedLearner.FIRST_FEATURE);

    Dataset<Row> scores = read(result);
    assertThat(scores.columns())
        .containsExactly(Columns.ROW_KEY, "candidate", "fold", Columns.LABEL, Fitted.SCORE);
    Row counts =
        scores
            .filter(col("candidate").equalTo("scripted(script=0)"))
            .agg(countDistinct(Columns.ROW_KEY), count("*"))
            .first();
    assertThat(counts.getLong(0)).isEqualTo(300);
    assertThat(counts.getLong(1)).isEqualTo(300);
    // The learner scores 1 where it has seen the row, and tenths of the fold that it was given.
    for (Row row : scores.collectAsList()) {
      int block = Integer.parseInt(row.getString(0).substring(1)) % 3;
      assertThat(row.getInt(2)).isEqualTo(block);
      assertThat(row.getDouble(4))
          .isEqualTo(row.getString(1).equals("scripted(script=0)") ? 0.25 : block / 10.0);
    }
    for (int fold = 0; fold < 3; fold++) {
      int left = fold;
      Set<String> others =
          rows.filter(col(Columns.BLOCK).notEqual(left)).collectAsList().stream()
              .map(row -> row.getString(0))
              .collect(Collectors.toSet());
      assertThat(learner.seen.get((double) fold)).isEqualTo(others);
    }
  }

  @Test
  void aFailingCandidateStopsNoOther() {
    FamilyResult result =
        run(
            new ScriptedLearner(),
            "failing",
            ScriptedLearner.FAIL_TO_FIT,
            ScriptedLearner.FAIL_IN_ONE_FOLD,
            ScriptedLearner.FAIL_TO_SCORE,
            ScriptedLearner.SCORE_NAN,
            ScriptedLearner.REMEMBER);

    List<CandidateResult> found = result.candidates();
    assertThat(found.get(0).failure()).contains("fold 0: heap");
    assertThat(found.get(1).failure()).contains("fold 1: heap");
    assertThat(found.get(2).failure()).contains("scoring: no score today");
    assertThat(found.get(3).failure())
        .contains("fold 0: 100 of 100 scores are missing, not finite or outside [0, 1]");
    assertThat(found.subList(0, 4)).allSatisfy(one -> assertThat(one.metrics()).isEmpty());
    assertThat(found.get(4).failure()).isEmpty();
    assertThat(found.get(4).metrics()).containsKeys("roc_auc", "log_loss");
  }

  @Test
  void aFamilyWhoseCandidatesAllFailHasNoScores() {
    FamilyResult result = run(new ScriptedLearner(), "none", ScriptedLearner.FAIL_TO_FIT);

    assertThat(result.outOfFold()).isEmpty();
    assertThat(result.candidates().get(0).failure()).isPresent();
  }

  @Test
  void aMetricUndefinedInAFoldIsAbsent() {
    Training oneSided = GivenTraining.of(Planted.withoutPositives(rows, 0));
    FamilyResult prior =
        new CrossValidator(2, RebalanceSpec.NONE, 1)
            .runFamily(
                oneSided,
                THREE,
                Planted.assembled(),
                List.of(Learners.baseline()),
                target("undefined", "k"));

    assertThat(prior.candidates().get(0).metrics())
        .containsKeys("log_loss", "brier")
        .doesNotContainKeys("roc_auc", "average_precision");
  }

  @Test
  void logisticRegressionBeatsTheBaselineAndTheSameKeyWritesOnce() {
    List<Candidate> candidates =
        List.of(
            Candidate.of("logistic_regression", Map.of("reg_param", 0.01)),
            Candidate.of("logistic_regression", Map.of("reg_param", 10.0)));
    CrossValidator validator = new CrossValidator(2, RebalanceSpec.NONE, 1);
    FamilyResult first =
        validator.runFamily(
            training, THREE, Planted.assembled(), candidates, target("logistic", "k"));
    FamilyResult again =
        validator.runFamily(
            training, THREE, Planted.assembled(), candidates, target("logistic", "k"));

    assertThat(first.outOfFold()).isEqualTo(again.outOfFold());
    assertThat(first.outOfFold().map(TableVersion::rows)).contains(600L);
    assertThat(first.candidates().get(0).metrics()).isEqualTo(again.candidates().get(0).metrics());
    CandidateResult.FoldMetric auc = first.candidates().get(0).metric("roc_auc").orElseThrow();
    assertThat(auc.mean()).isBetween(0.82, 0.95);
    assertThat(auc.folds()).hasSize(3);
    assertThat(first.candidates().get(0).metric("log_loss").orElseThrow().mean())
        .isLessThan(first.candidates().get(1).metric("log_loss").orElseThrow().mean());
  }

  @Test
  void readsTheScoresOnceForAllMetricsCandidatesAndFolds() throws Exception {
    FamilySearch search =
        search(new ScriptedLearner(), ScriptedLearner.REMEMBER, ScriptedLearner.FIRST_FEATURE);
    Dataset<Row> scores = OutOfFold.scores(search, search.learner().fitFolds(search)).persist();
    assertThat(scores.count()).isEqualTo(600);
    List<String> queries = new ArrayList<>();
    QueryExecutionListener listener =
        new QueryExecutionListener() {
          @Override
          public void onSuccess(String function, QueryExecution query, long nanoseconds) {
            queries.add(function);
          }

          @Override
          public void onFailure(String function, QueryExecution query, Exception failure) {}
        };
    TestSession.awaitListeners();
    TestSession.spark().listenerManager().register(listener);
    try {
      FoldMetrics.scan(search, scores, 6);
      TestSession.awaitListeners();
    } finally {
      TestSession.spark().listenerManager().unregister(listener);
      scores.unpersist();
    }
    assertThat(queries).hasSize(1);
  }

  @Test
  void refusesAFoldThatTrainsOnOneClass() {
    Training oneClass = GivenTraining.of(Planted.withoutPositives(rows.filter("_block != 2"), 1));

    assertThatThrownBy(
            () ->
                new CrossValidator(1, RebalanceSpec.NONE, 1)
                    .runFamily(
                        oneClass,
                        FoldPlan.kFold(2),
                        Planted.assembled(),
                        List.of(Candidate.of("logistic_regression", Map.of())),
                        target("class", "k")))
        .hasMessageContaining(
            "[DATA_INSUFFICIENT] Cannot fit on the training rows of fold 0: found 100 rows, 0 of");
  }

  @Test
  void refusesCandidatesOfTwoFamilies() {
    assertThatThrownBy(
            () ->
                new CrossValidator(1, RebalanceSpec.NONE, 1)
                    .runFamily(
                        training,
                        THREE,
                        Planted.assembled(),
                        List.of(Learners.baseline(), Candidate.of("random_forest", Map.of())),
                        target("two", "k")))
        .hasMessageContaining("expected distinct candidates of one family");
  }

  private FamilyResult run(ScriptedLearner learner, String table, double... scripts) {
    return CrossValidator.run(search(learner, scripts), target(table, "k"));
  }

  private FamilySearch search(ScriptedLearner learner, double... scripts) {
    List<Candidate> candidates = new ArrayList<>();
    for (double script : scripts) {
      candidates.add(ScriptedLearner.candidate(script));
    }
    return new FamilySearch(
        learner,
        training,
        THREE,
        foldNumber(),
        RebalanceSpec.NONE,
        candidates,
        BlockCounts.of(training),
        2,
        1);
  }

  /** Preprocessing whose only feature is the number of the fold that it was fitted for. */
  private static FoldPreprocessing foldNumber() {
    return new FoldPreprocessing() {
      @Override
      public Transformer forFold(Fold fold, Encoding encoding) {
        return constant(fold.index());
      }

      @Override
      public Transformer forAll(Encoding encoding) {
        return constant(-1);
      }
    };
  }

  private static Transformer constant(int number) {
    return new PipelineModel(
        "constant" + number,
        List.of(
            new SQLTransformer().setStatement("SELECT *, " + number + " AS f FROM __THIS__"),
            new VectorAssembler()
                .setInputCols(new String[] {"f"})
                .setOutputCol(FoldPreprocessing.FEATURES)));
  }

  private Dataset<Row> read(FamilyResult result) {
    return tables().read(result.outOfFold().orElseThrow());
  }

  private OutOfFoldTarget target(String name, String key) {
    return new OutOfFoldTarget(tables(), name, key, "run");
  }

  private Tables tables() {
    return new Tables(TestSession.spark(), workspace.toString(), 365);
  }
}
