package dev.holdout.workflow;

import dev.holdout.lineage.Json;
import dev.holdout.split.LabelSpec;
import dev.holdout.table.Tables;
import dev.holdout.window.EventSpec;
import java.util.Map;
import java.util.TreeMap;

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
  /** The same with the label as the split found it: its classes are known. */
  RunContext labelled(LabelSpec label) {
    return new RunContext(tables, spec.with(label), run, stages, ledger);
  }

  /**
   * What decides who is in Test: under an equal rule, a row of Test was never a row of Training.
   */
  String splitRule() {
    Map<String, Object> rule = new TreeMap<>();
    rule.put("dataset", "datasets/" + spec.name());
    rule.put("key", spec.key());
    rule.put("split", spec.split().testRule());
    spec.windows().map(EventSpec::rule).ifPresent(windows -> rule.put("windows", windows));
    return Json.digest(rule);
  }
}
