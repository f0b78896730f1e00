package dev.holdout.measure;

import java.util.function.DoubleUnaryOperator;

/**
 * Newcombe's method 5: a score interval of an area under the ROC curve, with Hanley & McNeil's
 * variance; never degenerate, never outside [0, 1].
 *
 * <p>Source: Newcombe 2006.
 */
public final class AreaInterval {
  private static final int STEPS = 60;

  private AreaInterval() {}

  /**
   * The interval of an area.
   *
   * @param area the area
   * @param one rows of one class, more than 0; effective ones where rows are weighted
   * @param other rows of the other
   * @param z two-sided standard normal quantile of the level
   */
  public static Interval newcombe(double area, double one, double other, double z) {
    double spread = (one + other) / 2 - 1;
    DoubleUnaryOperator distance =
        at -> {
          double variance =
              at
                  * (1 - at)
                  / (one * other)
                  * Math.max(1, 1 + spread * ((1 - at) / (2 - at) + at / (1 + at)));
          return (at - area) * (at - area) - z * z * variance;
        };
    return new Interval(
        area == 0 ? 0 : boundary(distance, area, 0), area == 1 ? 1 : boundary(distance, area, 1));
  }

  /** Where the distance changes sign between a point inside the interval and one outside. */
  private static double boundary(DoubleUnaryOperator distance, double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int step = 0; step < STEPS; step++) {
      double middle = (in + out) / 2;
      if (distance.applyAsDouble(middle) <= 0) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }
}
