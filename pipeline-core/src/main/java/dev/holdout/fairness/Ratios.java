package dev.holdout.fairness;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;

/**
 * The ratio of two independent figures that are never negative, by the method of variance estimates
 * recovery: for shares with Wilson's intervals close to the score interval of the relative risk.
 * Written so that nothing cancels: it holds for denominators known badly too. A numerator of 0 has
 * an interval that starts at 0; where the denominator's interval starts at 0, there is no upper
 * end.
 *
 * <p>Source: Donner & Zou 2012, equation 9.
 */
final class Ratios {
  private Ratios() {}

  /**
   * What {@link Estimate#over} tells, from intervals at hand: all pairs of many groups are looked
   * at for each of dozens of levels. A denominator of 0 is allowed.
   */
  static Interval interval(double a, Interval numerator, double b, Interval denominator) {
    double product = a * b;
    double low = numerator.lower() * (2 * a - numerator.lower());
    double lowRoot = product * product - low * denominator.upper() * (2 * b - denominator.upper());
    double divisor = product + Math.sqrt(Math.max(0, lowRoot));
    double high = numerator.upper() * (2 * a - numerator.upper());
    double below = denominator.lower() * (2 * b - denominator.lower());
    double highRoot = product * product - high * below;
    return new Interval(
        divisor == 0 ? 0 : Math.max(0, low / divisor),
        below > 0
            ? (product + Math.sqrt(Math.max(0, highRoot))) / below
            : Double.POSITIVE_INFINITY);
  }
}
