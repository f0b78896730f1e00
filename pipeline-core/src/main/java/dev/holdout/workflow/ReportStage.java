package dev.holdout.workflow;

import dev.holdout.lineage.Json;
import dev.holdout.report.Report;
import dev.holdout.report.RunReport;
import dev.holdout.table.Files;
import java.util.List;
import java.util.function.Supplier;

/** Writes the report: {@code reports/<run>/index.html}, {@code report.json}, {@code model-card.md}. */
final class ReportStage {
  private final RunContext context;

  ReportStage(RunContext context) {
    this.context = context;
  }

  /**
   * A written report.
   *
   * @param run the run it is of
   * @param folder where it lies
   */
  record Result(String run, String folder) {}

  Result run(String model, String decides, Supplier<RunReport> report) {
    return context
        .stages()
        .stage(
            "report",
            decides,
            List.of(model),
            Result.class,
            result -> List.of("reports/" + result.run()),
            key -> {
              String folder = context.tables().path("reports/" + context.run());
              write(context.tables().files(), folder, report.get());
              return new Result(context.run(), folder);
            });
  }

  /** Writes all forms of a report. */
  static void write(Files files, String folder, RunReport report) {
    files.write(folder + "/index.html", Report.html(report));
    files.write(folder + "/model-card.md", Report.modelCard(report));
    files.write(folder + "/report.json", Json.pretty(report));
  }
}
