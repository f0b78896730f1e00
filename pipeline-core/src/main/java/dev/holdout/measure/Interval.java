package dev.holdout.measure;

/**
 * A confidence interval.
 *
 * @param lower its lower end
 * @param upper its upper end
 */
public record Interval(double lower, double upper) {
  /** Around a share in (0, 1), symmetric on the logit scale. */
  public static Interval aroundLogit(double value, double halfWidth) {
    double logit = Math.log(value / (1 - value));
    return new Interval(
        1 / (1 + Math.exp(halfWidth - logit)), 1 / (1 + Math.exp(-halfWidth - logit)));
  }
}
