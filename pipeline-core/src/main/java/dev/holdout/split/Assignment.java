package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stored assignment: {@code _row_key}, {@code partition} ({@code training}, {@code test} or
 * {@code neither}), {@code _block} (with {@code _block_1}, … for repeats; null outside Training),
 * {@code _label}; with a time {@code _time}, the row's place on its axis; where shares are exact
 * {@code _unit}, which tells the row or group again.
 */
public final class Assignment {
  /** Which partition a row is in. */
  public static final String PARTITION = "partition";

  /** The row's place on the time axis. */
  public static final String TIME = "_time";

  /** Tells a row or group again, where shares are exact. */
  public static final String UNIT = "_unit";

  private static final Map<Integer, String> NAMES =
      new TreeMap<>(
          Map.of(
              TestScheme.TRAINING, "training",
              TestScheme.TEST, "test",
              TestScheme.NEITHER, "neither"));

  private Assignment() {}

  static String name(int partition) {
    return NAMES.getOrDefault(partition, "");
  }

  /** Rows with the place that an earlier version of the table gave them, null for new ones. */
  static Dataset<Row> recall(Dataset<Row> rows, Numbers numbers, Dataset<Row> stored) {
    Dataset<Row> known =
        stored
            .select(
                col(UNIT),
                col(PARTITION)
                    .equalTo(NAMES.get(TestScheme.TEST))
                    .cast("int")
                    .as(ExactShare.STORED))
            .groupBy(UNIT)
            .agg(max(ExactShare.STORED).as(ExactShare.STORED));
    return rows.withColumn(UNIT, unit(numbers)).join(known, new String[] {UNIT}, "left").drop(UNIT);
  }

  /** The assignment of rows that have their partition and, as lazily as they, their blocks. */
  static Dataset<Row> of(
      Dataset<Row> rows, SplitPlan plan, Numbers numbers, Column partition, LabelSpec label) {
    Column name = lit(null).cast("string");
    for (Map.Entry<Integer, String> entry : NAMES.entrySet()) {
      name = when(partition.equalTo(entry.getKey()), entry.getValue()).otherwise(name);
    }
    List<Column> selected = new ArrayList<>();
    selected.add(col(Columns.ROW_KEY));
    selected.add(name.as(PARTITION));
    for (int layer = 0; layer < plan.layers().size(); layer++) {
      selected.add(
          when(partition.equalTo(TestScheme.TRAINING), plan.layers().get(layer).column(numbers))
              .as(Columns.block(layer)));
    }
    selected.add(Numbers.label(label).as(Columns.LABEL));
    if (plan.spec().time().isPresent()) {
      selected.add(numbers.of(Place.Of.TIME, "").as(TIME));
    }
    if (plan.spec().test().exact()) {
      selected.add(unit(numbers).as(UNIT));
    }
    return rows.select(selected.toArray(Column[]::new));
  }

  private static Column unit(Numbers numbers) {
    return numbers.of(numbers.unit(), RandomTest.PURPOSE);
  }

  /** What each fold does with each row: {@code fold_0}, … beside the assignment's columns. */
  public static Dataset<Row> withFoldRoles(Dataset<Row> assignment, FoldPlan plan) {
    List<Column> selected = new ArrayList<>();
    selected.add(col("*"));
    for (Fold fold : plan.folds()) {
      Column block = col(Columns.block(fold.layer()));
      selected.add(
          when(block.isInCollection(fold.training()), "training")
              .when(block.isInCollection(fold.validation()), "validation")
              .otherwise("none")
              .as("fold_" + fold.index()));
    }
    return assignment.select(selected.toArray(Column[]::new));
  }
}
