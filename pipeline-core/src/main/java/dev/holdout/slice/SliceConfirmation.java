package dev.holdout.slice;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Holm;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.slice.ConfirmedSlices.ConfirmedSlice;
import dev.holdout.slice.ConfirmedSlices.Verdict;
import dev.holdout.slice.FoundSlices.FoundSlice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tells on Test which slices are real: whether the error there is higher than in all other rows.
 *
 * <p>The search looked at very many slices, but never at Test: for Test the few that it brought are
 * given beforehand, whatever they were chosen from. So p-values are corrected for these few alone
 * (Holm, which holds however slices overlap): with a chance of the level at least, no slice that is
 * not worse is confirmed. Slices with too few rows on Test are not tested and not counted, which
 * looks at their rows and not at their errors.
 *
 * <p>Cost: one scan of Test for all slices, none where none were found. Memory: four numbers for
 * each slice.
 */
public final class SliceConfirmation {
  private final double level;
  private final long minRows;

  /**
   * A confirmation.
   *
   * @param level of intervals and tests, such as 0.95
   * @param minRows a slice is tested where it and the rest have so many rows on Test, at least 2
   */
  public SliceConfirmation(double level, long minRows) {
    if (!(level > 0 && level < 1) || minRows < 2) {
      throw new IllegalArgumentException("level " + level + ", at least " + minRows + " rows");
    }
    this.level = level;
    this.minRows = minRows;
  }

  /**
   * Confirms.
   *
   * @param found on rows that are not in Test
   * @param test the rows held out, with the columns that conditions name
   * @param error each row's error, the same kind of figure as in the search
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  public ConfirmedSlices confirm(FoundSlices found, Dataset<Row> test, String error) {
    if (found.slices().isEmpty()) {
      return new ConfirmedSlices(
          0,
          Measure.undefined("no slice was found, so Test was not read"),
          level,
          0,
          List.of(),
          List.of());
    }
    Map<String, Integer> places = new LinkedHashMap<>();
    SliceColumns columns = new SliceColumns(test, error);
    for (FoundSlice slice : found.slices()) {
      for (SliceCondition condition : slice.conditions()) {
        Optional<Boolean> number = condition.ofNumbers();
        if (number.isPresent() && !places.containsKey(condition.feature())) {
          places.put(condition.feature(), places.size());
          columns.feature(condition.feature(), number.get());
        }
      }
    }
    // What is asked only whether it is missing may have any type.
    for (FoundSlice slice : found.slices()) {
      for (SliceCondition condition : slice.conditions()) {
        if (places.putIfAbsent(condition.feature(), places.size()) == null) {
          columns.feature(condition.feature());
        }
      }
    }
    return confirmed(found, sums(found, columns.rows("confirm slices"), places));
  }

  private static Row sums(FoundSlices found, Dataset<Row> rows, Map<String, Integer> places) {
    Column error = col(SliceColumns.ERROR);
    Column apart = error.minus(lit(found.meanError()));
    List<Column> sums = new ArrayList<>();
    sums.add(count(when(error.isNull(), 1)));
    sums.add(count(when(not(error.isin(0.0, 1.0)), 1)));
    add(sums, error, apart, error.isNotNull());
    for (FoundSlice slice : found.slices()) {
      Column all = error.isNotNull();
      for (SliceCondition condition : slice.conditions()) {
        all =
            all.and(
                condition.met(col(SliceColumns.name(places.getOrDefault(condition.feature(), 0)))));
      }
      add(sums, error, apart, all);
    }
    return rows.select(sums.toArray(Column[]::new)).first();
  }

  private static void add(List<Column> sums, Column error, Column apart, Column met) {
    sums.add(count(when(met, 1)));
    sums.add(sum(when(met, error).otherwise(0.0)));
    sums.add(sum(when(met, apart).otherwise(0.0)));
    sums.add(sum(when(met, apart.multiply(apart)).otherwise(0.0)));
  }

  /** Sums about a number near the mean, whose squares lose nothing. */
  private record Sums(long rows, double errors, double apart, double squares) {
    static Sums of(Row row, int at) {
      return row.getLong(at) == 0
          ? new Sums(0, 0, 0, 0)
          : new Sums(
              row.getLong(at), row.getDouble(at + 1), row.getDouble(at + 2), row.getDouble(at + 3));
    }

    Sums less(Sums part) {
      return new Sums(
          rows - part.rows, errors - part.errors, apart - part.apart, squares - part.squares);
    }

    ErrorSums errors(boolean zeroOne) {
      return new ErrorSums(
          rows, errors, rows == 0 ? 0 : Math.max(0, squares - apart * apart / rows), zeroOne);
    }
  }

  private ConfirmedSlices confirmed(FoundSlices found, Row sums) {
    boolean zeroOne = sums.getLong(1) == 0;
    Sums all = Sums.of(sums, 2);
    List<ErrorSums> here = new ArrayList<>();
    List<ErrorSums> elsewhere = new ArrayList<>();
    List<Double> pValues = new ArrayList<>();
    for (int slice = 0; slice < found.slices().size(); slice++) {
      Sums own = Sums.of(sums, 6 + 4 * slice);
      here.add(own.errors(zeroOne));
      elsewhere.add(all.less(own).errors(zeroOne));
      if (enough(here.get(slice), elsewhere.get(slice))) {
        pValues.add(here.get(slice).pOfHigher(elsewhere.get(slice)));
      }
    }
    double[] adjusted = Holm.adjust(pValues);
    List<ConfirmedSlice> slices = new ArrayList<>();
    Iterator<Double> ps = pValues.iterator();
    int next = 0;
    for (int slice = 0; slice < here.size(); slice++) {
      FoundSlice one = found.slices().get(slice);
      slices.add(
          enough(here.get(slice), elsewhere.get(slice))
              ? tested(one, here.get(slice), elsewhere.get(slice), ps.next(), adjusted[next++])
              : tooFew(one, here.get(slice)));
    }
    List<String> notes =
        sums.getLong(0) == 0
            ? List.of()
            : List.of(
                String.format(
                    Locale.ROOT,
                    "%,d rows of Test have no error that is a number and were left out.",
                    sums.getLong(0)));
    return new ConfirmedSlices(
        all.rows,
        all.rows == 0 ? Measure.undefined("no rows") : measure(all.errors(zeroOne)),
        level,
        pValues.size(),
        slices,
        notes);
  }

  private boolean enough(ErrorSums here, ErrorSums elsewhere) {
    return Math.min(here.rows(), elsewhere.rows()) >= minRows;
  }

  private Measure measure(ErrorSums sums) {
    return sums.rows() < 2
        ? Measure.of(sums.mean())
        : sums.estimate().measure(Quantiles.normal(level));
  }

  private ConfirmedSlice tested(
      FoundSlice slice, ErrorSums here, ErrorSums elsewhere, double p, double adjusted) {
    Estimate difference = here.minus(elsewhere);
    Measure measured = difference.measure(Quantiles.normal(level));
    Verdict verdict = adjusted <= 1 - level ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED;
    return new ConfirmedSlice(
        slice,
        here.rows(),
        measure(here),
        measure(elsewhere),
        measured,
        Optional.of(p),
        Optional.of(adjusted),
        verdict,
        SliceStory.tested(slice, here, elsewhere, measured, adjusted, level));
  }

  private static ConfirmedSlice tooFew(FoundSlice slice, ErrorSums here) {
    Measure none = Measure.undefined("too few rows to judge");
    return new ConfirmedSlice(
        slice,
        here.rows(),
        none,
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        Verdict.TOO_FEW_ROWS,
        SliceStory.tooFew(slice, here));
  }
}
