package dev.holdout.audit;

/**
 * Where the audit draws its lines.
 *
 * @param leakAuc a single column with at least this AUC against the label is a suspected leak
 * @param suspectAuc the strongest feature is pointed at from this AUC on
 * @param suspectGap and is a suspect if it is ahead of the next column by at least this
 * @param copyPurity a column of few values is the label in other words if the values of at least
 *     this share of each class's rows go with that class
 * @param missingnessGap a difference of the label's rate between missing and present of at least
 *     this is reported
 * @param driftDistance a Jensen–Shannon distance between early and late rows of at least this is
 *     reported
 * @param identifierShare a feature with at least this many distinct values for each row names rows
 * @param sharedShare rows of Test that share a group, a time or their features with Training are
 *     grave from this share of Test on
 * @param timeCorrelation labels of neighbours in time that correlate by at least this are reported
 * @param partitionAuc Test differs from Training if the interval of the AUC of telling them apart
 *     lies above this
 * @param lateShare a column is filled after the event if it is so in at least this share of rows
 */
public record AuditLimits(
    double leakAuc,
    double suspectAuc,
    double suspectGap,
    double copyPurity,
    double missingnessGap,
    double driftDistance,
    double identifierShare,
    double sharedShare,
    double timeCorrelation,
    double partitionAuc,
    double lateShare) {
  /** The lines that a pipeline file without settings draws. */
  public static final AuditLimits DEFAULT =
      new AuditLimits(0.95, 0.75, 0.05, 0.995, 0.05, 0.1, 0.9, 0.1, 0.1, 0.55, 0.05);
}
