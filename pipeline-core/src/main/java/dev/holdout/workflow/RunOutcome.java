package dev.holdout.workflow;

import dev.holdout.lineage.StageRecord;
import dev.holdout.report.RunReport;
import java.util.List;

/**
 * What a training run came to.
 *
 * @param report all it has to tell; the earlier run's when nothing had changed
 * @param folder where the report lies
 * @param nothingNew whether an earlier run had done all of it already
 * @param stages the stages of this run, the report included
 */
public record RunOutcome(
    RunReport report, String folder, boolean nothingNew, List<StageRecord> stages) {
  public RunOutcome {
    stages = List.copyOf(stages);
  }

  /** Path of the page to open. */
  public String page() {
    return folder + "/index.html";
  }
}
