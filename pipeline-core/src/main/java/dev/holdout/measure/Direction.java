package dev.holdout.measure;

/** Which way is better. */
public enum Direction {
  LARGER_IS_BETTER(1),
  SMALLER_IS_BETTER(-1),
  /** Describes; neither way is better. */
  NEITHER(0);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /** Whether {@code value} is better than {@code other}; never when neither way is. */
  public boolean better(double value, double other) {
    return gain(value, other) > 0;
  }

  /** By how much {@code value} is better than {@code other}; negative when it is worse. */
  public double gain(double value, double other) {
    return sign * (value - other);
  }
}
