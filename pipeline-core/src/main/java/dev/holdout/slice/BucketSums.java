package dev.holdout.slice;

import dev.holdout.measure.DesignEffect;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * What is known of the errors of some rows, by the buckets that their clusters fall into; of
 * independent rows one holds all.
 *
 * @param buckets in the order given, also those without rows
 * @param zeroOne whether errors are 0 or 1
 */
record BucketSums(List<Sums> buckets, boolean zeroOne) {
  /** So many numbers stand in a row. */
  static final int SUMS = 4;

  /**
   * Sums about a number near the mean, whose squares lose nothing.
   *
   * @param errors their sum
   * @param apart sum of the differences from that number
   * @param squares sum of their squares
   */
  record Sums(long rows, double errors, double apart, double squares) {
    private static final Sums NONE = new Sums(0, 0, 0, 0);

    private static Sums of(Row row, int at) {
      return row.getLong(at) == 0
          ? NONE
          : new Sums(
              row.getLong(at), row.getDouble(at + 1), row.getDouble(at + 2), row.getDouble(at + 3));
    }

    private Sums plus(Sums other) {
      return new Sums(
          rows + other.rows, errors + other.errors, apart + other.apart, squares + other.squares);
    }

    private Sums less(Sums part) {
      return new Sums(
          rows - part.rows, errors - part.errors, apart - part.apart, squares - part.squares);
    }
  }

  /**
   * Of rows of sums, one for each bucket.
   *
   * @param at where they stand
   */
  static BucketSums of(List<Row> buckets, int at, boolean zeroOne) {
    return new BucketSums(buckets.stream().map(row -> Sums.of(row, at)).toList(), zeroOne);
  }

  /** All rows but these. */
  BucketSums less(BucketSums part) {
    List<Sums> rest = new ArrayList<>();
    for (int at = 0; at < buckets.size(); at++) {
      rest.add(buckets.get(at).less(part.buckets.get(at)));
    }
    return new BucketSums(rest, zeroOne);
  }

  long rows() {
    return total().rows;
  }

  /** Buckets that have rows. */
  int size() {
    return (int) buckets.stream().filter(bucket -> bucket.rows > 0).count();
  }

  /** All buckets together. */
  ErrorSums all() {
    Sums all = total();
    return new ErrorSums(
        all.rows,
        all.errors,
        all.rows == 0 ? 0 : Math.max(0, all.squares - all.apart * all.apart / all.rows),
        zeroOne);
  }

  /** The mean with intervals that allow for clusters. */
  Estimate clustered(Estimate independent) {
    return stretched(independent, rows(), this::meanWithout, buckets);
  }

  /** This mean minus that of the rest, with intervals that allow for clusters with rows in both. */
  Estimate clustered(Estimate independent, BucketSums rest) {
    List<Sums> either = new ArrayList<>();
    for (int at = 0; at < buckets.size(); at++) {
      either.add(buckets.get(at).plus(rest.buckets.get(at)));
    }
    return stretched(
        independent,
        rows() + rest.rows(),
        at -> meanWithout(at).less(rest.meanWithout(at)),
        either);
  }

  private static Estimate stretched(
      Estimate independent, long rows, IntFunction<Measure> without, List<Sums> buckets) {
    List<Measure> figures =
        IntStream.range(0, buckets.size())
            .filter(at -> buckets.get(at).rows > 0)
            .mapToObj(without)
            .toList();
    return DesignEffect.of(independent, figures, (double) rows)
        .map(effect -> effect.stretched(independent))
        .orElse(independent);
  }

  private Measure meanWithout(int bucket) {
    Sums left = total().less(buckets.get(bucket));
    return left.rows == 0 ? Measure.undefined("no rows") : Measure.of(left.errors / left.rows);
  }

  private Sums total() {
    return buckets.stream().reduce(Sums.NONE, Sums::plus);
  }
}
