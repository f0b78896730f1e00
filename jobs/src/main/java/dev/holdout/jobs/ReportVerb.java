package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.report.Report;
import dev.holdout.report.RunReport;
import dev.holdout.report.Summary;
import dev.holdout.workflow.Reports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a run's report again, and writes its page anew. */
@Command(
    name = "report",
    description = "Shows the summary of a run again and writes its page anew from report.json.",
    footer = {"  holdout report 20260101-120000-ab12"})
final class ReportVerb extends Verb {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run, as 'holdout runs' names it.")
  private @Nullable String run;

  @Mixin private WorkspaceArguments workspace;

  @Override
  Answer answer() {
    Reports reports = new Reports(workspace.tables(spark()));
    String wanted = run == null ? "" : run;
    RunReport report =
        reports
            .read(wanted)
            .orElseThrow(
                () ->
                    new HoldoutException(
                        ErrorCode.USAGE,
                        "Cannot show the report of run "
                            + wanted
                            + ": "
                            + workspace
                            + " has none. Running its pipeline again writes a deleted report anew."
                            + " Runs: holdout runs --workspace "
                            + workspace));
    reports.write(wanted, report);
    return Answer.of(
        Summary.of(report, reports.folder(wanted) + "/" + Report.HTML_FILE).stripTrailing(),
        report);
  }
}
