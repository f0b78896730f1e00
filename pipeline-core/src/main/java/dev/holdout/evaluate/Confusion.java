package dev.holdout.evaluate;

/**
 * The four counts of decisions by truth.
 *
 * @param tp positive rows decided positive
 * @param fp negative rows decided positive
 * @param fn positive rows decided negative
 * @param tn negative rows decided negative
 */
record Confusion(long tp, long fp, long fn, long tn) {
  long rows() {
    return tp + fp + fn + tn;
  }

  long positives() {
    return tp + fn;
  }

  long negatives() {
    return fp + tn;
  }

  long decidedPositive() {
    return tp + fp;
  }
}
