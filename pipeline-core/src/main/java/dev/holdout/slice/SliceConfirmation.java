package dev.holdout.slice;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.holdout.measure.DesignEffect;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Holm;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.slice.ConfirmedSlices.ConfirmedSlice;
import dev.holdout.slice.ConfirmedSlices.Verdict;
import dev.holdout.slice.FoundSlices.FoundSlice;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Tells on held-out rows which slices are real: whether the error there is higher than in all other
 * rows.
 *
 * <p>The search looked at very many slices, but never at these rows: for them the few slices that
 * it brought are given beforehand, whatever they were chosen from. So p-values are corrected for
 * these few alone (Holm, which holds however slices overlap): with a chance of the level at least,
 * no slice that is not worse is confirmed. Slices with too few rows there are not tested and not
 * counted, which looks at their rows and not at their errors.
 *
 * <p>With clusters, intervals are those of {@link DesignEffect}, and p-values are read off the
 * interval of the difference, each never smaller than for independent rows; slice and rest without
 * a bucket are without it together, so that a cluster may have rows in both.
 *
 * <p>Cost: one scan for all slices, none where none were found. Memory: four numbers for each
 * slice, with clusters for each bucket.
 */
public final class SliceConfirmation {
  /** Of fewer rows no spread is known. */
  public static final int FEWEST_ROWS = 2;

  private static final int FIRST_SUM = 2;

  private final double level;
  private final long minRows;
  private final ConfirmedOn on;
  private final Optional<String> cluster;

  /**
   * A confirmation on Test.
   *
   * @param level of intervals and tests, such as 0.95
   * @param minRows a slice is tested where it and the rest have so many rows, at least 2
   */
  public SliceConfirmation(double level, long minRows) {
    this(level, minRows, ConfirmedOn.TEST, Optional.empty());
  }

  /**
   * A confirmation.
   *
   * @param level of intervals and tests, such as 0.95
   * @param minRows a slice is tested where it and the rest have so many rows, at least 2
   * @param on which rows are held out
   * @param cluster rows of one value are not independent
   */
  public SliceConfirmation(double level, long minRows, ConfirmedOn on, Optional<String> cluster) {
    if (!(level > 0 && level < 1) || minRows < FEWEST_ROWS) {
      throw new IllegalArgumentException("level " + level + ", at least " + minRows + " rows");
    }
    this.level = level;
    this.minRows = minRows;
    this.on = on;
    this.cluster = cluster;
  }

  /**
   * Confirms.
   *
   * @param found on rows that are not among those held out
   * @param held the rows held out, with the columns that conditions name
   * @param error each row's error, the same kind of figure as in the search
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  public ConfirmedSlices confirm(FoundSlices found, Dataset<Row> held, String error) {
    if (found.slices().isEmpty()) {
      return new ConfirmedSlices(
          0,
          Measure.undefined("no slice was found, so " + on.words() + " was not read"),
          level,
          0,
          List.of(),
          List.of());
    }
    Map<String, Integer> places = new LinkedHashMap<>();
    SliceColumns columns = new SliceColumns(held, error);
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
    cluster.ifPresent(columns::bucket);
    return confirmed(found, sums(found, columns.rows("confirm slices"), places));
  }

  private List<Row> sums(FoundSlices found, Dataset<Row> rows, Map<String, Integer> places) {
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
    Column[] all = sums.toArray(Column[]::new);
    return cluster.isEmpty()
        ? List.of(rows.select(all).first())
        : rows.groupBy(SliceColumns.BUCKET)
            .agg(all[0], Arrays.copyOfRange(all, 1, all.length))
            .orderBy(SliceColumns.BUCKET)
            .drop(SliceColumns.BUCKET)
            .collectAsList();
  }

  private static void add(List<Column> sums, Column error, Column apart, Column met) {
    sums.add(count(when(met, 1)));
    sums.add(sum(when(met, error).otherwise(0.0)));
    sums.add(sum(when(met, apart).otherwise(0.0)));
    sums.add(sum(when(met, apart.multiply(apart)).otherwise(0.0)));
  }

  private ConfirmedSlices confirmed(FoundSlices found, List<Row> buckets) {
    long unknown = buckets.stream().mapToLong(row -> row.getLong(0)).sum();
    boolean zeroOne = buckets.stream().allMatch(row -> row.getLong(1) == 0);
    BucketSums all = BucketSums.of(buckets, FIRST_SUM, zeroOne);
    List<Held> slices = new ArrayList<>();
    List<Double> pValues = new ArrayList<>();
    for (int at = 0; at < found.slices().size(); at++) {
      BucketSums here = BucketSums.of(buckets, FIRST_SUM + BucketSums.SUMS * (at + 1), zeroOne);
      Held slice = new Held(found.slices().get(at), here, all.less(here));
      slices.add(slice);
      if (enough(slice)) {
        pValues.add(slice.pOfHigher(cluster.isPresent()));
      }
    }
    Iterator<Double> ps = pValues.iterator();
    Iterator<Double> adjusted = Arrays.stream(Holm.adjust(pValues)).iterator();
    return new ConfirmedSlices(
        all.rows(),
        all.rows() == 0 ? Measure.undefined("no rows") : measure(all),
        level,
        pValues.size(),
        slices.stream()
            .map(slice -> enough(slice) ? tested(slice, ps.next(), adjusted.next()) : tooFew(slice))
            .toList(),
        unknown == 0
            ? List.of()
            : List.of(
                String.format(
                    Locale.ROOT,
                    "%,d rows of %s have no error that is a number and were left out.",
                    unknown,
                    on.words())));
  }

  /** A slice on the rows held out. */
  private record Held(FoundSlice found, BucketSums here, BucketSums elsewhere) {
    Estimate difference(boolean clustered) {
      Estimate independent = here.all().minus(elsewhere.all());
      return clustered ? here.clustered(independent, elsewhere) : independent;
    }

    double pOfHigher(boolean clustered) {
      double independent = here.all().pOfHigher(elsewhere.all());
      if (!clustered) {
        return independent;
      }
      Estimate difference = difference(true);
      double half = difference.pValue() / 2;
      return Math.max(independent, difference.value() > 0 ? half : 1 - half);
    }
  }

  private boolean enough(Held slice) {
    return Math.min(slice.here.rows(), slice.elsewhere.rows()) >= minRows
        && (cluster.isEmpty()
            || Math.min(slice.here.size(), slice.elsewhere.size()) >= DesignEffect.FEWEST_BUCKETS);
  }

  private Measure measure(BucketSums sums) {
    if (sums.rows() < 2) {
      return Measure.of(sums.all().mean());
    }
    Estimate independent = sums.all().estimate();
    return (cluster.isPresent() ? sums.clustered(independent) : independent)
        .measure(Quantiles.normal(level));
  }

  private ConfirmedSlice tested(Held slice, double p, double adjusted) {
    Measure difference = slice.difference(cluster.isPresent()).measure(Quantiles.normal(level));
    return new ConfirmedSlice(
        slice.found,
        slice.here.rows(),
        measure(slice.here),
        measure(slice.elsewhere),
        difference,
        Optional.of(p),
        Optional.of(adjusted),
        adjusted <= 1 - level ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED,
        new SliceStory(on, level)
            .tested(slice.found, slice.here.all(), slice.elsewhere.all(), difference, adjusted));
  }

  private ConfirmedSlice tooFew(Held slice) {
    Measure none = Measure.undefined("too few rows to judge");
    return new ConfirmedSlice(
        slice.found,
        slice.here.rows(),
        none,
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        Verdict.TOO_FEW_ROWS,
        new SliceStory(on, level).tooFew(slice.found, slice.here.rows()));
  }
}
