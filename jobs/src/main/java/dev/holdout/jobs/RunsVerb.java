package dev.holdout.jobs;

import dev.holdout.workflow.RunLedger;
import dev.holdout.workflow.RunLedger.RunRecord;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What ran in a workspace. */
@Command(
    name = "runs",
    description = "Lists what ran in a workspace, with its outcome and report.",
    footer = {"  holdout runs", "  holdout runs --workspace s3a://bucket/holdout --json"})
final class RunsVerb extends Verb {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @Mixin private WorkspaceArguments workspace;

  @Override
  Answer answer() {
    List<RunRecord> runs = new RunLedger(workspace.tables(spark())).runs();
    if (runs.isEmpty()) {
      return Answer.of("Nothing ran in " + workspace + " yet. Start with: holdout demo", runs);
    }
    Tabular table = new Tabular("RUN", "STARTED (UTC)", "VERB", "PIPELINE", "TIME", "OUTCOME");
    for (RunRecord run : runs) {
      table.row(
          run.run(),
          TIME.format(run.startedAt()),
          run.verb(),
          run.pipeline(),
          String.format(Locale.ROOT, "%.0f s", run.seconds()),
          (run.failed() ? "failed: " : "") + run.outcome().lines().findFirst().orElse(""));
    }
    return Answer.of(table.toString(), runs);
  }
}
