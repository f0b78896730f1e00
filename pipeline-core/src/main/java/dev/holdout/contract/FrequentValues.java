package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Profile.ValueCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The frequent values of columns with many distinct ones, counted exactly in one scan that shuffles
 * the distinct values. At most a hundred values of a column fill a row in a hundred each, so no
 * result is longer.
 */
final class FrequentValues {
  private static final Comparator<ValueCount> MOST_FIRST =
      Comparator.comparingLong(ValueCount::rows).reversed().thenComparing(ValueCount::value);
  private static final int SHOWN = 10;

  /** Of a column with no more distinct values than this, values of any frequency are shown. */
  static final int FEW = 1000;

  private static final int SHOWN_CHARACTERS = 200;

  private FrequentValues() {}

  /** What was found about a column. */
  record Found(List<ValueCount> frequent, long distinct, boolean repeats) {}

  /** For each of these columns, what was found; empty without any scan when there are none. */
  static Map<Integer, Found> of(
      SparkSession spark, JavaRDD<SourceRecord> records, TableState state, List<Integer> columns) {
    Map<Integer, Found> found = new TreeMap<>();
    if (columns.isEmpty()) {
      return found;
    }
    Column least = lit(1L);
    for (int column : columns) {
      long hundredth = (state.column(column).values() + 99) / 100;
      least = when(col("column").equalTo(column), hundredth).otherwise(least);
    }
    Dataset<Row> counted =
        spark
            .createDataFrame(
                records.flatMap(record -> cells(record, columns).iterator()),
                new StructType()
                    .add("column", DataTypes.IntegerType)
                    .add("value", DataTypes.StringType))
            .groupBy("column", "value")
            .agg(count(lit(1)).as("rows"))
            .groupBy("column")
            .agg(
                count(lit(1)).as("distinct"),
                max("rows").as("most"),
                collect_list(
                        when(
                            col("rows").geq(least),
                            struct(
                                substring(col("value"), 1, SHOWN_CHARACTERS).as("value"),
                                col("rows"))))
                    .as("frequent"));
    for (Row row : counted.collectAsList()) {
      List<ValueCount> values = new ArrayList<>();
      for (Object each : row.<Row>getList(row.fieldIndex("frequent"))) {
        Row value = (Row) each;
        values.add(new ValueCount(value.getString(0), value.getLong(1)));
      }
      found.put(
          row.<Integer>getAs("column"),
          new Found(mostFirst(values), row.<Long>getAs("distinct"), row.<Long>getAs("most") > 1));
    }
    return found;
  }

  private static List<Row> cells(SourceRecord record, List<Integer> columns) {
    @Nullable Object @Nullable [] values = record.values();
    List<Row> cells = new ArrayList<>();
    if (record.problem() == null && values != null) {
      for (int column : columns) {
        String value = ColumnState.value((String) values[column]);
        if (!value.isEmpty() && MissingTokens.place(value) < 0) {
          cells.add(RowFactory.create(column, value));
        }
      }
    }
    return cells;
  }

  /** Of the counts of all values of a column, the frequent ones. */
  static List<ValueCount> of(List<ValueCount> all, long rows) {
    long least = all.size() <= FEW ? 1 : (rows + 99) / 100;
    return mostFirst(all.stream().filter(value -> value.rows() >= least).toList());
  }

  private static List<ValueCount> mostFirst(List<ValueCount> values) {
    return values.stream().sorted(MOST_FIRST).limit(SHOWN).toList();
  }
}
