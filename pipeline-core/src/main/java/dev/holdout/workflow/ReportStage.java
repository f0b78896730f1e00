package dev.holdout.workflow;

import dev.holdout.report.RunReport;
import java.util.List;
import java.util.function.Supplier;

/** Writes the report, and reads it back: what is shown is what was written. */
final class ReportStage {
  private final RunContext context;
  private final Reports reports;

  ReportStage(RunContext context) {
    this.context = context;
    this.reports = new Reports(context.tables());
  }

  /** The run whose report it is; an earlier one, when nothing changed since. */
  record Result(String run) {}

  RunReport run(String model, String decides, Supplier<RunReport> report) {
    Result result =
        context
            .stages()
            .stage(
                "report",
                decides,
                List.of(Stages.Input.of(model)),
                Result.class,
                written -> List.of("reports/" + written.run()),
                key -> {
                  reports.write(context.run(), report.get());
                  return new Result(context.run());
                });
    return reports.read(result.run()).orElseThrow();
  }
}
