package dev.holdout.slice;

import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.slice.FoundSlices.FoundSlice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A slice on Test in one sentence. */
final class SliceStory {
  private SliceStory() {}

  static String tested(
      FoundSlice slice,
      ErrorSums here,
      ErrorSums elsewhere,
      Measure difference,
      double pAdjusted,
      double level) {
    boolean shares = here.zeroOne();
    return String.format(
        Locale.ROOT,
        "In rows where %s: %s %s against %s elsewhere on Test (%s, %s %% interval %s to %s; %,d"
            + " rows; adjusted p %s): %s.",
        slice.text(),
        shares ? "error" : "mean error",
        plain(here.mean(), shares),
        plain(elsewhere.mean(), shares),
        signed(difference.value().orElseThrow(), shares) + (shares ? " points" : ""),
        IntervalLevel.percent(level),
        signed(difference.lower().orElseThrow(), shares),
        signed(difference.upper().orElseThrow(), shares),
        here.rows(),
        pAdjusted < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", pAdjusted),
        pAdjusted <= 1 - level
            ? "confirmed"
            : "not confirmed, Test does not show it beyond chance");
  }

  static String tooFew(FoundSlice slice, ErrorSums here) {
    return String.format(
        Locale.ROOT,
        "In rows where %s: %,d %s on Test, too few to judge.",
        slice.text(),
        here.rows(),
        here.rows() == 1 ? "row" : "rows");
  }

  private static String plain(double value, boolean share) {
    if (share) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * value).replace('-', '−');
    }
    return new BigDecimal(value).round(new MathContext(3)).toPlainString().replace('-', '−');
  }

  private static String signed(double value, boolean share) {
    String text = share ? String.format(Locale.ROOT, "%.1f", 100 * value) : plain(value, false);
    String minus = text.replace('-', '−');
    return (value >= 0 ? "+" : "") + minus;
  }
}
