package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * The numbers of a row that decide its place. Hashes are XXH64 of (seed, purpose, value): the same
 * on every platform and under every partitioning.
 */
final class Numbers {
  private final SplitSpec spec;
  private final Optional<TimeAxis> axis;

  Numbers(SplitSpec spec, StructType schema) {
    this.spec = spec;
    this.axis = spec.time().map(time -> TimeAxis.of(time, schema, spec.zone()));
  }

  static Column label(LabelSpec label) {
    Column text = Columns.named(label.column()).cast("string");
    return when(text.isNull(), lit(null).cast("double"))
        .when(text.equalTo(label.positive()), lit(1.0))
        .otherwise(lit(0.0));
  }

  /** The axis of the schemes by time. */
  TimeAxis axis() {
    return axis.orElseThrow(() -> new IllegalStateException("no time"));
  }

  Column of(Place.Of number, String purpose) {
    return switch (number) {
      case ROW -> hash(purpose, col(Columns.SPLIT_UNIT));
      case GROUP -> group(purpose);
      case TIME -> axis().number();
      case PREPARED -> xxhash64(prepared());
    };
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
    return lower(trim(Columns.named(spec.test().column().orElseThrow()).cast("string")));
  }

  /** The group as text; null for rows without one. */
  Column groupText() {
    return Columns.named(spec.group().orElseThrow()).cast("string");
  }

  private Column group(String purpose) {
    return when(groupText().isNull(), hash(purpose + " without group", col(Columns.SPLIT_UNIT)))
        .otherwise(hash(purpose, groupText()));
  }

  private Column hash(String purpose, Column value) {
    return xxhash64(lit(spec.seed()), lit(purpose), value);
  }
}
