package dev.holdout.slice;

import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.slice.FoundSlices.FoundSlice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A slice on held-out rows in one sentence.
 *
 * @param on which rows
 * @param level of intervals and tests
 */
record SliceStory(ConfirmedOn on, double level) {
  String tested(
      FoundSlice slice, ErrorSums here, ErrorSums elsewhere, Measure difference, double pAdjusted) {
    boolean shares = here.zeroOne();
    return String.format(
        Locale.ROOT,
        "In rows where %s: %s %s against %s elsewhere %s (%s, %s %% interval %s to %s; %,d rows;"
            + " adjusted p %s): %s.",
        slice.text(),
        shares ? "error" : "mean error",
        plain(here.mean(), shares),
        plain(elsewhere.mean(), shares),
        on.within(),
        signed(difference.value().orElseThrow(), shares) + (shares ? " points" : ""),
        IntervalLevel.percent(level),
        signed(difference.lower().orElseThrow(), shares),
        signed(difference.upper().orElseThrow(), shares),
        here.rows(),
        pAdjusted < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", pAdjusted),
        pAdjusted <= 1 - level
            ? "confirmed"
            : "not confirmed, " + on.words() + " does not show it beyond chance");
  }

  String tooFew(FoundSlice slice, long rows) {
    return String.format(
        Locale.ROOT,
        "In rows where %s: %,d %s %s, too few to judge.",
        slice.text(),
        rows,
        rows == 1 ? "row" : "rows",
        on.within());
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
