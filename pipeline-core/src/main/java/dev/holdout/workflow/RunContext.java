package dev.holdout.workflow;

import dev.holdout.lineage.Json;
import dev.holdout.table.Tables;
import java.util.Map;

/**
 * What the stages of one run share.
 *
 * @param tables the workspace
 * @param spec the pipeline
 * @param run the run's id
 * @param stages runs them
 * @param ledger what happened in the workspace
 */
record RunContext(Tables tables, PipelineSpec spec, String run, Stages stages, RunLedger ledger) {
  /**
   * What decides who is in Test: under an equal rule, a row of Test was never a row of Training.
   */
  String splitRule() {
    return Json.digest(
        Map.of(
            "dataset", "datasets/" + spec.name(),
            "key", spec.contract().key(),
            "split", spec.split().testRule()));
  }
}
