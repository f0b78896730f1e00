package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.decide.GivenRun.Given;
import dev.holdout.decide.ThresholdEvidence.Rival;
import dev.holdout.decide.ThresholdEvidence.RivalKind;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.feature.ScanCounter;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.split.GivenTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
final class DecisionStepTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 200, 7);
  private static final CostMatrix STAKES =
      new CostMatrix(
          Cost.of(4), Cost.times(0.5, "stake"), Cost.of(1), Cost.NONE, Optional.of("EUR"));

  private GivenRun run;
  private DecisionStep.Decided byCosts;

  @BeforeAll
  void prepare(@TempDir Path workspace) {
    run = new GivenRun(workspace, 600);
    byCosts = decide(costs());
  }

  /** Calibrator and threshold from one scan of the scores; the rival from two queries more. */
  @Test
  void readsTheScoresOnceForTheDecision() throws Exception {
    DecisionSpec spec =
        new DecisionSpec(
            CalibratorKind.ISOTONIC, new BestMcc(), Optional.of(ReviewSpec.ofShare(0.1)));
    ScanCounter decision =
        ScanCounter.watch("predictions/oof", () -> DecisionFitter.fit(scores(), spec));
    assertThat(decision.actions()).isEqualTo(1);
    assertThat(decision.scans()).isEqualTo(1);
    ScanCounter costed =
        ScanCounter.watch("predictions/oof", () -> DecisionFitter.fit(costed(STAKES), costs()));
    assertThat(costed.scans()).isEqualTo(1);
    ScanCounter all = ScanCounter.watch("predictions/oof", () -> decide(spec));
    assertThat(all.scans()).isEqualTo(2);
  }

  @Test
  void costsOfEachRowDecideTheThreshold() {
    Decision decision = DecisionFitter.fit(costed(STAKES), costs());
    double best = Double.MAX_VALUE;
    for (int cut = 0; cut <= 201; cut++) {
      double threshold = (cut - 0.5) / 200;
      best = Math.min(best, cost(row -> row.score() >= threshold));
    }
    assertThat(cost(row -> row.score() >= decision.threshold())).isEqualTo(best);
    // What a stake is on average decides otherwise, and costs more.
    double mean = sum(row -> row.positive() ? row.stake() : 0) / sum(row -> row.positive() ? 1 : 0);
    CostMatrix constant =
        new CostMatrix(Cost.of(4), Cost.of(mean / 2), Cost.of(1), Cost.NONE, Optional.empty());
    double other =
        DecisionFitter.fit(scores(), DecisionSpec.of(CalibratorKind.NONE, new LeastCost(constant)))
            .threshold();
    assertThat(best).isLessThanOrEqualTo(cost(row -> row.score() >= other));
  }

  @Test
  void sameResultForAnyPartitioning() {
    String one = Json.canonical(byCosts);
    String two =
        Json.canonical(
            new DecisionStep(run.tables, costs(), CONFIDENCE)
                .run(
                    run.search,
                    GivenTraining.of(run.training.rows().repartition(7)),
                    GivenRun.PLAN,
                    GivenRun.FEATURES));
    assertThat(two).isEqualTo(one);
  }

  /** Each fold's threshold from the other folds; what it then costs is counted row by row. */
  @Test
  void judgesDecisionsOnRowsThatTheThresholdWasNotChosenOn() {
    ThresholdEvidence evidence = byCosts.report().evidence().orElseThrow();
    double cost = 0;
    for (int fold = 0; fold < 3; fold++) {
      int own = fold;
      double best = Double.MAX_VALUE;
      double threshold = 0;
      for (int cut = 0; cut <= 201; cut++) {
        double here = (cut - 0.5) / 200;
        double others = cost(row -> row.fold() != own, row -> row.score() >= here);
        if (others < best) {
          best = others;
          threshold = here;
        }
      }
      // Where several thresholds cost the same, they leave no row of the other folds between them.
      double chosen = threshold;
      cost += cost(row -> row.fold() == own, row -> row.score() >= chosen);
    }
    assertThat(evidence.crossFitted().value().orElseThrow()).isCloseTo(cost / 600, within(0.02));
    assertThat(evidence.sameRows().value().orElseThrow())
        .isLessThanOrEqualTo(evidence.crossFitted().value().orElseThrow());
    assertHolds(evidence.crossFitted());
    assertHolds(evidence.threshold());
    assertThat(evidence.rows()).isEqualTo(600);
    assertThat(evidence.unit()).contains("EUR");
    assertThat(evidence.band()).hasSizeGreaterThan(100);
    assertThat(evidence.notes()).isEmpty();
    // A false positive costs 4, a false negative half of the stakes that were lost.
    assertThat(evidence.mistakes().falsePositiveCost()).contains(4.0);
    assertThat(evidence.mistakes().falseNegativeCost().orElseThrow()).isBetween(0.5, 14.0);
  }

  @Test
  void comparesWithDoingNothingAlwaysActingAndOneColumn() {
    ThresholdEvidence evidence = byCosts.report().evidence().orElseThrow();
    double model = evidence.crossFitted().value().orElseThrow();
    Rival never = rival(evidence, RivalKind.NEVER);
    assertThat(never.value().value().orElseThrow())
        .isCloseTo(cost(row -> false) / 600, within(1e-9));
    Rival always = rival(evidence, RivalKind.ALWAYS);
    assertThat(always.value().value().orElseThrow())
        .isCloseTo(cost(row -> true) / 600, within(1e-9));
    Rival column = rival(evidence, RivalKind.ONE_COLUMN);
    assertThat(column.words()).startsWith("weight per day at least ").endsWith(", or missing");
    for (Rival rival : evidence.rivals()) {
      assertThat(rival.gain().value().orElseThrow())
          .isCloseTo(rival.value().value().orElseThrow() - model, within(1e-9));
      assertHolds(rival.gain());
    }
    assertThat(column.gain().value().orElseThrow())
        .isBetween(0.0, always.gain().value().orElseThrow());
  }

  @Test
  void comparesInTheRulesOwnFigureWhereNothingHasACost() {
    ThresholdEvidence evidence =
        decide(DecisionSpec.of(CalibratorKind.NONE, new BestMcc()))
            .report()
            .evidence()
            .orElseThrow();
    Rival never = rival(evidence, RivalKind.NEVER);
    assertThat(never.meets()).isFalse();
    assertThat(never.value().undefined()).contains("every row is decided alike");
    assertThat(rival(evidence, RivalKind.ONE_COLUMN).gain().value().orElseThrow()).isPositive();
    assertThat(evidence.mistakes().falsePositiveCost()).isEmpty();
  }

  /** Reviews at 1 where a mistake costs at least 4: fewer mistakes than reviews cost. */
  @Test
  void saysWhatReviewSaves() {
    DecisionSpec spec =
        new DecisionSpec(CalibratorKind.NONE, costs().rule(), Optional.of(ReviewSpec.ofCost(1)));
    DecisionStep.Decided decided = decide(spec);
    ThresholdEvidence.Review review =
        decided.report().evidence().orElseThrow().review().orElseThrow();
    Band band = decided.decision().review().orElseThrow();
    double reviewed = sum(row -> band.holds(row.score()) ? 1 : 0);
    assertThat(review.share()).isCloseTo(reviewed / 600, within(1e-12));
    assertThat(review.saving().orElseThrow().value().orElseThrow()).isPositive();
    assertThat(review.costOfReview()).contains(1.0);
  }

  @Test
  void refusesWhatIsNoAmountWithColumnAndCount() {
    CostMatrix below = CostMatrix.of(Cost.of(1), Cost.times(1, "may.be below"));
    double count = sum(row -> row.positive() && row.stake() < 5 ? 1 : 0);
    assertThatThrownBy(() -> costed(below))
        .isInstanceOfSatisfying(
            HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_CONTRACT))
        .hasMessageContaining(
            "column \"may.be below\": found "
                + (int) count
                + " rows whose amount is below 0, expected an amount of 0 or more");
    // A stake is missing in a negative row, where it weighs nothing; and weighs here.
    assertThatThrownBy(() -> costed(CostMatrix.of(Cost.times(1, "stake"), Cost.of(1))))
        .hasMessageContaining("column \"stake\": found 1 rows whose amount is null");
    assertThatThrownBy(() -> costed(CostMatrix.of(Cost.times(1, "colour"), Cost.times(1, "no"))))
        .hasMessageContaining("[CONFIGURATION] Cannot weigh decisions by amounts (2 problems)")
        .hasMessageContaining("type string");
  }

  private DecisionStep.Decided decide(DecisionSpec spec) {
    return new DecisionStep(run.tables, spec, CONFIDENCE)
        .run(run.search, run.training, GivenRun.PLAN, GivenRun.FEATURES);
  }

  private OutOfFoldScores scores() {
    return OutOfFoldScores.ofWinner(run.tables, run.search, GivenRun.PLAN);
  }

  private CostedScores costed(CostMatrix matrix) {
    return CostedScores.ofWinner(run.tables, run.search, run.training, GivenRun.PLAN, matrix);
  }

  private static DecisionSpec costs() {
    return DecisionSpec.of(CalibratorKind.NONE, new LeastCost(STAKES));
  }

  private static Rival rival(ThresholdEvidence evidence, RivalKind kind) {
    return evidence.rivals().stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
  }

  private static void assertHolds(Measure measure) {
    double value = measure.value().orElseThrow();
    assertThat(measure.lower().orElseThrow()).isLessThan(measure.upper().orElseThrow());
    assertThat(value).isBetween(measure.lower().orElseThrow(), measure.upper().orElseThrow());
  }

  private double cost(Predicate<Given> acts) {
    return cost(row -> true, acts);
  }

  private double cost(Predicate<Given> rows, Predicate<Given> acts) {
    List<Given> those = run.given.stream().filter(rows).toList();
    double cost = 0;
    for (Given row : those) {
      cost += acts.test(row) ? (row.positive() ? 1 : 4) : row.positive() ? row.stake() / 2 : 0;
    }
    return cost;
  }

  private double sum(ToDoubleFunction<Given> of) {
    return run.given.stream().mapToDouble(of).sum();
  }
}
