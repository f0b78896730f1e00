package dev.holdout.window;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import dev.holdout.window.EventSpec.EventLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Small tables of readings as datasets, and their windows. */
final class GivenReadings {
  static final String TABLE = "datasets/m";
  private final Tables tables;
  private int writes;

  GivenReadings(Path folder) {
    this.tables = new Tables(TestSession.spark(), folder.toString(), 365);
  }

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

  /** Writes readings, whose row key is the first value and no column of its own. */
  TableVersion write(StructType schema, List<@Nullable Object[]> readings, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (@Nullable Object[] reading : readings) {
      List<@Nullable Object> row = new ArrayList<>(Arrays.asList(reading));
      Object key = row.remove(0);
      row.add(key);
      row.add(key);
      rows.add(RowFactory.create(row.toArray()));
    }
    Dataset<Row> table = TestSession.spark().createDataFrame(rows, schema).repartition(partitions);
    return tables.write(TABLE, table, Tables.Mode.OVERWRITE, "readings" + writes++, "run");
  }

  Windowing windows(TableVersion readings, EventSpec spec, WindowPlan.Purpose purpose) {
    return new EventWindows(tables)
        .write(readings, spec, purpose, TABLE + "_windows", "windows" + writes++, "run");
  }

  Dataset<Row> read(Windowing windows) {
    return tables.read(windows.dataset());
  }

  Dataset<Row> read(TableVersion table) {
    return tables.read(table);
  }
}
