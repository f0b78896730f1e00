package dev.holdout.measure;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The confidence level of the intervals on rows that were looked at several times: 1 − α/m for m
 * looks, where 1 − α was asked for (Bonferroni).
 *
 * <p>What holds: m intervals of this level, one for each look, all hold their truth together with a
 * chance of at least 1 − α; so does the one interval picked from them for its figure. This is so
 * for models that were made without regard to what earlier looks showed. Someone who builds the
 * next model on what Test said of the last can outrun any such correction; what bounds that is
 * {@link ReusableHoldout}. Intervals of earlier looks were made for fewer looks and are not made
 * again.
 *
 * @param nominal the level asked for, such as 0.95
 * @param corrected the level of the intervals
 * @param looks how many looks it is corrected for, this one included; 1 corrects nothing
 */
public record IntervalLevel(double nominal, double corrected, long looks) {
  public IntervalLevel {
    if (!(nominal > 0 && nominal <= corrected && corrected < 1) || looks < 1) {
      throw new IllegalArgumentException(
          "level " + nominal + ", corrected " + corrected + ", " + looks + " looks");
    }
  }

  /** Intervals of the level asked for. */
  public static IntervalLevel of(double nominal) {
    return new IntervalLevel(nominal, nominal, 1);
  }

  /** Intervals that allow for so many looks. */
  public static IntervalLevel over(double nominal, long looks) {
    return new IntervalLevel(nominal, looks == 1 ? nominal : 1 - (1 - nominal) / looks, looks);
  }

  /** By how much the intervals of estimates that are near normal are wider for the correction. */
  public double widening() {
    return Quantiles.normal(corrected) / Quantiles.normal(nominal);
  }

  /**
   * A level as per cent, without the sign: as many digits as tell it from 100, such as {@code 95},
   * {@code 98.33} or {@code 99.95}.
   */
  public static String percent(double level) {
    BigDecimal rest =
        BigDecimal.valueOf((1 - level) * 100).round(new MathContext(3)).stripTrailingZeros();
    return BigDecimal.valueOf(100).subtract(rest).stripTrailingZeros().toPlainString();
  }
}
