package dev.holdout.split;

/**
 * What was decided about rows that are equal in every column, and why.
 *
 * @param chosen {@link RepeatedRows#TOGETHER} or {@link RepeatedRows#SPREAD}
 * @param rows that have neither a key nor a group
 * @param repeated of these, rows that equal another row
 * @param largest rows of the largest set of equal rows; 1 where none repeat
 */
public record RepeatedRowsDecision(
    RepeatedRows chosen, Reason reason, long rows, long repeated, long largest) {
  /** Why. */
  public enum Reason {
    /** No row equals another. */
    NO_REPEATS,
    /** The configuration says so. */
    CONFIGURED,
    /** The table's last version was divided so, and no row is to move. */
    AS_BEFORE,
    /** The largest set of equal rows is small. */
    SMALL_SETS,
    /** The largest set of equal rows is large. */
    LARGE_SET,
    /** Kept together, sets of equal rows would miss the shares asked for. */
    SHARES_MISSED
  }

  public RepeatedRowsDecision {
    if (chosen == RepeatedRows.AUTO) {
      throw new IllegalArgumentException("nothing was chosen");
    }
  }

  RepeatedRowsDecision with(RepeatedRows other, Reason why) {
    return new RepeatedRowsDecision(other, why, rows, repeated, largest);
  }
}
