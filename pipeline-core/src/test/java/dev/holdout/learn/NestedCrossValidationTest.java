package dev.holdout.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.learn.NestedCrossValidation.Judged;
import dev.holdout.learn.NestedCrossValidation.Skipped;
import dev.holdout.learn.SearchSpec.Rule;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.TableVersion;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenFolds;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NestedCrossValidationTest {
  private static final Candidate A = Candidate.of("logistic_regression", Map.of("reg_param", 0.1));
  private static final Candidate B = Candidate.of("logistic_regression", Map.of("reg_param", 0.01));

  @TempDir Path workspace;

  /**
   * scikit-learn 1.2.1 with the same table of scores (GridSearchCV within each fold): it chooses A,
   * B, B and finds 0.81, 0.83, 0.84, mean 0.8266666666666667, deviation 0.01527525231651942; its
   * search over all folds chooses B at 0.82.
   */
  @Test
  void choosesAndJudgesAsNestedGridSearchDoes() {
    NestedFolds folds = NestedFolds.of(FoldPlan.kFold(3));
    CrossValidation search =
        search(Rule.BEST, result(A, 0.81, 0.80, 0.76), result(B, 0.79, 0.83, 0.84));
    NestedFamily inner =
        new NestedFamily(
            "logistic_regression",
            new TreeMap<>(
                Map.of(
                    0, List.of(result(A, 0.80, 0.78), result(B, 0.82, 0.74)),
                    1, List.of(result(A, 0.80, 0.79), result(B, 0.85, 0.80)),
                    2, List.of(result(A, 0.82, 0.81), result(B, 0.82, 0.83)))));

    NestedCrossValidation nested =
        NestedCrossValidation.of(folds, search, List.of(inner), spec(Rule.BEST));

    assertThat(nested.folds())
        .containsExactly(
            new Judged(0, A.id(), 2, 0.81),
            new Judged(1, B.id(), 2, 0.83),
            new Judged(2, B.id(), 2, 0.84));
    assertThat(nested.figures().mean()).isCloseTo(0.8266666666666667, within(1e-15));
    assertThat(nested.figures().standardDeviation()).isCloseTo(0.01527525231651942, within(1e-15));
    assertThat(nested.plain()).isCloseTo(0.82, within(1e-15));
    assertThat(nested.optimism()).isCloseTo(-0.00666666666666671, within(1e-15));
    assertThat(nested.choices()).isEqualTo(Map.of(A.id(), 1, B.id(), 2));
    assertThat(Json.read(Json.pretty(inner), NestedFamily.class)).isEqualTo(inner);
    assertThat(Json.read(Json.pretty(nested), NestedCrossValidation.class)).isEqualTo(nested);
  }

  /** Before fold 1 stands fold 0 alone, where A is better; before fold 2, B is by 0.815 to 0.81. */
  @Test
  void aWalkForwardChoosesByTheFoldsBefore() {
    FoldPlan plan =
        new FoldPlan(
            4,
            1,
            List.of(
                GivenFolds.fold(0, Set.of(0), Set.of(1)),
                GivenFolds.fold(1, Set.of(0, 1), Set.of(2)),
                GivenFolds.fold(2, Set.of(0, 1, 2), Set.of(3))));
    CrossValidation search =
        search(Rule.BEST, result(A, 0.82, 0.80, 0.70), result(B, 0.80, 0.83, 0.72));

    NestedCrossValidation nested =
        NestedCrossValidation.of(NestedFolds.of(plan), search, List.of(), spec(Rule.BEST));

    assertThat(nested.skipped())
        .containsExactly(new Skipped(0, "no other fold lies within what it trains on"));
    assertThat(nested.folds())
        .containsExactly(new Judged(1, A.id(), 1, 0.80), new Judged(2, B.id(), 2, 0.72));
    // B wins over all folds; over the two judged ones it has (0.83 + 0.72) / 2.
    assertThat(nested.plain()).isCloseTo(0.775, within(1e-15));
    assertThat(nested.optimism()).isCloseTo(0.775 - 0.76, within(1e-15));
  }

  @Test
  void candidatesThatFailedWithinAFoldAreNotChosenThere() {
    NestedFolds folds = NestedFolds.of(FoldPlan.kFold(3));
    CrossValidation search =
        search(Rule.BEST, result(A, 0.70, 0.70, 0.70), result(B, 0.79, 0.83, 0.84));
    List<CandidateResult> failed =
        List.of(
            result(A, 0.7, 0.7),
            new CandidateResult(B, B.id(), Optional.of("no memory"), new TreeMap<>(), 1));
    NestedFamily inner =
        new NestedFamily(
            "logistic_regression", new TreeMap<>(Map.of(0, failed, 1, failed, 2, failed)));

    assertThat(NestedCrossValidation.of(folds, search, List.of(inner), spec(Rule.BEST)).choices())
        .isEqualTo(Map.of(A.id(), 3));
    assertThatThrownBy(() -> NestedCrossValidation.of(folds, search, List.of(), spec(Rule.BEST)))
        .hasMessageContaining(
            "[DATA_INSUFFICIENT] Cannot cross-validate the selection: found no fold in which a"
                + " candidate could be chosen")
        .hasMessageContaining("fold 0: no candidate beside the baseline has the metric");
  }

  /** What the further fits find is what a search over the fold's training blocks alone finds. */
  @Test
  void innerFiguresAreThoseOfASearchThatNeverSawTheFold() {
    Dataset<Row> rows = Planted.rows(300, 3).persist();
    NestedFolds nested = NestedFolds.of(FoldPlan.kFold(3));
    CrossValidator validator = new CrossValidator(2, RebalanceSpec.NONE, 1);
    NestedFamily found =
        validator.runNested(GivenTraining.of(rows), nested, Planted.assembled(), List.of(A, B));

    int outer = 1;
    Training alone = GivenTraining.of(rows.filter("_block != " + outer));
    FoldPlan within =
        new FoldPlan(
            3,
            1,
            List.of(
                GivenFolds.fold(0, Set.of(2), Set.of(0)),
                GivenFolds.fold(1, Set.of(0), Set.of(2))));
    FamilyResult expected =
        validator.runFamily(
            alone,
            within,
            Planted.assembled(),
            List.of(A, B),
            new OutOfFoldTarget(
                new Tables(TestSession.spark(), workspace.toString(), 365), "alone", "k", "run"));
    rows.unpersist();

    assertThat(found.byOuter()).containsOnlyKeys(0, 1, 2);
    assertThat(found.byOuter().get(outer))
        .extracting(CandidateResult::metrics)
        .isEqualTo(expected.candidates().stream().map(CandidateResult::metrics).toList());
  }

  @Test
  void scoresNoRowThatAFitHasSeenAndAFailingCandidateStopsNoOther() {
    NestedFolds nested = NestedFolds.of(FoldPlan.kFold(4));
    ScriptedLearner learner = new ScriptedLearner();
    Training training = Planted.training(120, 4);
    FamilySearch search =
        new FamilySearch(
            learner,
            training,
            nested.fits(),
            Planted.assembled(),
            RebalanceSpec.NONE,
            List.of(
                ScriptedLearner.candidate(ScriptedLearner.REMEMBER),
                ScriptedLearner.candidate(ScriptedLearner.FAIL_TO_SCORE)),
            BlockCounts.of(training),
            2,
            1);
    NestedFamily found = new NestedFits(search, nested).run();

    // Two of four blocks.
    assertThat(learner.seen.values()).allSatisfy(keys -> assertThat(keys).hasSize(60));
    for (Fold fold : nested.plan().folds()) {
      List<CandidateResult> candidates = found.byOuter().get(fold.index());
      assertThat(candidates.get(0).failure()).isEmpty();
      // It scores 1 where it has seen a row: it never has.
      assertThat(candidates.get(0).metric("roc_auc").orElseThrow().folds())
          .containsExactly(0.5, 0.5, 0.5);
      assertThat(candidates.get(1).failure()).contains("scoring: no score today");
    }
  }

  private static SearchSpec spec(Rule rule) {
    return new SearchSpec(List.of(), "roc_auc", rule, true, 1, 1);
  }

  private static CrossValidation search(Rule rule, CandidateResult... results) {
    List<CandidateResult> all = new ArrayList<>(List.of(results));
    all.add(result(Learners.baseline(), 0.5, 0.5, 0.5));
    return Selection.select(
        List.of(
            new FamilyResult(
                "logistic_regression", all, Optional.of(new TableVersion("t", 1, 10, "f")))),
        spec(rule));
  }

  private static CandidateResult result(Candidate candidate, Double... folds) {
    return new CandidateResult(
        candidate,
        candidate.id(),
        Optional.empty(),
        new TreeMap<>(Map.of("roc_auc", FoldMetric.of(List.of(folds)))),
        1);
  }
}
