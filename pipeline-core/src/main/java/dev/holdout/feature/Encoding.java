package dev.holdout.feature;

/** How categories become numbers; each learner says which it wants. */
public enum Encoding {
  /** One 0/1 feature for each category, for linear learners. */
  ONE_HOT,
  /** One feature with the category's index and nominal metadata, for trees. */
  INDEX
}
