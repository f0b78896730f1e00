package dev.holdout.split;

/**
 * How Test is held out and Training divided into blocks.
 *
 * @param testShare share of the split units that go to Test, in (0, 1)
 * @param folds number of stratified folds, at least 2
 * @param seed decides which units; the same seed gives the same places for ever
 */
public record SplitSpec(double testShare, int folds, long seed) {
  public SplitSpec {
    if (!(testShare > 0 && testShare < 1)) {
      throw new IllegalArgumentException("test share " + testShare + ", expected between 0 and 1");
    }
    if (folds < 2) {
      throw new IllegalArgumentException(folds + " folds, expected 2 or more");
    }
  }
}
