package dev.holdout.tune;

/**
 * Something that can be set about a learner or a rebalancer.
 *
 * @param name in lower case with underscores, such as {@code reg_param}
 * @param meaning what it does, for people
 * @param defaultValue its value where none is given
 * @param low smallest value allowed
 * @param high largest value allowed
 * @param whole whether it takes whole numbers only
 */
public record Hyperparameter(
    String name, String meaning, double defaultValue, double low, double high, boolean whole) {
  /** One that takes any number of a range. */
  public static Hyperparameter real(
      String name, double defaultValue, double low, double high, String meaning) {
    return new Hyperparameter(name, meaning, defaultValue, low, high, false);
  }

  /** One that takes whole numbers. */
  public static Hyperparameter whole(
      String name, int defaultValue, int low, int high, String meaning) {
    return new Hyperparameter(name, meaning, defaultValue, low, high, true);
  }

  /** Whether a value is allowed; NaN never is. */
  public boolean allows(double value) {
    return value >= low && value <= high && (!whole || value == Math.rint(value));
  }

  /** What is allowed, such as {@code a whole number from 1 to 30}. */
  public String range() {
    return (whole ? "a whole number from " : "a number from ")
        + Parameters.number(low)
        + " to "
        + Parameters.number(high);
  }
}
