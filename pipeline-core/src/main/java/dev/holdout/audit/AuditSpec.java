package dev.holdout.audit;

import java.util.List;
import java.util.Optional;

/**
 * What the audit may assume and where it draws its lines.
 *
 * @param group columns that name an entity with possibly several rows (a customer, a patient)
 * @param time the column that says when a row came to be
 * @param protectedAttributes attributes whose base rates are compared
 * @param leakAuc a single column with at least this AUC against the label is a suspected leak
 * @param missingnessGap a difference of the label's rate between missing and present of at least
 *     this is reported
 * @param driftDistance a Jensen–Shannon distance between early and late rows of at least this is
 *     reported
 */
public record AuditSpec(
    List<String> group,
    Optional<String> time,
    List<String> protectedAttributes,
    double leakAuc,
    double missingnessGap,
    double driftDistance) {
  public AuditSpec {
    group = List.copyOf(group);
    protectedAttributes = List.copyOf(protectedAttributes);
  }
}
