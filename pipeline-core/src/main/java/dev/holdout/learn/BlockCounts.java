package dev.holdout.learn;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import dev.holdout.split.Fold;
import dev.holdout.split.Training;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows of each block of Training, and of each class in it: one scan of two columns.
 *
 * @param byBlock block → count
 * @param all of all rows; in repeats of k-fold each row is in several blocks
 */
public record BlockCounts(SortedMap<Integer, Count> byBlock, Count all) {
  public BlockCounts {
    byBlock = Collections.unmodifiableSortedMap(new TreeMap<>(byBlock));
  }

  /**
   * Rows, and those of each class.
   *
   * @param ofClass rows by the number of the class; empty where labels are numbers
   */
  public record Count(long rows, List<Long> ofClass) {
    private static final int POSITIVE = 1;

    public Count {
      ofClass = List.copyOf(ofClass);
    }

    static Count none(Target target) {
      return new Count(0, Collections.nCopies(target.classes(), 0L));
    }

    Count plus(Count other) {
      return new Count(
          rows + other.rows,
          IntStream.range(0, ofClass.size())
              .mapToObj(at -> ofClass.get(at) + other.ofClass.get(at))
              .toList());
    }

    /** Rows whose label is positive, of two classes. */
    public long positives() {
      return ofClass.get(POSITIVE);
    }

    /** Share of positives. */
    public double share() {
      return (double) positives() / rows;
    }
  }

  /** Counts rows of two classes; one Spark job. */
  static BlockCounts of(Training training) {
    return of(training, Target.BINARY);
  }

  /** Counts; one Spark job. */
  static BlockCounts of(Training training, Target target) {
    boolean numbers = target.task() == Task.REGRESSION;
    SortedMap<Integer, Count> byBlock = new TreeMap<>();
    Count all = Count.none(target);
    Column[] layers = training.blockColumns().stream().map(functions::col).toArray(Column[]::new);
    for (Row row :
        training
            .rows()
            .select(
                (numbers ? lit(0.0) : col(Columns.LABEL)).as(Columns.LABEL),
                posexplode(array(layers)))
            .groupBy("pos", "col", Columns.LABEL)
            .agg(count(lit(1)))
            .collectAsList()) {
      List<Long> ofClass = new ArrayList<>(Count.none(target).ofClass());
      if (!numbers && !row.isNullAt(2)) {
        ofClass.set((int) row.getDouble(2), row.getLong(3));
      }
      Count count = new Count(row.getLong(3), ofClass);
      byBlock.merge(row.getInt(1), count, Count::plus);
      all = row.getInt(0) == 0 ? all.plus(count) : all;
    }
    return new BlockCounts(byBlock, all);
  }

  /** What a fold trains on. */
  public Count training(Fold fold) {
    return in(fold.training());
  }

  /** What a fold validates on. */
  public Count validation(Fold fold) {
    return in(fold.validation());
  }

  /** Refuses training rows without some class: there is nothing to tell it by. */
  static void refuseMissingClass(Count count, String what) {
    if (count.ofClass.contains(0L)) {
      boolean two = count.ofClass.size() == 2;
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot fit on "
              + what
              + ": found "
              + count.rows
              + " rows, "
              + (two
                  ? count.positives() + " of them positive, expected rows of both classes."
                  : "none of them of class number "
                      + count.ofClass.indexOf(0L)
                      + ", expected rows of every class.")
              + " Use fewer folds or more rows.");
    }
  }

  private Count in(SortedSet<Integer> blocks) {
    Count none = new Count(0, Collections.nCopies(all.ofClass.size(), 0L));
    return blocks.stream()
        .map(block -> byBlock.getOrDefault(block, none))
        .reduce(none, Count::plus);
  }
}
