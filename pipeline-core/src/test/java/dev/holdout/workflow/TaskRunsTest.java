package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.config.PipelineFile;
import dev.holdout.contract.SourceSpec;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.lineage.StageRecord;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that predict one of several classes, and a number, from the table to the gate and a score.
 */
final class TaskRunsTest {
  @TempDir Path folder;

  /** A run, the same again, one with more rows, and scores of the champion. */
  private record Runs(RunOutcome first, RunOutcome again, RunReport grown, List<Row> scored) {}

  private Runs runs(String score, String more) {
    rows("a.csv", 0, 500);
    PipelineSpec spec = spec(more);
    RunOutcome first = run(spec);
    RunOutcome again = run(spec);
    rows("b.csv", 500, 700);
    return new Runs(first, again, run(spec).report(), score(spec, score));
  }

  @Test
  void severalClasses() throws IOException {
    Runs runs =
        runs(
            "id,x,colour,price\nn1,-3,red,\nn2,3,blue,\n",
            """
            label: {column: size, task: multiclass}
            candidates:
              logistic_regression: {reg_param: 0.01}
              random_forest: {num_trees: 3, max_depth: 3}
            decision: {calibrator: temperature}
            evaluation: {segments: [colour]}
            roles: {drop: [price]}
            """);
    RunOutcome outcome = runs.first();
    RunReport report = outcome.report();
    assertThat(outcome.stages())
        .extracting(StageRecord::stage)
        .contains("prior", "logistic_regression", "random_forest", "decide", "gate");
    assertThat(report.label().classes()).containsExactly("large", "medium", "small");
    assertThat(report.split().classes()).extracting("label").isEqualTo(report.label().classes());
    assertThat(report.split().classes().stream().mapToLong(one -> one.training()).sum())
        .isEqualTo(report.split().training());
    Evaluation evaluation = report.evaluation();
    assertThat(evaluation.task()).isEqualTo(Task.MULTICLASS);
    assertThat(evaluation.rows()).isEqualTo(report.split().test());
    // The classes are cut from x with little noise; the largest is about half of the rows.
    assertThat(value(evaluation, "accuracy")).isGreaterThan(0.75);
    assertThat(evaluation.classes().orElseThrow().confusion()).hasSize(3);
    assertThat(report.classDecision().orElseThrow().logLossAfter()).isPresent();
    assertThat(report.crossValidation().metric()).isEqualTo("log_loss");
    assertThat(page(report))
        .contains("which of large, medium, small size is", "Truth against prediction", "Macro F1")
        .doesNotContain("ROC curve", "at the threshold", "flagged");
    assertThat(report.gate().promoted()).isTrue();

    RunOutcome again = runs.again();
    assertThat(again.nothingNew()).isTrue();
    assertThat(again.report()).isEqualTo(report);

    RunReport second = runs.grown();
    assertThat(second.gate().metric()).contains("log_loss");
    ModelComparison comparison = second.gate().comparison().orElseThrow();
    assertThat(comparison.segments()).hasSize(2);
    assertThat(comparison.overall().metrics()).containsOnlyKeys("accuracy", "log_loss");
    assertThat(comparison.overall().in("log_loss").difference().method()).contains("paired-t");
    for (String metric : List.of("accuracy", "log_loss")) {
      Measure evaluated = second.evaluation().overall().metrics().get(metric);
      Measure compared = comparison.overall().in(metric).score();
      assertThat(compared.method()).as(metric).isEqualTo(evaluated.method());
      assertThat(compared.value().orElseThrow())
          .isCloseTo(evaluated.value().orElseThrow(), within(1e-12));
      assertThat(compared.upper().orElseThrow())
          .isCloseTo(evaluated.upper().orElseThrow(), within(1e-9));
    }

    List<Row> scored = runs.scored();
    assertThat(scored)
        .extracting(row -> row.getAs("_decision"))
        .containsExactlyInAnyOrder("small", "large");
    assertThat(scored.get(0).<Double>getList(scored.get(0).fieldIndex("_probabilities")))
        .hasSize(3)
        .satisfies(
            all ->
                assertThat(all.stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(1, within(1e-9)));
  }

  @Test
  void numbers() throws IOException {
    Runs runs =
        runs(
            "id,x,colour,size\nn1,-1,red,\n",
            """
            label: {column: price, task: regression}
            candidates:
              linear_regression: {reg_param: 0}
              random_forest: {num_trees: 3, max_depth: 2}
            decision: {coverage: 0.8}
            evaluation: {segments: [colour]}
            roles: {drop: [size]}
            """);
    RunOutcome outcome = runs.first();
    RunReport report = outcome.report();
    assertThat(outcome.stages())
        .extracting(StageRecord::stage)
        .contains("mean", "linear_regression", "random_forest", "decide", "gate");
    assertThat(report.crossValidation().selected()).startsWith("linear_regression");
    Evaluation evaluation = report.evaluation();
    assertThat(evaluation.task()).isEqualTo(Task.REGRESSION);
    // The price is 100 + 20 x with noise of deviation 4.
    assertThat(value(evaluation, "rmse")).isBetween(3.0, 5.0);
    assertThat(value(evaluation, "interval_coverage")).isBetween(0.68, 0.92);
    // Of a normal's absolute values, 80 % are below 1.2816 deviations.
    assertThat(value(evaluation, "interval_width")).isCloseTo(2 * 1.2816 * 4, within(2.0));
    assertThat(evaluation.numbers().orElseThrow().byPrediction()).isNotEmpty();
    assertThat(page(report))
        .contains("Predicts the number price", "Actual by prediction", "Widths of intervals")
        .doesNotContain("ROC curve", "at the threshold", "flagged");
    assertThat(report.split().numbers().orElseThrow().training().mean())
        .isCloseTo(100, within(5.0));
    assertThat(report.gate().promoted()).isTrue();

    assertThat(runs.again().nothingNew()).isTrue();
    RunReport second = runs.grown();
    assertThat(second.gate().metric()).contains("rmse");
    ModelComparison comparison = second.gate().comparison().orElseThrow();
    assertThat(comparison.overall().in("rmse").difference().method()).contains("delta");
    assertThat(comparison.overall().in("mae").difference().method()).contains("paired-t");
    for (String metric : List.of("rmse", "mae")) {
      Measure evaluated = second.evaluation().overall().metrics().get(metric);
      Measure compared = comparison.overall().in(metric).score();
      assertThat(compared.method()).as(metric).isEqualTo(evaluated.method());
      assertThat(compared.upper().orElseThrow())
          .isCloseTo(
              evaluated.upper().orElseThrow(), within(1e-9 * evaluated.upper().orElseThrow()));
    }

    List<Row> scored = runs.scored();
    double prediction = scored.get(0).getAs("_prediction");
    assertThat(prediction).isCloseTo(80, within(3.0));
    assertThat((double) scored.get(0).getAs("_lower")).isLessThan(prediction);
    assertThat((double) scored.get(0).getAs("_upper")).isGreaterThan(prediction);
  }

  private String page(RunReport report) throws IOException {
    return Files.readString(folder.resolve("ws/reports/" + report.run() + "/index.html"));
  }

  private static double value(Evaluation evaluation, String metric) {
    return evaluation.overall().metrics().get(metric).value().orElseThrow();
  }

  private void rows(String file, int from, int to) {
    Random random = new Random(from + 1);
    StringBuilder csv = new StringBuilder("id,x,colour,size,price\n");
    for (int row = from; row < to; row++) {
      double x = random.nextGaussian();
      double seen = x + 0.2 * random.nextGaussian();
      String size = seen < -0.7 ? "small" : seen > 0.9 ? "large" : "medium";
      double price = 100 + 20 * x + 4 * random.nextGaussian();
      csv.append(
          String.format(
              "r%d,%.4f,%s,%s,%.3f%n", row, x, row % 3 == 0 ? "red" : "blue", size, price));
    }
    write("in", file, csv);
  }

  private Path write(String within, String file, CharSequence text) {
    try {
      return Files.writeString(Files.createDirectories(folder.resolve(within)).resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PipelineSpec spec(String more) {
    String text =
        """
        name: t
        workspace: "%1$s/ws"
        source: {format: csv, files: ["%1$s/in"]}
        key: [id]
        columns:
          id: {type: string, required: true}
          x: number
          colour: string
          size: string
          price: number
        split: {folds: 2}
        """
            .formatted(folder);
    return PipelineFile.parse(text + more, "t.yaml", Map.of(), unset -> null).spec();
  }

  private static RunOutcome run(PipelineSpec spec) {
    return SmallPipeline.run(spec, "configuration");
  }

  private List<Row> score(PipelineSpec spec, String csv) {
    SourceSpec source =
        new SourceSpec(
            SourceSpec.Format.CSV,
            List.of(new SourceSpec.FileSpec(write("", "score.csv", csv).toString(), 0)),
            Optional.empty(),
            SourceSpec.CsvSpec.DEFAULT,
            List.of(),
            Optional.empty());
    BatchScoring.Scoring scoring =
        new BatchScoring(TestSession.spark(), StageListener.SILENT).score(spec, source, "{}");
    return SmallPipeline.tables(spec).read(scoring.scores()).collectAsList();
  }
}
