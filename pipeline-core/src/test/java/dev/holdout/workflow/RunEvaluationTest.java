package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluation.Fairness;
import dev.holdout.fairness.GroupResult;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.measure.Task;
import dev.holdout.report.RunReport;
import dev.holdout.report.evaluation.EvaluationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The evaluation of a run is that of its stored Test predictions: with weights, clusters, crossings
 * and fairness, figure by figure.
 */
final class RunEvaluationTest {
  @TempDir Path folder;

  @Test
  void storedPredictionsOfTwoClassesGiveTheNumbersOfTheRun() throws IOException {
    PipelineSpec spec =
        spec(
            """
            label: {column: y, positive: "1"}
            roles: {group: [customer], weight: w, protected: [sex], drop: [z, shape]}
            evaluation:
              segments: ["x:bins=0", colour]
              intersections: 2
              references: {sex: f}
              slices: false
            """);
    RunReport run = SmallPipeline.run(spec, "").report();
    Evaluation evaluation = run.evaluation();
    EvaluationReport stored =
        stored(
            spec,
            Task.BINARY,
            Map.of("--score", "_probability", "--threshold", "" + evaluation.threshold()),
            List.of("sex", "x", "colour"));

    assertThat(figures(stored.evaluation())).isEqualTo(figures(evaluation));
    assertThat(stored.evaluation().curves()).isEqualTo(evaluation.curves());
    Fairness fairness = run.fairness().orElseThrow();
    assertThat(stored.fairness().orElseThrow()).isEqualTo(fairness);
    assertThat(fairness.results())
        .filteredOn(result -> result.attributes().equals(List.of("sex")))
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(result.groups())
                    .filteredOn(GroupResult::reference)
                    .allSatisfy(
                        group -> assertThat(group.group()).containsValue(Optional.of("f"))));
    assertThat(evaluation.notes())
        .anySatisfy(note -> assertThat(note).contains("Rows of one customer are not independent"));
    assertThat(evaluation.segments()).anySatisfy(one -> assertThat(one.segment()).hasSize(2));

    assertThat(weightedAccuracy(spec, evaluation.threshold()))
        .isCloseTo(
            evaluation.overall().metrics().get("accuracy").value().orElseThrow(), within(1e-12));
    assertThat(
            SmallPipeline.tables(spec)
                .readLatest("fairness")
                .orElseThrow()
                .filter("group IS NULL")
                .count())
        .isEqualTo(fairness.results().size());
    SegmentResult colour =
        evaluation.segments().stream()
            .filter(one -> one.segment().equals(Map.of("colour", Optional.of("red"))))
            .findFirst()
            .orElseThrow();
    Evaluation.Gap gap = colour.gaps().get("roc_auc");
    assertThat(
            SmallPipeline.tables(spec)
                .readLatest("metrics")
                .orElseThrow()
                .filter("metric = 'roc_auc' AND segment = '{\"colour\":\"red\"}'")
                .select("rows", "difference", "ratio", "p_adjusted", "verdict")
                .head())
        .isEqualTo(
            RowFactory.create(
                colour.rows(),
                gap.difference().value().orElseThrow(),
                gap.ratio().value().orElseThrow(),
                gap.pAdjusted(),
                gap.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    assertThat(Files.readString(folder.resolve("ws/reports/" + run.run() + "/index.html")))
        .contains("id=\"fairness\"", "Definitions of fairness");
  }

  @Test
  void storedPredictionsOfNumbersGiveTheNumbersOfTheRun() throws IOException {
    PipelineSpec spec =
        spec(
            """
            label: {column: z, task: regression}
            roles: {group: [customer], weight: w, drop: [y, sex, shape]}
            candidates: {linear_regression: {reg_param: 0}}
            evaluation: {segments: [colour], slices: false}
            """);
    RunReport run = SmallPipeline.run(spec, "").report();
    EvaluationReport stored =
        stored(
            spec,
            Task.REGRESSION,
            Map.of("--prediction", "_prediction", "--lower", "_lower", "--upper", "_upper"),
            List.of("colour"));
    assertThat(figures(stored.evaluation())).isEqualTo(figures(run.evaluation()));
    assertThat(run.evaluation().overall().metrics().get("rmse").lower()).isPresent();
    assertThat(run.fairness()).isEmpty();
  }

  /** Rows, metrics, gaps and verdicts of everything that was evaluated. */
  private static Map<String, List<Object>> figures(Evaluation evaluation) {
    Map<String, List<Object>> figures = new LinkedHashMap<>();
    figures.put("all", figures(evaluation.overall()));
    evaluation.segments().forEach(one -> figures.put(one.segment().toString(), figures(one)));
    assertThat(evaluation.segments())
        .anySatisfy(one -> assertThat(one.verdict()).isIn(Verdict.WORSE, Verdict.NOT_WORSE));
    return figures;
  }

  private static List<Object> figures(SegmentResult result) {
    Map<String, Measure> metrics = result.metrics();
    return Arrays.asList(
        result.rows(), result.positives(), metrics, result.gaps(), result.verdict());
  }

  /** The weight of rows that are decided rightly, of all weight: one query, no other code. */
  private double weightedAccuracy(PipelineSpec spec, double threshold) {
    Row sums =
        SmallPipeline.tables(spec)
            .readLatest("predictions/t_test")
            .orElseThrow()
            .selectExpr(
                String.format(
                    Locale.ROOT,
                    "SUM(w * INT((_probability >= %s) = (_label = 1))) / SUM(w)",
                    threshold + "D"))
            .head();
    return sums.getDouble(0);
  }

  private EvaluationReport stored(
      PipelineSpec spec, Task task, Map<String, String> columns, List<String> segments) {
    Optional<String> threshold = Optional.ofNullable(columns.get("--threshold"));
    return new EvaluationRun(TestSession.spark(), StageListener.SILENT)
        .evaluate(
            new EvaluationRequest(
                folder.resolve("ws/predictions/t_test").toString(),
                task,
                "_label",
                task == Task.BINARY ? Optional.of("1") : Optional.empty(),
                Optional.ofNullable(columns.get("--score")).stream().toList(),
                List.of(),
                Optional.ofNullable(columns.get("--prediction")),
                threshold.isPresent()
                    ? OptionalDouble.of(Double.parseDouble(threshold.get()))
                    : OptionalDouble.empty(),
                Optional.of("w"),
                Optional.of("customer"),
                Optional.empty(),
                Optional.ofNullable(columns.get("--lower")),
                Optional.ofNullable(columns.get("--upper")),
                Optional.empty(),
                segments,
                spec.evaluation().intersections(),
                spec.evaluation().protectedAttributes(),
                spec.references(),
                Optional.empty(),
                List.of(),
                new EvaluationRequest.Limits(
                    spec.evaluation().minRows(),
                    OptionalInt.empty(),
                    spec.evaluation().maxSegments(),
                    spec.evaluation().confidence(),
                    spec.evaluation().draws(),
                    spec.evaluation().seed(),
                    ProportionMethod.WILSON)));
  }

  private PipelineSpec spec(String more) throws IOException {
    ClusteredTable.write(folder);
    String candidates =
        more.contains("candidates:")
            ? ""
            : "candidates: {logistic_regression: {reg_param: [0.01]}}\n";
    return ClusteredTable.pipeline(folder, candidates + more);
  }
}
