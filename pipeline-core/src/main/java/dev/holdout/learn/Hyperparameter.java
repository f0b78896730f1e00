package dev.holdout.learn;

/**
 * One hyperparameter of a learner.
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
  static Hyperparameter real(
      String name, double defaultValue, double low, double high, String meaning) {
    return new Hyperparameter(name, meaning, defaultValue, low, high, false);
  }

  static Hyperparameter whole(String name, int defaultValue, int low, int high, String meaning) {
    return new Hyperparameter(name, meaning, defaultValue, low, high, true);
  }

  /** Whether a value is allowed; NaN never is. */
  boolean allows(double value) {
    return value >= low && value <= high && (!whole || value == Math.rint(value));
  }

  /** What is allowed, such as {@code a whole number from 1 to 30}. */
  String range() {
    return (whole ? "a whole number from " : "a number from ")
        + Candidate.number(low)
        + " to "
        + Candidate.number(high);
  }
}
