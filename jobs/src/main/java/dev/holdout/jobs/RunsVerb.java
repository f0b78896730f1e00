package dev.holdout.jobs;

import dev.holdout.measure.Counted;
import dev.holdout.workflow.RunLedger;
import dev.holdout.workflow.RunLedger.RunRecord;
import dev.holdout.workflow.TestLedger;
import dev.holdout.workflow.TestLedger.Look;
import dev.holdout.workflow.TestLedger.Opening;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What ran in a workspace, and who has looked at its Tests. */
@Command(
    name = "runs",
    description =
        "Lists what ran in a workspace, with its outcome and report; --openings lists who looked at"
            + " Test instead.",
    footer = {
      "  holdout runs",
      "  holdout runs --openings",
      "  holdout runs --openings=adult",
      "  holdout runs --workspace s3a://bucket/holdout --json"
    })
final class RunsVerb extends Verb {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final int SHORT = 8;
  private static final String ALL = "";

  @Mixin private WorkspaceArguments workspace;

  @Option(
      names = "--openings",
      arity = "0..1",
      fallbackValue = ALL,
      paramLabel = "PIPELINE",
      description =
          "Lists every opening of Test: who, when, which model, what was read; of one pipeline if"
              + " it is named.")
  private @Nullable String openings;

  @Override
  Answer answer() {
    TestLedger ledger = new TestLedger(workspace.tables(spark()));
    if (openings != null) {
      String pipeline = openings;
      return openings(
          ledger.openings().stream()
              .filter(opening -> pipeline.equals(ALL) || opening.look().pipeline().equals(pipeline))
              .toList(),
          pipeline.equals(ALL) ? "" : " of " + pipeline,
          unlisted(ledger, pipeline));
    }
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
          (run.failed() && !run.outcome().startsWith("Interrupted ") ? "failed: " : "")
              + run.outcome().lines().findFirst().orElse(""));
    }
    return Answer.of(table + counts(ledger.openings()) + unlisted(ledger, ALL), runs);
  }

  private Answer openings(List<Opening> listed, String of, String unlisted) {
    if (listed.isEmpty()) {
      return Answer.of(
          unlisted.isEmpty()
              ? "Test" + of + " was not opened in " + workspace + " yet."
              : unlisted.strip(),
          listed);
    }
    Tabular table =
        new Tabular("TEST", "LOOK", "AT (UTC)", "BY", "PIPELINE", "MODEL", "ROWS", "READ", "RUN");
    Map<String, Integer> looks = new HashMap<>();
    for (Opening opening : listed) {
      Look look = opening.look();
      table.row(
          look.split().substring(0, Math.min(SHORT, look.split().length())),
          looks.merge(look.split(), 1, Integer::sum).toString(),
          TIME.format(opening.at()),
          opening.openedBy(),
          look.pipeline(),
          look.model(),
          String.format(Locale.ROOT, "%,d", look.rows()),
          look.read(),
          look.run());
    }
    return Answer.of(
        table
            + "\n\nEqual names under TEST are one Test: the same dataset held out by the same rule."
            + unlisted,
        listed);
  }

  /** Openings that are on record and whose rows are gone. */
  private static String unlisted(TestLedger ledger, String pipeline) {
    return ledger.unlisted().pipelines().entrySet().stream()
        .filter(entry -> pipeline.equals(ALL) || entry.getKey().equals(pipeline))
        .map(
            entry ->
                "\n\nWarning: "
                    + Counted.of(
                        entry.getValue(),
                        "[opening|openings] of Test by "
                            + entry.getKey()
                            + " [is on record, but its row is|are on record, but their rows are]"
                            + " gone from runs/test_openings. [It still counts|They still count]."))
        .collect(Collectors.joining());
  }

  /** How often each pipeline's Tests were opened, below the runs. */
  private static String counts(List<Opening> openings) {
    TreeMap<String, Long> counts =
        openings.stream()
            .collect(
                Collectors.groupingBy(
                    opening -> opening.look().pipeline(), TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + " "
                        + (entry.getValue() == 1 ? "once" : entry.getValue() + " times"))
            .collect(
                Collectors.joining(
                    ", ", "\n\nTest was opened: ", ". Who and when: holdout runs --openings"));
  }
}
