package dev.holdout.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdout.TestSession;
import dev.holdout.config.PipelineFile;
import dev.holdout.decide.BestFBeta;
import dev.holdout.decide.BestMcc;
import dev.holdout.decide.BestYouden;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.ClassTemperature;
import dev.holdout.decide.CostMatrix;
import dev.holdout.decide.DecisionFitter;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.decide.Dirichlet;
import dev.holdout.decide.FixedThreshold;
import dev.holdout.decide.LeastCost;
import dev.holdout.decide.PrecisionAtLeast;
import dev.holdout.decide.RecallAtLeast;
import dev.holdout.decide.ReviewSpec;
import dev.holdout.decide.ThresholdRule;
import dev.holdout.decide.TopShare;
import dev.holdout.learn.CandidateResult;
import dev.holdout.learn.OutOfFoldProbabilities;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.report.RunReport;
import dev.holdout.split.FoldPlan;
import dev.holdout.table.Tables;
import dev.holdout.workflow.PipelineSpec;
import dev.holdout.workflow.StageListener;
import dev.holdout.workflow.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The rows of Test may become anything: nothing that a whole run learns changes by a bit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PoisonedTestTest {
  private static final int ROWS = 300;
  private static final List<ThresholdRule> RULES =
      List.of(
          new FixedThreshold(0.4),
          new BestFBeta(2),
          new BestMcc(),
          new BestYouden(),
          new RecallAtLeast(0.8),
          new PrecisionAtLeast(0.5),
          new TopShare(0.2),
          new LeastCost(CostMatrix.of(1, 3)));

  @TempDir static Path folder;

  private Run clean;
  private Run poisoned;

  private record Run(PipelineSpec spec, RunReport report, Tables tables) {
    OutOfFoldScores outOfFold() {
      return OutOfFoldScores.ofWinner(
          tables, report.crossValidation(), FoldPlan.kFold(report.split().folds().size()));
    }

    OutOfFoldProbabilities probabilities() {
      return OutOfFoldProbabilities.ofWinner(tables, report.crossValidation(), 2);
    }
  }

  @BeforeAll
  void runBoth() throws IOException {
    clean = run("clean", Set.of());
    Set<String> test =
        clean
            .tables
            .read(clean.report.split().assignment())
            .filter("partition = 'test'")
            .select("_row_key")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toSet());
    poisoned = run("poisoned", test);
    assertThat(poisoned.report.split().test()).isEqualTo(test.size());
    assertThat(poisoned.report.evaluation().overall().metrics().get("roc_auc").value())
        .isNotEqualTo(clean.report.evaluation().overall().metrics().get("roc_auc").value());
  }

  @Test
  void theSearchAndItsChoiceStayAsTheyAre() {
    assertThat(poisoned.report.crossValidation().selected())
        .isEqualTo(clean.report.crossValidation().selected());
    assertThat(poisoned.report.crossValidation().nested())
        .isPresent()
        .isEqualTo(clean.report.crossValidation().nested());
    assertThat(poisoned.report.crossValidation().candidates())
        .extracting(CandidateResult::id, CandidateResult::metrics)
        .isEqualTo(
            clean.report.crossValidation().candidates().stream()
                .map(one -> tuple(one.id(), one.metrics()))
                .toList());
  }

  @Test
  void theFinalModelStaysAsItIs() throws IOException {
    assertThat(state(poisoned)).isEqualTo(state(clean));
    assertThat(poisoned.report.importance()).isEqualTo(clean.report.importance());
    assertThat(poisoned.report.decision()).isEqualTo(clean.report.decision());
  }

  @Test
  void everyCalibratorAndThresholdStaysAsItIs() {
    OutOfFoldScores before = clean.outOfFold();
    OutOfFoldScores after = poisoned.outOfFold();
    for (CalibratorKind calibrator : CalibratorKind.values()) {
      for (ThresholdRule rule : RULES) {
        DecisionSpec spec =
            new DecisionSpec(calibrator, rule, Optional.of(ReviewSpec.ofShare(0.1)));
        assertThat(DecisionFitter.fit(after, spec).toJson())
            .as("%s %s", calibrator, rule)
            .isEqualTo(DecisionFitter.fit(before, spec).toJson());
      }
    }
  }

  @Test
  void calibratorsOfSeveralClassesStayAsTheyAre() {
    OutOfFoldProbabilities before = clean.probabilities();
    OutOfFoldProbabilities after = poisoned.probabilities();
    assertThat(ClassTemperature.fit(after)).isEqualTo(ClassTemperature.fit(before));
    assertThat(Dirichlet.fit(after)).isEqualTo(Dirichlet.fit(before));
  }

  private String state(Run run) throws IOException {
    String saved = run.spec.workspace() + "/models/t/" + run.report.model().version() + "/pipeline";
    return ModelState.of(List.of(PipelineModel.load(saved).stages()), folder);
  }

  private Run run(String name, Set<String> poisonedKeys) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("rows.csv"), csv(poisonedKeys));
    PipelineSpec spec =
        PipelineFile.parse(
                """
                name: t
                workspace: %1$s/ws
                source: {format: csv, files: ["%1$s/rows.csv"]}
                key: [id]
                columns:
                  id: {type: string, required: true}
                  x: number
                  colour: string
                  stake: number
                  y: {type: string, required: true, allowed: [a, b]}
                label: {column: y, positive: a}
                split: {folds: 3, test: 0.3}
                features: {categorical: {min_count: 2}}
                candidates: {logistic_regression: {reg_param: [0.01]}}
                selection: {nested: true}
                decision:
                  calibrator: isotonic
                  threshold:
                    cost: {false_positive: 1, false_negative: {column: stake, factor: 2}}
                  review: {share: 0.1}
                evaluation: {draws: 100}
                """
                    .formatted(home),
                "t.yaml",
                Map.of(),
                variable -> null)
            .spec();
    RunReport report =
        new TrainingRun(TestSession.spark(), StageListener.SILENT)
            .run(spec, "run", "name: t")
            .report();
    return new Run(
        spec, report, new Tables(TestSession.spark(), spec.workspace(), spec.retentionDays()));
  }

  /** Rows whose label follows x and the colour; for the poisoned keys the opposite, and more. */
  private static String csv(Set<String> poisonedKeys) {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("id,x,colour,stake,y\n");
    for (int row = 0; row < ROWS; row++) {
      double x = 4 * random.nextDouble() - 2;
      boolean red = random.nextInt(3) == 0;
      boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-2 * x - (red ? 1 : 0)));
      String key = "r" + row;
      csv.append(key).append(',');
      if (poisonedKeys.contains(key)) {
        csv.append(row % 3 == 0 ? "" : row % 3 == 1 ? "1e300" : "-7e200");
        csv.append(",new ").append(row).append(",1e9,").append(positive ? "b" : "a");
      } else {
        csv.append(x).append(red ? ",red," : ",blue,").append(1 + row % 7);
        csv.append(',').append(positive ? "a" : "b");
      }
      csv.append('\n');
    }
    return csv.toString();
  }
}
