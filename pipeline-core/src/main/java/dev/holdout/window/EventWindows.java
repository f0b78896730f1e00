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
import dev.holdout.table.Tables;
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

/**
 * Makes a dataset of windows from a dataset of readings.
 *
 * <p>A window's row, its key included, is a function of the readings in it and of those that decide
 * its label: whatever else comes in, it stays as it is. A window to learn from is left out, and
 * counted, while its label looks beyond the last reading of the table, or when a reading without a
 * label leaves it open.
 *
 * <p>Scans: one of time and entity, for the time of the last reading; one of the columns used, with
 * one shuffle, whose result is kept in Spark's storage until it is counted and written.
 */
public final class EventWindows {
  private final Tables tables;

  /** Windows of datasets in one workspace. */
  public EventWindows(Tables tables) {
    this.tables = tables;
  }

  /**
   * Writes the windows of one version of a dataset, replacing those of an earlier one.
   *
   * @param readings a dataset that was ingested
   * @param purpose what the windows are for
   * @param name the new table, such as {@code datasets/machines_windows}
   * @param key digest of what decides the rows
   * @param run the run that writes
   * @throws HoldoutException with {@link ErrorCode#CONFIGURATION} when the settings do not fit the
   *     columns, {@link ErrorCode#DATA_CONTRACT} when readings have no time or entity, {@link
   *     ErrorCode#DATA_INSUFFICIENT} when no window is left
   */
  public Windowing write(
      TableVersion readings, EventSpec spec, Purpose purpose, String name, String key, String run) {
    Dataset<Row> rows = tables.read(readings);
    WindowPlan plan = WindowPlan.of(rows.schema(), spec, purpose);
    Span span = span(readings, rows, plan);
    Dataset<Row> windows =
        new WindowRows(plan).of(rows, span.last()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Counts counts = counts(windows, plan);
      if (counts.made() == 0) {
        throw nothing(readings, plan, counts, span);
      }
      Dataset<Row> made =
          purpose == Purpose.LEARNING ? windows.filter(col(WindowRows.LACKS).isNull()) : windows;
      TableVersion dataset =
          tables.write(name, made.drop(WindowRows.LACKS), Tables.Mode.OVERWRITE, key, run);
      return new Windowing(
          dataset,
          spec,
          readings.rows(),
          counts.entities(),
          plan.time().text(span.first()),
          plan.time().text(span.last()),
          counts.made(),
          counts.positives(),
          counts.lacking(WindowRows.CENSORED),
          counts.lacking(WindowRows.UNLABELLED),
          counts.lacking(WindowRows.OPEN));
    } finally {
      windows.unpersist();
    }
  }

  private record Span(long first, long last) {}

  /** The first and the last reading; refuses readings that no window could hold. */
  private static Span span(TableVersion readings, Dataset<Row> rows, WindowPlan plan) {
    List<String> needed = new ArrayList<>(plan.spec().entity());
    List<Column> figures = new ArrayList<>();
    needed.forEach(column -> figures.add(count(Columns.named(column))));
    needed.add(plan.spec().time());
    figures.add(count(plan.micros()));
    figures.add(min(plan.micros()));
    figures.add(max(plan.micros()));
    Row row = rows.agg(count(lit(1)), figures.toArray(Column[]::new)).first();
    long all = row.getLong(0);
    for (int column = 0; column < needed.size(); column++) {
      long missing = all - row.getLong(column + 1);
      if (missing > 0) {
        throw new HoldoutException(
            ErrorCode.DATA_CONTRACT,
            String.format(
                Locale.ROOT,
                "Cannot make windows of %s: found no usable value in the column \"%s\" of %,d of %,d readings, expected"
                    + " one in each. Declare it `required: true` under `columns`, so that such readings go to"
                    + " quarantine.",
                readings.reference(),
                needed.get(column),
                missing,
                all));
      }
    }
    if (all == 0) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot make windows of "
              + readings.reference()
              + ": found no readings, expected some. Check the source.");
    }
    return new Span(row.getLong(needed.size() + 1), row.getLong(needed.size() + 2));
  }

  private record Counts(long made, long positives, long entities, Map<String, Long> lacking) {
    long lacking(String what) {
      return lacking.getOrDefault(what, 0L);
    }
  }

  private static Counts counts(Dataset<Row> windows, WindowPlan plan) {
    boolean learning = plan.purpose() == Purpose.LEARNING;
    Column positive = learning ? count_if(Columns.named(plan.spec().label().column())) : lit(0L);
    long made = 0;
    long positives = 0;
    Map<String, Long> lacking = new TreeMap<>();
    for (Row row :
        windows.groupBy(col(WindowRows.LACKS)).agg(count(lit(1)), positive).collectAsList()) {
      if (!row.isNullAt(0)) {
        lacking.put(row.getString(0), row.getLong(1));
      }
      if (row.isNullAt(0) || !learning) {
        made += row.getLong(1);
        positives += row.getLong(2);
      }
    }
    return new Counts(
        made,
        positives,
        windows.select(Columns.named(plan.spec().entityColumn())).distinct().count(),
        lacking);
  }

  private static HoldoutException nothing(
      TableVersion readings, WindowPlan plan, Counts counts, Span span) {
    return new HoldoutException(
        ErrorCode.DATA_INSUFFICIENT,
        String.format(
            Locale.ROOT,
            "Cannot make windows of %s: found no window with a known label among %,d (%,d whose label looks beyond the"
                + " last reading, %s; %,d with readings without a label in its time), expected some. Give more"
                + " readings, or a smaller windows.label.within or gap.",
            readings.reference(),
            counts.lacking(WindowRows.CENSORED) + counts.lacking(WindowRows.UNLABELLED),
            counts.lacking(WindowRows.CENSORED),
            plan.time().text(span.last()),
            counts.lacking(WindowRows.UNLABELLED)));
  }
}
