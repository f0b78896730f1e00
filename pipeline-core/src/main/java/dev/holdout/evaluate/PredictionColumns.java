package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import dev.holdout.stat.ClusterBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns of a table of predictions that an evaluation reads, under names of its own, so that
 * no name of a user's column can collide or need quoting later.
 */
final class PredictionColumns {
  static final String LABEL = "label";
  static final String WEIGHT = "weight";

  private final Dataset<Row> table;
  private final Problems problems = new Problems();
  private final SegmentColumns segments;
  private final List<Column> selected = new ArrayList<>();
  private boolean weighted;

  PredictionColumns(Dataset<Row> table) {
    this.table = table;
    this.segments = new SegmentColumns(table, problems);
  }

  /** Reads a column of numbers or booleans as a double. */
  PredictionColumns number(String name, String as) {
    if (segments.isNumber(name, "the " + as)) {
      if (as.equals(WEIGHT)) {
        weighted = true;
        segments.counting(table.where(isThere(Columns.named(name).cast("double"))));
      }
      selected.add(Columns.named(name).cast("double").as(as));
    }
    return this;
  }

  /** Reads a column of any type as text. */
  PredictionColumns text(String name, String as) {
    if (segments.isThere(name)) {
      selected.add(Columns.named(name).cast("string").as(as));
    }
    return this;
  }

  /** Reads a column of weights; without one, every row counts 1. */
  PredictionColumns weight(Optional<String> name) {
    return name.isPresent() ? number(name.get(), WEIGHT) : column(lit(1.0), WEIGHT);
  }

  /** Reads a column of numbers, or null for every row. */
  PredictionColumns numberOrNull(Optional<String> name, String as) {
    return name.isPresent() ? number(name.get(), as) : column(lit(null).cast("double"), as);
  }

  /** Demands that the table has the column. */
  PredictionColumns there(String name) {
    segments.isThere(name);
    return this;
  }

  /** Demands that the table has the column, with numbers. */
  PredictionColumns numbers(String name, String as) {
    segments.isNumber(name, "the " + as);
    return this;
  }

  /** Reads the bucket that what a row belongs to falls into, marked where it belongs to nothing. */
  PredictionColumns bucket(String name) {
    return bucket(name, monotonically_increasing_id());
  }

  /** The same where what belongs together anyway, such as a query, has a name of its own. */
  PredictionColumns bucket(String name, Column own) {
    if (segments.isThere(name)) {
      selected.add(ClusterBucket.marked(name, own).as("bucket"));
    }
    return this;
  }

  /** Reads an expression over the table's columns. */
  PredictionColumns column(Column expression, String as) {
    selected.add(expression.as(as));
    return this;
  }

  /** How many columns are read so far. */
  int size() {
    return selected.size();
  }

  /** Reads what divides the rows as text, in order. */
  PredictionColumns segments(List<SegmentBy> by) {
    List<Column> texts = segments.texts(by);
    for (int at = 0; at < texts.size(); at++) {
      selected.add(texts.get(at).as("segment" + at));
    }
    return this;
  }

  /** What a reader must know of the segments. */
  List<String> notes() {
    return segments.notes();
  }

  /**
   * The rows with these columns alone; those of weight 0 are as good as absent.
   *
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  Dataset<Row> rows() {
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot evaluate the predictions");
    Dataset<Row> rows = table.select(selected.toArray(Column[]::new));
    return weighted ? rows.where(isThere(col(WEIGHT))) : rows;
  }

  private static Column isThere(Column weight) {
    return weight.isNull().or(weight.notEqual(0));
  }

  /** Throws when rows were met whose label is no label. */
  static void refuseOtherLabels(ScoreCounts counts, String label) {
    if (counts.omitted().withOtherLabel() > 0) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          String.format(
              Locale.ROOT,
              "Cannot evaluate the predictions: found %,d rows whose \"%s\" is neither 0 nor 1,"
                  + " expected 0, 1 or null. Turn the label into whether it is the positive class.",
              counts.omitted().withOtherLabel(),
              label));
    }
  }
}
