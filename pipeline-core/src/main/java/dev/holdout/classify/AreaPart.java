package dev.holdout.classify;

/**
 * One area of a mean of areas.
 *
 * @param area of the scores of class {@code own}
 * @param weight in the mean
 * @param own the class that should score higher
 * @param other the class that it is compared with, or {@link #REST}
 * @param ownShare share of rows that are of {@code own}
 * @param otherShare share of rows that it is compared with
 */
record AreaPart(
    ScoreArea area, double weight, int own, int other, double ownShare, double otherShare) {
  /** All other classes. */
  static final int REST = -1;

  /** What a row of a class with a score of {@code own} adds to the area, beyond its mean. */
  double added(int actual, double score, double mean) {
    if (actual == own) {
      return (area.othersBelow(score) - mean) / ownShare;
    }
    return other == REST || actual == other ? (area.ownAbove(score) - mean) / otherShare : 0;
  }
}
