package dev.holdout.decide;

/**
 * Decisions by truth, with the amounts at stake in each kind of them. Resampled counts need not be
 * whole.
 *
 * @param tp positive rows decided positive
 * @param fp negative rows decided positive
 * @param fn positive rows decided negative
 * @param tn negative rows decided negative
 * @param tpAmount sum over the true positives of the column that their cost is multiplied with; 0
 *     where there is none
 * @param fpAmount the same of the false positives
 * @param fnAmount the same of the false negatives
 * @param tnAmount the same of the true negatives
 */
public record Outcome(
    double tp,
    double fp,
    double fn,
    double tn,
    double tpAmount,
    double fpAmount,
    double fnAmount,
    double tnAmount) {
  /** No rows. */
  static final Outcome NONE = of(0, 0, 0, 0);

  /** Without amounts. */
  static Outcome of(double tp, double fp, double fn, double tn) {
    return new Outcome(tp, fp, fn, tn, 0, 0, 0, 0);
  }

  /** These decisions and others. */
  Outcome plus(Outcome other) {
    return new Outcome(
        tp + other.tp,
        fp + other.fp,
        fn + other.fn,
        tn + other.tn,
        tpAmount + other.tpAmount,
        fpAmount + other.fpAmount,
        fnAmount + other.fnAmount,
        tnAmount + other.tnAmount);
  }

  /** Whether a count is at least so large, but for the rounding of what it is compared with. */
  static boolean atLeast(double count, double wanted) {
    return count >= wanted * (1 - 1e-12);
  }

  double rows() {
    return tp + fp + fn + tn;
  }

  double positives() {
    return tp + fn;
  }

  double negatives() {
    return fp + tn;
  }

  double decidedPositive() {
    return tp + fp;
  }

  double precision() {
    return tp / (tp + fp);
  }

  double recall() {
    return tp / (tp + fn);
  }
}
