package dev.holdout.window;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.lineage.TableVersion;
import dev.holdout.window.EventSpec.EventLabel;
import dev.holdout.window.WindowPlan.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Small tables of readings, and their windows. */
final class GivenReadings {
  private GivenReadings() {}

  /** Windows of the entity {@code machine}, labelled by {@code broken = yes}. */
  static EventSpec spec(String time, String length, String step, String within, String gap) {
    return new EventSpec(
        List.of("machine"),
        time,
        Duration.parse(length),
        Duration.parse(step),
        List.of(Aggregate.values()),
        Map.of(),
        new EventLabel("broken", "yes", Duration.parse(within), Duration.parse(gap)));
  }

  /** A schema of names and types with the columns that an ingest adds. */
  static StructType schema(Map<String, DataType> columns) {
    StructType schema = new StructType();
    for (Map.Entry<String, DataType> column : columns.entrySet()) {
      schema = schema.add(column.getKey(), column.getValue());
    }
    return schema.add(Columns.ROW_KEY, "string").add(Columns.SPLIT_UNIT, "string");
  }

  /** A table of readings, each of which begins with its row key. */
  static Dataset<Row> table(StructType schema, List<@Nullable Object[]> readings, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (@Nullable Object[] reading : readings) {
      List<@Nullable Object> row = new ArrayList<>(Arrays.asList(reading));
      Object key = row.remove(0);
      row.add(key);
      row.add(key);
      rows.add(RowFactory.create(row.toArray()));
    }
    return TestSession.spark().createDataFrame(rows, schema).repartition(partitions);
  }

  /**
   * What readings became.
   *
   * @param columns of the windows
   * @param rows in the order of their keys
   */
  record Made(List<String> columns, List<Row> rows, Windowing windowing) {
    /** Some columns of each row, as text. */
    List<String> shown(String... names) {
      return rows.stream()
          .map(row -> Arrays.stream(names).map(name -> row.<Object>getAs(name)).toList().toString())
          .toList();
    }
  }

  static Made windows(Dataset<Row> readings, EventSpec spec, Purpose purpose) {
    try (MadeWindows made = MadeWindows.of(readings, "datasets/m@0", spec, purpose)) {
      List<Row> rows = new ArrayList<>(made.dataset().collectAsList());
      rows.sort(
          Comparator.<Row, Comparable<Object>>comparing(row -> row.getAs(EventSpec.CLOSE))
              .thenComparing(row -> row.<String>getAs(Columns.ROW_KEY)));
      return new Made(
          List.of(made.dataset().columns()),
          rows,
          made.windowing(new TableVersion("datasets/m_windows", 0, rows.size(), "")));
    }
  }
}
