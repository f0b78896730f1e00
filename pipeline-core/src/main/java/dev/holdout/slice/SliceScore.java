package dev.holdout.slice;

/**
 * How bad a slice is: α·(ē_S/ē − 1) − (1 − α)·(n/|S| − 1), ē_S the mean error of its |S| rows, ē
 * that of all n. 0 for all rows together; above 0 where the error is higher by more than the
 * smallness costs.
 *
 * <p>Source: Sagadeeva & Boehm 2021.
 *
 * @param rows all of them, n
 * @param errors their sum of errors, above 0
 * @param alpha weight of a high error, above 0 and at most 1
 * @param least rows that a slice must have
 */
record SliceScore(double rows, double errors, double alpha, double least) {
  double of(double size, double sum) {
    return alpha * (sum / size * rows / errors - 1) - (1 - alpha) * (rows / size - 1);
  }

  /**
   * The most that any slice within can reach.
   *
   * <p>With s rows it has at most the errors min(s·largest, sum). As a function of s the score that
   * would give grows up to s = sum / largest and is monotonic beyond, so its largest value is at
   * the least size, there, or at the whole size.
   *
   * @param size rows of what it is within, at least {@link #least}
   * @param sum of their errors
   * @param largest of their errors
   */
  double bound(double size, double sum, double largest) {
    if (!(largest > 0)) {
      return Double.NEGATIVE_INFINITY;
    }
    double turn = Math.min(size, Math.max(least, sum / largest));
    return Math.max(
        at(least, sum, largest), Math.max(at(turn, sum, largest), at(size, sum, largest)));
  }

  private double at(double size, double sum, double largest) {
    return of(size, Math.min(size * largest, sum));
  }
}
