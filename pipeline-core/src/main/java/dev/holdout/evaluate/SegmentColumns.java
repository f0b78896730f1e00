package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * What divides the rows of a table into segments, as columns of text; null stays null, and NaN is
 * in no bin.
 *
 * <p>Cost: one query for all that are quantiles, none without. Their edges are values of the column
 * whose rank is within 10<sup>−5</sup> of the rows.
 */
public final class SegmentColumns {
  private static final int QUANTILE_ACCURACY = 100_000;

  private final Dataset<Row> table;
  private final Problems problems;
  private Dataset<Row> counted;
  private final List<String> notes = new ArrayList<>();

  SegmentColumns(Dataset<Row> table, Problems problems) {
    this.table = table;
    this.problems = problems;
    this.counted = table;
  }

  /**
   * The columns to store beside predictions, so that {@link EvaluationSpec#stored} finds its
   * segments there: under the segments' names, values as they are and bins as text.
   *
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  public static List<Column> of(EvaluationSpec spec, Dataset<Row> table) {
    Problems problems = new Problems();
    List<Column> texts = new SegmentColumns(table, problems).texts(spec.segments());
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot divide the rows into segments");
    List<Column> columns = new ArrayList<>();
    for (int at = 0; at < texts.size(); at++) {
      SegmentBy by = spec.segments().get(at);
      columns.add(
          by.kind() == SegmentBy.Kind.VALUES
              ? Columns.named(by.of())
              : texts.get(at).as(by.name()));
    }
    return columns;
  }

  /** What a reader must know of the segments of such rows: quantiles that are fewer than asked. */
  public static List<String> notes(EvaluationSpec spec, Dataset<Row> table) {
    SegmentColumns columns = new SegmentColumns(table, new Problems());
    columns.quantiles(spec.segments());
    return columns.notes();
  }

  /** Quantiles are those of these rows. */
  void counting(Dataset<Row> rows) {
    counted = rows;
  }

  /** The same of those made so far. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** In the order given; those that cannot be made are added to the problems. */
  List<Column> texts(List<SegmentBy> by) {
    List<SegmentBy> usable = by.stream().filter(this::isUsable).toList();
    List<List<Double>> quantiles = quantiles(usable);
    List<Column> texts = new ArrayList<>();
    int next = 0;
    for (SegmentBy one : usable) {
      texts.add(
          switch (one.kind()) {
            case VALUES -> Columns.named(one.of()).cast("string");
            case EXPRESSION -> expr(one.of()).cast("string");
            case BINS -> binned(one.of(), one.edges());
            case QUANTILES -> binned(one.of(), quantiles.get(next++));
          });
    }
    return texts;
  }

  private boolean isUsable(SegmentBy by) {
    return switch (by.kind()) {
      case VALUES -> isThere(by.of());
      case BINS, QUANTILES -> isNumber(by.of(), "what is divided into bins");
      case EXPRESSION -> SegmentTrial.resolve(table.sparkSession(), table.schema(), by, problems);
    };
  }

  private List<List<Double>> quantiles(List<SegmentBy> by) {
    List<SegmentBy> wanted =
        by.stream().filter(one -> one.kind() == SegmentBy.Kind.QUANTILES).toList();
    List<List<Double>> edges = new ArrayList<>();
    if (!wanted.isEmpty()) {
      Row found =
          counted
              .select(
                  Stream.concat(
                          wanted.stream().map(SegmentColumns::quantilesOf),
                          wanted.stream()
                              .flatMap(one -> Stream.of(min(number(one)), count(number(one)))))
                      .toArray(Column[]::new))
              .head();
      for (int at = 0; at < wanted.size(); at++) {
        if (found.isNullAt(at)) {
          edges.add(List.of());
          continue;
        }
        List<Double> own =
            found.<Double>getList(at).stream().filter(Double::isFinite).distinct().toList();
        edges.add(own);
        int more = wanted.size() + 2 * at;
        boolean below = !own.isEmpty() && found.getDouble(more) < own.get(0);
        noteFewer(
            wanted.get(at), Math.max(1, own.size() + (below ? 1 : 0)), found.getLong(more + 1));
      }
    }
    return edges;
  }

  /** One query more where values that are frequent leave fewer segments than were asked for. */
  private void noteFewer(SegmentBy by, int made, long rows) {
    if (made == by.quantiles()) {
      return;
    }
    Row most =
        counted
            .select(number(by).as("value"))
            .where(col("value").isNotNull())
            .groupBy("value")
            .count()
            .orderBy(col("count").desc(), col("value"))
            .head();
    notes.add(
        String.format(
            Locale.ROOT,
            "%s: %s of the %d quantiles asked for %s, since %s is the value of %.0f %% of the rows"
                + " (%,d of %,d).",
            by.name(),
            made == 1 ? "1 segment" : made + " segments",
            by.quantiles(),
            made == 1 ? "is made" : "are made",
            SegmentBy.number(most.getDouble(0)),
            100.0 * most.getLong(1) / rows,
            most.getLong(1),
            rows));
  }

  /** Its numbers; null where there is none. */
  private static Column number(SegmentBy by) {
    Column value = Columns.named(by.of()).cast("double");
    return when(isnan(value).equalTo(false), value);
  }

  private static Column quantilesOf(SegmentBy by) {
    Column[] shares = new Column[by.quantiles() - 1];
    for (int at = 0; at < shares.length; at++) {
      shares[at] = lit((at + 1.0) / by.quantiles());
    }
    return percentile_approx(number(by), array(shares), lit(QUANTILE_ACCURACY));
  }

  private static Column binned(String column, List<Double> edges) {
    Column value = Columns.named(column).cast("double");
    Column known = value.isNotNull().and(isnan(value).equalTo(false));
    if (edges.isEmpty()) {
      return when(known, lit("any number"));
    }
    List<String> names = SegmentBy.binNames(edges);
    Column name = when(known.equalTo(false), lit(null));
    for (int at = 0; at < edges.size(); at++) {
      name = name.when(value.lt(lit(edges.get(at))), lit(names.get(at)));
    }
    return name.otherwise(lit(names.get(edges.size())));
  }

  /** Whether there is one such column, of numbers or booleans. */
  boolean isNumber(String name, String what) {
    if (!isThere(name)) {
      return false;
    }
    DataType type = table.schema().apply(name).dataType();
    if (type instanceof NumericType || type instanceof BooleanType) {
      return true;
    }
    problems.add(
        "column \"" + name + "\"",
        "type " + type.simpleString(),
        "a number or a boolean",
        "Turn " + what + " into one first");
    return false;
  }

  /** Whether there is one such column. */
  boolean isThere(String name) {
    List<String> columns = Arrays.asList(table.columns());
    long found = columns.stream().filter(name::equals).count();
    if (found != 1) {
      problems.add(
          "column \"" + name + "\"",
          found == 0 ? "no such column" : found + " columns of that name",
          "one of " + (columns.size() > 10 ? columns.subList(0, 10) + " and others" : columns),
          "Correct the name");
    }
    return found == 1;
  }
}
