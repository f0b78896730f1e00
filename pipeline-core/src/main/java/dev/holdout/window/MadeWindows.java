package dev.holdout.window;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import dev.holdout.window.WindowPlan.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Windows that were made and counted; kept in Spark's storage until closed. */
final class MadeWindows implements AutoCloseable {
  private final WindowPlan plan;
  private final Span span;
  private final Dataset<Row> all;
  private final Counts counts;

  private MadeWindows(WindowPlan plan, Span span, Dataset<Row> all, Counts counts) {
    this.plan = plan;
    this.span = span;
    this.all = all;
    this.counts = counts;
  }

  /**
   * Makes windows.
   *
   * @param readings with the columns of a dataset
   * @param reference what messages call them
   */
  static MadeWindows of(Dataset<Row> readings, String reference, EventSpec spec, Purpose purpose) {
    WindowPlan plan = WindowPlan.of(readings.schema(), spec, purpose);
    Span span = Span.of(readings, reference, plan);
    Dataset<Row> windows =
        new WindowRows(plan).of(readings, span.last()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      MadeWindows made = new MadeWindows(plan, span, windows, Counts.of(windows, plan));
      made.refuseNone(reference);
      return made;
    } catch (RuntimeException failure) {
      windows.unpersist();
      throw failure;
    }
  }

  /** The windows that are fit for their purpose. */
  Dataset<Row> dataset() {
    return (plan.purpose() == Purpose.LEARNING ? all.filter(col(WindowRows.LACKS).isNull()) : all)
        .drop(WindowRows.LACKS);
  }

  /** What there is to tell, once they stand in a table. */
  Windowing windowing(TableVersion dataset) {
    return new Windowing(
        dataset,
        plan.spec(),
        span.readings(),
        counts.entities(),
        plan.time().text(span.first()),
        plan.time().text(span.last()),
        counts.made(),
        counts.positives(),
        counts.lacking(WindowRows.CENSORED),
        counts.lacking(WindowRows.UNLABELLED),
        counts.lacking(WindowRows.OPEN));
  }

  @Override
  public void close() {
    all.unpersist();
  }

  private void refuseNone(String reference) {
    if (counts.made() == 0) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              Locale.ROOT,
              "Cannot make windows of %s: found no window with a known label among %,d (%,d whose label looks beyond"
                  + " the last reading, %s; %,d with readings without a label in its time), expected some. Give more"
                  + " readings, or a smaller windows.label.within or gap.",
              reference,
              counts.lacking(WindowRows.CENSORED) + counts.lacking(WindowRows.UNLABELLED),
              counts.lacking(WindowRows.CENSORED),
              plan.time().text(span.last()),
              counts.lacking(WindowRows.UNLABELLED)));
    }
  }

  /** How many readings there are, and the times of the first and the last in microseconds. */
  private record Span(long readings, long first, long last) {
    /** Refuses readings that no window could hold. */
    static Span of(Dataset<Row> readings, String reference, WindowPlan plan) {
      List<String> needed = new ArrayList<>(plan.spec().entity());
      List<Column> figures = new ArrayList<>();
      needed.forEach(column -> figures.add(count(Columns.named(column))));
      needed.add(plan.spec().time());
      figures.add(count(plan.micros()));
      figures.add(min(plan.micros()));
      figures.add(max(plan.micros()));
      Row row = readings.agg(count(lit(1)), figures.toArray(Column[]::new)).first();
      long all = row.getLong(0);
      for (int column = 0; column < needed.size(); column++) {
        long missing = all - row.getLong(column + 1);
        if (missing > 0) {
          throw new HoldoutException(
              ErrorCode.DATA_CONTRACT,
              String.format(
                  Locale.ROOT,
                  "Cannot make windows of %s: found no usable value in the column \"%s\" of %,d of %,d readings,"
                      + " expected one in each. Declare it `required: true` under `columns`, so that such readings go"
                      + " to quarantine.",
                  reference,
                  needed.get(column),
                  missing,
                  all));
        }
      }
      if (all == 0) {
        throw new HoldoutException(
            ErrorCode.DATA_INSUFFICIENT,
            "Cannot make windows of "
                + reference
                + ": found no readings, expected some. Check the source.");
      }
      return new Span(all, row.getLong(needed.size() + 1), row.getLong(needed.size() + 2));
    }
  }

  /** Windows by what they lack; one pass over them. */
  private record Counts(long made, long positives, long entities, Map<String, Long> lacking) {
    static Counts of(Dataset<Row> windows, WindowPlan plan) {
      boolean learning = plan.purpose() == Purpose.LEARNING;
      Column positive = learning ? Columns.named(plan.spec().label().column()) : lit(false);
      long made = 0;
      long positives = 0;
      Map<String, Long> lacking = new TreeMap<>();
      for (Row row :
          windows
              .groupBy(col(WindowRows.LACKS))
              .agg(count(lit(1)), count_if(positive))
              .collectAsList()) {
        if (!row.isNullAt(0)) {
          lacking.put(row.getString(0), row.getLong(1));
        }
        if (row.isNullAt(0) || !learning) {
          made += row.getLong(1);
          positives += row.getLong(2);
        }
      }
      Column entity = Columns.named(plan.spec().entityColumn());
      return new Counts(made, positives, windows.select(entity).distinct().count(), lacking);
    }

    long lacking(String what) {
      return lacking.getOrDefault(what, 0L);
    }
  }
}
