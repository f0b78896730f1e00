package dev.holdout.learn;

import dev.holdout.split.Fold;

/**
 * Scores that are judged together.
 *
 * @param number tells them apart from others, in the column of the fold
 * @param rows the fold whose validation rows they belong to
 * @param name for people, such as {@code fold 3}
 */
record Place(int number, Fold rows, String name) {
  /** A fold of an ordinary cross-validation. */
  static Place of(Fold fold) {
    return new Place(fold.index(), fold, "fold " + fold.index());
  }
}
