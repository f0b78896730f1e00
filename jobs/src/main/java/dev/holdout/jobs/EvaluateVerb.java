package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.report.EvaluationSummary;
import dev.holdout.report.evaluation.EvaluationJson;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.workflow.EvaluationRequest;
import dev.holdout.workflow.EvaluationRun;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How good any model's predictions are: every metric, in every segment. */
@Command(
    name = "evaluate",
    description = {
      "Evaluates any model's predictions: every metric with its interval, overall and in every"
          + " segment, in one scan.",
      "The table may be CSV, JSON lines, Parquet, Delta or of the catalog. No model and no pipeline"
          + " file are needed."
    },
    footer = {
      "  holdout evaluate --predictions scores.csv --label churned --score p",
      "  holdout evaluate --predictions scores.csv --label outcome --positive late --score p"
          + " --threshold 0.3 \\",
      "                   --segments region,age:quantiles=4,'big=amount > 10000' --intersections 2"
          + " --protected sex --out report",
      "  holdout evaluate --predictions scores.csv --label churned --score p --slices"
          + " region,age,plan --features age,plan --cluster customer",
      "  holdout evaluate --predictions s3a://bucket/scores --task multiclass --label class --score"
          + " 'p_*'",
      "  holdout evaluate --predictions prices.parquet --task regression --label price --prediction"
          + " estimate --lower p05 --upper p95",
      "  holdout evaluate --list-metrics"
    })
final class EvaluateVerb extends Verb {
  @Mixin private EvaluateArguments asked = new EvaluateArguments();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Writes index.html, report.json and the Delta tables metrics and slices there. The same"
              + " figures are written once.")
  private @Nullable String out;

  @Option(
      names = "--list-metrics",
      description = "Lists the metrics and what they are, and evaluates nothing.")
  private boolean listMetrics;

  @Override
  Answer answer() {
    if (listMetrics) {
      List<MetricList.Listed> metrics = MetricList.all();
      return Answer.of(MetricList.text(metrics), metrics);
    }
    EvaluationRequest request = asked.request();
    try (Progress progress = progress()) {
      EvaluationRun run = new EvaluationRun(spark(), new StagePrinter(progress));
      Optional<String> folder = Optional.ofNullable(out).map(EvaluateVerb::folder);
      folder.ifPresent(to -> run.check(request, to));
      EvaluationReport report = run.evaluate(request);
      folder.ifPresent(to -> run.write(report, to));
      return Answer.of(
          EvaluationSummary.of(report, folder.map(to -> to + "/" + EvaluationRun.HTML_FILE)),
          EvaluationJson.of(report));
    }
  }

  private static String folder(String given) {
    String folder = given.replaceAll("(?<=.)/+$", "");
    if (folder.isBlank()) {
      throw new HoldoutException(
          ErrorCode.USAGE, "Cannot write the report: found an empty --out, expected a folder.");
    }
    return folder;
  }
}
