package dev.holdout.decide;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** Decides by one column alone. */
sealed interface ColumnRule {
  /** The column. */
  String column();

  /** Whether it decides a row positive. */
  Column acts();

  /** Such as {@code amount at least 1200}. */
  String words();

  /**
   * By a cut.
   *
   * @param above whether rows from the cut on are positive, or those below it
   * @param missing whether rows without a value are
   */
  record ByCut(String column, double cut, boolean above, boolean missing) implements ColumnRule {
    @Override
    public Column acts() {
      Column value = Columns.named(column).cast("double");
      Column finite = abs(value).lt(lit(Double.POSITIVE_INFINITY));
      Column known = when(finite, above ? value.geq(lit(cut)) : value.lt(lit(cut)));
      return coalesce(known, lit(missing));
    }

    @Override
    public String words() {
      String range =
          Double.isInfinite(cut)
              ? ((cut < 0) == above ? "any value" : "no value")
              : (above ? "at least " : "below ") + Wording.number(rounded(cut));
      return column + " " + range + (missing ? ", or missing" : "");
    }

    /** To six digits that count. */
    private static double rounded(double value) {
      return Double.parseDouble(String.format(Locale.ROOT, "%.5e", value));
    }
  }

  /**
   * By a set of values.
   *
   * @param values those decided positive
   * @param missing whether rows without a value are
   */
  record ByValues(String column, List<String> values, boolean missing) implements ColumnRule {
    private static final int SHOWN = 5;

    @Override
    public Column acts() {
      Column value = Columns.named(column).cast("string");
      return coalesce(value.isin(values.toArray()), lit(missing));
    }

    @Override
    public String words() {
      List<String> shown = values.stream().limit(SHOWN).toList();
      int more = values.size() - shown.size();
      return column
          + (values.isEmpty() ? " no value" : values.size() == 1 ? " " : " one of ")
          + String.join(", ", shown)
          + (more > 0 ? " and " + more + " more" : "")
          + (missing ? ", or missing" : "");
    }
  }
}
