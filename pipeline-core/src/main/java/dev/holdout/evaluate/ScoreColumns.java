package dev.holdout.evaluate;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where the counts of a binary classifier find what they count.
 *
 * @param score a column of numbers, higher for the positive class; null, NaN and infinities are no
 *     scores; absent where there are decisions alone
 * @param label a column of 0 and 1 or of booleans, true being positive
 * @param weight a column of weights, 0 or more; absent where every row counts the same
 * @param prediction a column of decisions, 0 and 1 or booleans; absent where a row is decided
 *     positive when its score is at least the threshold
 */
record ScoreColumns(
    @Nullable String score, String label, @Nullable String weight, @Nullable String prediction)
    implements Serializable {
  ScoreColumns {
    if (score == null && prediction == null) {
      throw new IllegalArgumentException("neither scores nor decisions");
    }
  }

  /** Scores and labels alone. */
  static ScoreColumns of(String score, String label) {
    return new ScoreColumns(score, label, null, null);
  }

  boolean scored() {
    return score != null;
  }

  boolean weighted() {
    return weight != null;
  }

  boolean decided() {
    return prediction != null;
  }
}
