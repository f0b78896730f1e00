package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.workflow.LineageGraph;
import dev.holdout.workflow.RunLedger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What something was made from, and what was made from it. */
@Command(
    name = "lineage",
    description =
        "Shows what a dataset, split, model or report was made from, and what was made from it.",
    footer = {"  holdout lineage models/adult@1", "  holdout lineage datasets/adult@0 --json"})
final class LineageVerb extends Verb {
  private static final int SHOWN = 10;

  @Parameters(
      index = "0",
      paramLabel = "REF",
      description = "A reference, such as models/adult@1 or datasets/adult@0.")
  private @Nullable String reference;

  @Mixin private WorkspaceArguments workspace;

  @Override
  Answer answer() {
    String start = reference == null ? "" : reference;
    LineageGraph graph = new LineageGraph(new RunLedger(workspace.tables(spark())).edges());
    if (!graph.references().contains(start)) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot show the lineage of "
              + start
              + ": nothing in "
              + workspace
              + " has that name. "
              + (graph.references().isEmpty()
                  ? "Nothing ran there yet."
                  : "Known are, among others: "
                      + String.join(", ", graph.references().stream().limit(SHOWN).toList())));
    }
    List<LineageGraph.Step> up = graph.upstream(start);
    List<LineageGraph.Step> down = graph.downstream(start);
    StringBuilder text = new StringBuilder(start);
    text.append("\n  made from").append(up.isEmpty() ? " nothing recorded" : "");
    up.forEach(step -> line(text, step, step.edge().from()));
    text.append("\n  used for").append(down.isEmpty() ? " nothing yet" : "");
    down.forEach(step -> line(text, step, step.edge().to()));
    return Answer.of(
        text.toString(), Map.of("reference", start, "upstream", up, "downstream", down));
  }

  private static void line(StringBuilder text, LineageGraph.Step step, String reference) {
    text.append('\n')
        .append("    ".repeat(1))
        .append("  ".repeat(step.depth() - 1))
        .append(reference)
        .append("  (")
        .append(step.edge().stage())
        .append(", run ")
        .append(step.edge().run())
        .append(')');
  }
}
