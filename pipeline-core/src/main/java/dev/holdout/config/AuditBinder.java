package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.audit.AuditLimits;
import dev.holdout.audit.AuditSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The section {@code audit} and the roles that it needs. */
final class AuditBinder {
  private AuditBinder() {}

  static AuditSpec bind(JsonNode audit, JsonNode roles, Optional<String> splitGroup) {
    Set<String> groups = new LinkedHashSet<>(PipelineBinder.texts(roles.path("group")));
    splitGroup.ifPresent(groups::add);
    List<AuditSpec.Filled> filled = new ArrayList<>();
    audit
        .path("filled")
        .forEach(
            pair ->
                filled.add(
                    new AuditSpec.Filled(
                        pair.path("column").textValue(), pair.path("at").textValue())));
    JsonNode near = audit.path("near_duplicates");
    return new AuditSpec(
        List.copyOf(groups),
        PipelineBinder.text(roles, "time"),
        PipelineBinder.texts(roles.path("protected")),
        limits(audit),
        PipelineBinder.text(audit, "event_time"),
        filled,
        new AuditSpec.NearDuplicates(
            PipelineBinder.texts(near.path("columns")),
            near.required("similarity").doubleValue(),
            near.required("max_rows").intValue()));
  }

  private static AuditLimits limits(JsonNode audit) {
    return new AuditLimits(
        audit.required("leak_auc").doubleValue(),
        audit.required("suspect_auc").doubleValue(),
        audit.required("suspect_gap").doubleValue(),
        audit.required("copy_purity").doubleValue(),
        audit.required("missingness_gap").doubleValue(),
        audit.required("drift_distance").doubleValue(),
        audit.required("identifier_share").doubleValue(),
        audit.required("shared_share").doubleValue(),
        audit.required("time_correlation").doubleValue(),
        audit.required("partition_auc").doubleValue(),
        audit.required("late_share").doubleValue());
  }
}
