package dev.holdout.split;

/**
 * How a split places rows that are equal in every column, the label included, where no key
 * distinguishes them.
 */
public enum RepeatedRows {
  /** All of them in one place, as copies of one row should be. */
  TOGETHER,
  /** Each on its own, by its occurrence: the first, the second and so on of the equal rows. */
  SPREAD,
  /**
   * Together while the largest set of equal rows is small and the shares asked for are met, else
   * spread.
   */
  AUTO
}
