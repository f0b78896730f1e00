package dev.holdout.audit;

import java.util.List;
import java.util.Optional;

/**
 * What the audit may assume and where it draws its lines.
 *
 * @param group columns that name an entity with possibly several rows (a customer, a patient)
 * @param time the column that says when a row came to be
 * @param protectedAttributes attributes whose base rates are compared
 * @param limits the lines
 * @param eventTime the date or time stamp of the event after which nothing may be filled in; {@code
 *     time} if empty
 * @param filled columns with the columns that say when they were filled
 * @param nearDuplicates which rows are nearly equal
 */
public record AuditSpec(
    List<String> group,
    Optional<String> time,
    List<String> protectedAttributes,
    AuditLimits limits,
    Optional<String> eventTime,
    List<Filled> filled,
    NearDuplicates nearDuplicates) {
  public AuditSpec {
    group = List.copyOf(group);
    protectedAttributes = List.copyOf(protectedAttributes);
    filled = List.copyOf(filled);
  }

  /** Default lines but for these three. */
  public AuditSpec(
      List<String> group,
      Optional<String> time,
      List<String> protectedAttributes,
      double leakAuc,
      double missingnessGap,
      double driftDistance) {
    this(
        group,
        time,
        protectedAttributes,
        new AuditLimits(
            leakAuc,
            AuditLimits.DEFAULT.suspectAuc(),
            AuditLimits.DEFAULT.suspectGap(),
            AuditLimits.DEFAULT.copyPurity(),
            missingnessGap,
            driftDistance,
            AuditLimits.DEFAULT.identifierShare(),
            AuditLimits.DEFAULT.sharedShare(),
            AuditLimits.DEFAULT.timeCorrelation(),
            AuditLimits.DEFAULT.partitionAuc(),
            AuditLimits.DEFAULT.lateShare()),
        Optional.empty(),
        List.of(),
        NearDuplicates.NONE);
  }

  /**
   * A column and when it was filled.
   *
   * @param column what was filled
   * @param at the date or time stamp that says when
   */
  public record Filled(String column, String at) {}

  /**
   * Which rows are nearly equal.
   *
   * @param columns texts and categories that are compared, word by word; none looks for none
   * @param similarity share of the words of either row that both must have, in (0, 1]
   * @param maxRows rows of Test that are looked up at most
   */
  public record NearDuplicates(List<String> columns, double similarity, int maxRows) {
    /** Looks for none. */
    public static final NearDuplicates NONE = new NearDuplicates(List.of(), 0.9, 10_000);

    public NearDuplicates {
      columns = List.copyOf(columns);
    }
  }
}
