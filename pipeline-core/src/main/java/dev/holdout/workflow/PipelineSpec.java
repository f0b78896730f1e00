package dev.holdout.workflow;

import dev.holdout.audit.AuditSpec;
import dev.holdout.contract.ContractSpec;
import dev.holdout.contract.SourceSpec;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.decide.PredictionSpec;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.feature.FeatureSpec;
import dev.holdout.learn.SearchSpec;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.registry.GateSpec;
import dev.holdout.slice.SliceSpec;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.SplitSpec;
import dev.holdout.window.EventSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole pipeline, with every default filled in.
 *
 * @param name lower-case letters, digits, {@code -} and {@code _}; names datasets and models
 * @param workspace root of all state: a folder or an object-store prefix
 * @param retentionDays how long cited table versions stay readable
 * @param windows how readings become the rows that everything after works on; without them the rows
 *     of the source are
 * @param label of the rows that everything after works on
 * @param decision what becomes of the scores of two classes
 * @param prediction what becomes of other scores
 * @param references protected attribute → the group that others are compared with; the largest
 *     where none is named
 * @param slices what is looked for beside the segments that were named; empty for nothing
 */
public record PipelineSpec(
    String name,
    String workspace,
    int retentionDays,
    SourceSpec source,
    ContractSpec contract,
    Optional<EventSpec> windows,
    LabelSpec label,
    SplitSpec split,
    AuditSpec audit,
    FeatureSpec features,
    RebalanceSpec rebalance,
    SearchSpec search,
    DecisionSpec decision,
    EvaluationSpec evaluation,
    OpeningSpec openings,
    GateSpec gate,
    PredictionSpec prediction,
    Map<String, String> references,
    Optional<SliceSpec> slices) {
  public PipelineSpec {
    references = Map.copyOf(references);
  }

  /** The same with another label. */
  PipelineSpec with(LabelSpec other) {
    return new PipelineSpec(
        name,
        workspace,
        retentionDays,
        source,
        contract,
        windows,
        other,
        split,
        audit,
        features,
        rebalance,
        search,
        decision,
        evaluation,
        openings,
        gate,
        prediction,
        references,
        slices);
  }

  /** The columns that tell apart the rows that are divided; empty for a key from the content. */
  public List<String> key() {
    return windows.map(EventSpec::key).orElse(contract.key());
  }
}
