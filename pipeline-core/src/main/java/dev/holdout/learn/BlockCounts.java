package dev.holdout.learn;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sum;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.Fold;
import dev.holdout.split.Training;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows and positives of each block of Training: one scan of two columns.
 *
 * @param byBlock block → count
 * @param all of all rows; in repeats of k-fold each row is in several blocks
 */
public record BlockCounts(SortedMap<Integer, Count> byBlock, Count all) {
  public BlockCounts {
    byBlock = Collections.unmodifiableSortedMap(new TreeMap<>(byBlock));
  }

  /** Rows, and those of them whose label is positive. */
  public record Count(long rows, long positives) {
    Count plus(Count other) {
      return new Count(rows + other.rows, positives + other.positives);
    }

    /** Share of positives. */
    public double share() {
      return (double) positives / rows;
    }
  }

  /** Counts; one Spark job. */
  static BlockCounts of(Training training) {
    SortedMap<Integer, Count> byBlock = new TreeMap<>();
    Count all = new Count(0, 0);
    Column[] layers = training.blockColumns().stream().map(functions::col).toArray(Column[]::new);
    for (Row row :
        training
            .rows()
            .select(col(Columns.LABEL), posexplode(array(layers)))
            .groupBy("pos", "col")
            .agg(count(lit(1)), coalesce(sum(col(Columns.LABEL)), lit(0.0)))
            .collectAsList()) {
      Count count = new Count(row.getLong(2), Math.round(row.getDouble(3)));
      byBlock.put(row.getInt(1), count);
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

  /** Refuses training rows of one class only: there is nothing to tell apart. */
  static void refuseOneClass(Count count, String what) {
    if (count.positives == 0 || count.positives == count.rows) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot fit on "
              + what
              + ": found "
              + count.rows
              + " rows, "
              + count.positives
              + " of them positive, expected rows of both classes. Use fewer folds or more rows.");
    }
  }

  private Count in(SortedSet<Integer> blocks) {
    return blocks.stream()
        .map(block -> byBlock.getOrDefault(block, new Count(0, 0)))
        .reduce(new Count(0, 0), Count::plus);
  }
}
