package dev.holdout.measure;

/**
 * The values that a metric can take. No interval reaches beyond them.
 *
 * @param lower the least value; may be negative infinity
 * @param upper the largest; may be infinity
 * @param words the same for a person, with values that mean something, such as 0.5 without skill
 */
public record Range(double lower, double upper, String words) {
  /** Of shares. */
  public static final Range SHARE = new Range(0, 1, "0 to 1");

  /** Of sums and means of what is not negative. */
  public static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY, "0 and more");

  /** Of what nothing is known of. */
  public static final Range UNBOUNDED = any("any number");

  public Range {
    if (!(lower < upper)) {
      throw new IllegalArgumentException("from " + lower + " to " + upper);
    }
  }

  /** All numbers between two, which are part of it. */
  public static Range of(double lower, double upper, String words) {
    return new Range(lower, upper, words);
  }

  /** All numbers. */
  public static Range any(String words) {
    return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, words);
  }

  /** The values of the difference of one of these and one of others. */
  public Range minus(Range other) {
    double least = lower - other.upper;
    double largest = upper - other.lower;
    return new Range(least, largest, least + " to " + largest);
  }

  /** The number, or the end beyond which it lies. */
  public double clip(double number) {
    return Math.max(lower, Math.min(upper, number)) + 0.0;
  }

  /** The part of an interval that is possible; an end that is no number is as far as possible. */
  public Interval clip(Interval interval) {
    return new Interval(
        Double.isNaN(interval.lower()) ? lower : clip(interval.lower()),
        Double.isNaN(interval.upper()) ? upper : clip(interval.upper()));
  }
}
