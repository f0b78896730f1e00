package dev.holdout.split;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Blanks;
import dev.holdout.contract.Columns;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * The numbers of a row that decide its place. Hashes are XXH64 of (seed, purpose, value): the same
 * on every platform and under every partitioning.
 */
final class Numbers {
  private static final String TIME_OF_GROUP = "time of group";

  private final SplitSpec spec;
  private final Optional<TimeAxis> axis;
  private final Column row;

  /** Numbers of rows that have keys. */
  Numbers(SplitSpec spec, StructType schema) {
    this(spec, schema, Optional.empty());
  }

  /**
   * Numbers.
   *
   * @param repeated how rows that are equal in every column are placed, where there may be any
   */
  Numbers(SplitSpec spec, StructType schema, Optional<RepeatedRows> repeated) {
    this.spec = spec;
    // Equal rows share a unit; their keys end in the number of the occurrence.
    this.row =
        col(
            repeated.equals(Optional.of(RepeatedRows.SPREAD))
                ? Columns.ROW_KEY
                : Columns.SPLIT_UNIT);
    this.axis = spec.time().map(time -> TimeAxis.of(time, schema, spec.zone()));
  }

  /**
   * The label as a number: 1 for the positive class and 0 for any other value; the number of the
   * class; or the value itself. Null for rows without a value, for values that are none of the
   * classes and for numbers that are not finite.
   */
  static Column label(LabelSpec label) {
    Column value = Columns.named(label.column());
    return switch (label.task()) {
      case BINARY, MULTICLASS -> label.encoding().number(value);
      case REGRESSION -> {
        Column number = value.cast("double");
        // Spark sorts NaN above infinity.
        yield when(abs(number).lt(lit(Double.POSITIVE_INFINITY)), number);
      }
    };
  }

  /** The class by which rows are spread evenly; 0 for all rows whose label is a number. */
  static Column labelClass(LabelSpec label) {
    Column number = label(label);
    return label.task() == Task.REGRESSION ? when(number.isNotNull(), lit(0.0)) : number;
  }

  /** The number of the row's class, as a stratum. */
  static Column classNumber() {
    return col(Columns.LABEL).cast("long");
  }

  /** The axis of the schemes by time. */
  TimeAxis axis() {
    return axis.orElseThrow(() -> new IllegalStateException("no time"));
  }

  Column of(Place.Of number, String purpose) {
    return switch (number) {
      case ROW, ROW_OF_CLASS -> hash(purpose, row);
      case GROUP -> group(purpose);
      case TIME, GROUP_TIME -> axis().number();
      case PREPARED -> xxhash64(prepared());
    };
  }

  /** What decides places by time: with groups, no group is in two of them. */
  Place.Of time() {
    return spec.groupedInTime() ? Place.Of.GROUP_TIME : Place.Of.TIME;
  }

  /**
   * Rows with the time of the last row of their group, where places depend on it. Rows go to where
   * their group is, in one shuffle.
   */
  Dataset<Row> withGroupTime(Dataset<Row> rows) {
    return spec.groupedInTime()
        ? rows.withColumn(
            Columns.GROUP_TIME, max(axis().number()).over(Window.partitionBy(group(TIME_OF_GROUP))))
        : rows;
  }

  /** What decides places when nothing else is said: the group where there is one, or the row. */
  Place.Of unit() {
    return spec.group().isPresent() ? Place.Of.GROUP : Place.Of.ROW;
  }

  /** The label with the columns to stratify by, as one number. */
  Column stratum() {
    List<Column> parts = new ArrayList<>();
    parts.add(col(Columns.LABEL));
    for (String column : spec.stratify()) {
      parts.add(Columns.named(column).cast("string"));
      parts.add(Columns.named(column).isNull());
    }
    return xxhash64(parts.toArray(Column[]::new));
  }

  /** The value of the column that holds prepared partitions, without regard to case and blanks. */
  Column prepared() {
    return Columns.lowered(trim(Columns.named(spec.test().column().orElseThrow()).cast("string")));
  }

  /** The group as text, without the blanks around it; null for rows without one. */
  Column groupText() {
    return Blanks.trimmed(Columns.named(spec.group().orElseThrow()).cast("string"));
  }

  private Column group(String purpose) {
    return when(groupText().isNull(), hash(purpose + " without group", row))
        .otherwise(hash(purpose, groupText()));
  }

  private Column hash(String purpose, Column value) {
    return xxhash64(lit(spec.seed()), lit(purpose), value);
  }
}
