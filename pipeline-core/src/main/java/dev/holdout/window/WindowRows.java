package dev.holdout.window;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.ColumnType;
import dev.holdout.contract.Columns;
import dev.holdout.contract.RowKeys;
import dev.holdout.window.WindowPlan.Aggregated;
import dev.holdout.window.WindowPlan.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Readings to windows: each reading goes to the windows that it is in and to those whose label it
 * decides, at most {@value EventSpec#MOST_WINDOWS} of either; the rows of one window then meet in
 * one place.
 *
 * <p>Cost: one scan of the columns that are used, one shuffle of (readings × windows that each is
 * in), one sort within partitions that spills to disk.
 */
final class WindowRows {
  /** What a window lacks for learning; null when it lacks nothing. */
  static final String LACKS = "_lacks";

  /** Its label looks beyond the last reading. */
  static final String CENSORED = "censored";

  /** A reading in its label's time has no label. */
  static final String UNLABELLED = "unlabelled";

  /** To be scored, it closes after the last reading. */
  static final String OPEN = "open";

  private static final String START = "start";
  private static final String UNIT = "unit";
  private static final String AT = "at";
  private static final String KEY = "key";
  private static final String POSITIVE = "positive";
  private static final String COUNT = "count";

  private final WindowPlan plan;
  private final long length;
  private final long step;

  WindowRows(WindowPlan plan) {
    this.plan = plan;
    this.length = micros(plan.spec().length());
    this.step = micros(plan.spec().step());
  }

  static long micros(Duration duration) {
    return duration.toSeconds() * EventTime.MICROS_OF_SECOND;
  }

  /**
   * The windows that have readings, as the dataset holds them, and {@link #LACKS}.
   *
   * @param readings a dataset, each with a time and an entity
   * @param end the time of the last reading in microseconds
   */
  Dataset<Row> of(Dataset<Row> readings, long end) {
    int entity = plan.entity().size();
    List<Aggregated> columns = new ArrayList<>(plan.columns());
    Dataset<Row> folded =
        contributions(readings)
            .repartition(col(START), col(UNIT))
            .sortWithinPartitions(START, UNIT, AT, KEY)
            .drop(KEY)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> new WindowFold(rows, entity, columns),
                Encoders.row(foldedSchema()));
    return dataset(folded, end);
  }

  /** One row for each reading and window that it is in or whose label it decides. */
  private Dataset<Row> contributions(Dataset<Row> readings) {
    boolean learning = plan.purpose() == Purpose.LEARNING;
    List<Column> selected = new ArrayList<>();
    selected.add(plan.entityText().as(UNIT));
    selected.add(plan.micros().as(AT));
    selected.add(col(Columns.ROW_KEY).as(KEY));
    selected.add((learning ? plan.positive() : lit(false)).as(POSITIVE));
    for (int column = 0; column < plan.entity().size(); column++) {
      selected.add(Columns.named(plan.entity().get(column).name()).as(entity(column)));
    }
    for (int column = 0; column < plan.columns().size(); column++) {
      selected.add(plan.value(plan.columns().get(column)).as(value(column)));
    }
    Column starts = startsAround(lit(0L), length);
    if (learning) {
      long gap = micros(plan.spec().label().gap());
      long within = micros(plan.spec().label().within());
      Column telling = coalesce(col(POSITIVE), lit(true));
      starts =
          when(telling, concat(startsAround(lit(length + gap), within), starts)).otherwise(starts);
    }
    Dataset<Row> exploded =
        readings
            .select(selected.toArray(Column[]::new))
            .select(col("*"), explode(starts).as(START));
    Column inside = col(START).gt(col(AT).minus(length));
    List<Column> contributed = new ArrayList<>();
    contributed.add(col(START));
    contributed.add(col(UNIT));
    contributed.add(col(AT));
    contributed.add(inside.as("inside"));
    contributed.add(col(POSITIVE));
    for (int column = 0; column < plan.entity().size(); column++) {
      contributed.add(col(entity(column)));
    }
    for (int column = 0; column < plan.columns().size(); column++) {
      contributed.add(when(inside, col(value(column))).as(value(column)));
    }
    contributed.add(col(KEY));
    return exploded.select(contributed.toArray(Column[]::new));
  }

  /** The starts of windows after {@code at − back − width}, up to {@code at − back}. */
  private Column startsAround(Column back, long width) {
    Column until = col(AT).minus(back);
    Column last = until.minus(pmod(until, lit(step)));
    Column before = until.minus(width);
    Column first = before.minus(pmod(before, lit(step))).plus(step);
    return when(first.leq(last), sequence(first, last, lit(step)))
        .otherwise(array().cast("array<bigint>"));
  }

  private StructType foldedSchema() {
    StructType schema = new StructType();
    for (int column = 0; column < plan.entity().size(); column++) {
      schema = schema.add(entity(column), plan.entity().get(column).dataType());
    }
    schema = schema.add(START, DataTypes.LongType).add(COUNT, DataTypes.LongType);
    for (int column = 0; column < plan.columns().size(); column++) {
      Aggregated planned = plan.columns().get(column);
      for (Aggregate aggregate : planned.aggregates()) {
        schema =
            schema.add(
                figure(column, aggregate),
                switch (aggregate) {
                  case MIN, MAX, LAST -> planned.kind().travelType();
                  case MEAN, SD, SLOPE, SHARE, DISTINCT -> planned.kind().typeOf(aggregate);
                });
      }
    }
    return schema.add(POSITIVE, DataTypes.BooleanType);
  }

  private Dataset<Row> dataset(Dataset<Row> folded, long end) {
    Column close = col(START).plus(length);
    List<Column> selected = new ArrayList<>();
    List<ColumnSpec> specs = new ArrayList<>();
    List<Column> key = new ArrayList<>();
    for (int column = 0; column < plan.entity().size(); column++) {
      String name = plan.entity().get(column).name();
      selected.add(col(entity(column)).as(name));
      specs.add(ColumnSpec.of(name, ColumnType.STRING));
      key.add(col(entity(column)));
    }
    if (plan.entity().size() > 1) {
      selected.add(new RowKeys(specs, plan.spec().entity()).unit(key).as(EventSpec.ENTITY));
    }
    selected.add(plan.time().fromMicros(col(START)).as(EventSpec.START));
    selected.add(plan.time().fromMicros(close).as(EventSpec.CLOSE));
    selected.add(col(COUNT).as(EventSpec.COUNT));
    for (int column = 0; column < plan.columns().size(); column++) {
      Aggregated planned = plan.columns().get(column);
      for (Aggregate aggregate : planned.aggregates()) {
        Column figure = col(figure(column, aggregate));
        selected.add(
            switch (aggregate) {
              case MIN, MAX, LAST -> planned.kind().arrive(figure).as(planned.name(aggregate));
              case MEAN, SD, SLOPE, SHARE, DISTINCT -> figure.as(planned.name(aggregate));
            });
      }
    }
    if (plan.purpose() == Purpose.LEARNING) {
      selected.add(col(POSITIVE).as(plan.spec().label().column()));
    }
    specs.add(ColumnSpec.of(EventSpec.CLOSE, plan.time().columnType()));
    key.add(plan.time().fromMicros(close));
    Column unit = new RowKeys(specs, plan.spec().key()).unit(key);
    selected.add(unit.as(Columns.ROW_KEY));
    selected.add(unit.as(Columns.SPLIT_UNIT));
    selected.add(lacks(close, end).as(LACKS));
    return folded.select(selected.toArray(Column[]::new));
  }

  private Column lacks(Column close, long end) {
    if (plan.purpose() == Purpose.SCORING) {
      return when(close.gt(end), lit(OPEN));
    }
    return when(close.plus(micros(plan.spec().label().horizon())).gt(end), lit(CENSORED))
        .when(col(POSITIVE).isNull(), lit(UNLABELLED));
  }

  private static String entity(int column) {
    return "e" + column;
  }

  private static String value(int column) {
    return "v" + column;
  }

  private static String figure(int column, Aggregate aggregate) {
    return "f" + column + "_" + aggregate;
  }
}
