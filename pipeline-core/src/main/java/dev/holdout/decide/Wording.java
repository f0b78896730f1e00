package dev.holdout.decide;

import java.util.Locale;

/** Numbers as they stand in sentences and messages. */
final class Wording {
  private Wording() {}

  /** Whole numbers without a fraction, others as they are. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Such as {@code 2.5 %}. */
  static String percent(double share) {
    return number(Math.rint(share * 1e6) / 1e4) + " %";
  }

  /** Such as {@code 12,034}. */
  static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }
}
