package dev.holdout.contract;

import dev.holdout.lineage.Json;
import dev.holdout.table.RowHash;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * From a record of a source to typed values, breaches of the contract and digests: one loop over
 * the columns, without generated code, so that tables of thousands of columns are read as others
 * are. It travels to the executors.
 *
 * <p>Gives the columns of {@link #schema}: {@link Provenance#schema}, {@link #BREACHES}, {@link
 * #value} for each column, the unit and the digests of {@link Repeats}.
 */
final class RowKernel implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The breaches of a row in the order of the columns, each with {@code column}, {@code value} (as
   * the source has it) and {@code reason}; null for a row that keeps the contract.
   */
  static final String BREACHES = "breaches";

  private static final StructType BREACH =
      new StructType()
          .add("column", DataTypes.StringType)
          .add("value", DataTypes.StringType)
          .add("reason", DataTypes.StringType);

  private static final int FIRST_VALUE = 5;

  /** Numbers after the unit. */
  private static final int DIGESTS = 4;

  private final UTF8String[] names;
  private final ColumnType[] types;
  private final ValueReader[] readers;
  private final ValueCheck[] checks;
  private final int[] key;
  private final int[] byName;
  private final long[] shape = new long[2];
  private final @Nullable BoundExpression raw;

  /**
   * The kernel of a source and a contract.
   *
   * @param from the types of the source's columns, in the order of the columns
   */
  RowKernel(
      SparkSession spark,
      List<ColumnSpec> columns,
      List<DataType> from,
      SourceSpec source,
      boolean trimmed,
      List<String> key) {
    int size = columns.size();
    List<String> all = columns.stream().map(ColumnSpec::name).toList();
    this.names = all.stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    this.types = columns.stream().map(ColumnSpec::type).toArray(ColumnType[]::new);
    this.key = key.stream().mapToInt(all::indexOf).toArray();
    this.readers = new ValueReader[size];
    this.checks = new ValueCheck[size];
    for (int at = 0; at < size; at++) {
      ColumnSpec column = columns.get(at);
      boolean ofKey = key.contains(column.name());
      readers[at] = new ValueReader(spark, column, from.get(at), source.missing(), trimmed, ofKey);
      checks[at] = new ValueCheck(column, readers[at], ofKey);
    }
    this.byName =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparing(all::get))
            .mapToInt(Integer::intValue)
            .toArray();
    String digest =
        Json.digest(IntStream.of(byName).mapToObj(at -> all.get(at) + ":" + types[at]).toList());
    for (int half = 0; half < shape.length; half++) {
      shape[half] = RowHash.of(digest, RowHash.of(half, RowHash.SEED));
    }
    this.raw =
        source.format() == SourceSpec.Format.CSV || source.format() == SourceSpec.Format.JSON
            ? null
            : asJson(spark, all, from);
  }

  /** The whole record as JSON, where the source has no text of it. */
  private static BoundExpression asJson(
      SparkSession spark, List<String> names, List<DataType> from) {
    StructType columns = new StructType();
    List<Column> values = new ArrayList<>();
    for (int at = 0; at < names.size(); at++) {
      columns = columns.add(Provenance.source(at), from.get(at));
      values.add(functions.col(Provenance.source(at)).as(names.get(at)));
    }
    return BoundExpression.of(
        spark, columns, functions.to_json(functions.struct(values.toArray(Column[]::new))));
  }

  /** The typed value of a column. */
  static String value(int column) {
    return "v" + column;
  }

  /** The columns of the rows. */
  StructType schema() {
    StructType schema = Provenance.schema().add(BREACHES, DataTypes.createArrayType(BREACH));
    for (int column = 0; column < types.length; column++) {
      schema = schema.add(value(column), types[column].sparkType());
    }
    return schema
        .add(DatasetRows.UNIT, DataTypes.StringType)
        .add(Repeats.CONTENT_HIGH, DataTypes.LongType)
        .add(Repeats.CONTENT_LOW, DataTypes.LongType)
        .add(Repeats.KEY_HIGH, DataTypes.LongType)
        .add(Repeats.KEY_LOW, DataTypes.LongType);
  }

  /** The rows of records. */
  Dataset<Row> rows(SparkSession spark, JavaRDD<SourceRecord> records) {
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(records.map(this::row).rdd(), schema(), false);
  }

  /** The digests of records, as {@link KeyDigests#of} takes them. */
  JavaRDD<InternalRow> digests(JavaRDD<SourceRecord> records) {
    int last = FIRST_VALUE + types.length + 1 + DIGESTS;
    return records.map(
        record -> {
          Object[] row = values(record);
          return new GenericInternalRow(
              new Object[] {row[last - 2], row[last - 1], row[last - 4], row[last - 3], false});
        });
  }

  /** What {@link #digests} gives as a table, for {@link Repeats#find}. */
  static Dataset<Row> table(SparkSession spark, JavaRDD<InternalRow> digests) {
    StructType columns =
        new StructType()
            .add(Repeats.KEY_HIGH, DataTypes.LongType)
            .add(Repeats.KEY_LOW, DataTypes.LongType)
            .add(Repeats.CONTENT_HIGH, DataTypes.LongType)
            .add(Repeats.CONTENT_LOW, DataTypes.LongType)
            .add(Repeats.CONFLICT, DataTypes.BooleanType);
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(digests.rdd(), columns, false);
  }

  /** Of the rows of records, those that break the contract and those of keys that repeat. */
  Dataset<Row> special(SparkSession spark, JavaRDD<SourceRecord> records, RepeatedKeys repeated) {
    Broadcast<Map<RepeatedKeys.Key, Map<Integer, Long>>> numbers = sent(spark, repeated);
    JavaRDD<InternalRow> rows =
        records.mapPartitionsWithIndex(
            (partition, some) -> {
              CopyNumbers copies = new CopyNumbers(numbers.value(), partition, false);
              return kept(
                  some,
                  record -> {
                    @Nullable Object[] row = values(record);
                    return row[FIRST_VALUE - 1] != null || copy(row, copies) == 0
                        ? new GenericInternalRow(row)
                        : null;
                  });
            },
            true);
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(rows.rdd(), schema(), false);
  }

  /** The rows that records become, without those that become none. */
  private static Iterator<InternalRow> kept(
      Iterator<SourceRecord> records, Function<SourceRecord, @Nullable InternalRow> row) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false)
        .map(row)
        .filter(Objects::nonNull)
        .iterator();
  }

  private static Broadcast<Map<RepeatedKeys.Key, Map<Integer, Long>>> sent(
      SparkSession spark, RepeatedKeys repeated) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .broadcast(repeated.firstCopies());
  }

  /**
   * The rows of a dataset, of the records that keep the contract. Without key columns all are
   * taken, and rows that are equal get a number behind their key from the second on; with key
   * columns those of keys that repeat are left out.
   *
   * @param repeated the keys of these records that occur more than once
   * @param schema the columns, the row key and the unit
   */
  Dataset<Row> dataset(
      SparkSession spark, JavaRDD<SourceRecord> records, RepeatedKeys repeated, StructType schema) {
    Broadcast<Map<RepeatedKeys.Key, Map<Integer, Long>>> numbers = sent(spark, repeated);
    boolean all = key.length == 0;
    JavaRDD<InternalRow> rows =
        records.mapPartitionsWithIndex(
            (partition, some) -> {
              CopyNumbers copies = new CopyNumbers(numbers.value(), partition, all);
              return kept(some, record -> accepted(values(record), copies));
            },
            true);
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(rows.rdd(), schema, false);
  }

  /** The row of a dataset; null for a record that breaks the contract or is left out. */
  private @Nullable InternalRow accepted(@Nullable Object[] row, CopyNumbers copies) {
    long copy = row[FIRST_VALUE - 1] != null ? 0 : copy(row, copies);
    if (copy == 0) {
      return null;
    }
    int size = types.length;
    Object unit = row[FIRST_VALUE + size];
    @Nullable Object[] kept = Arrays.copyOfRange(row, FIRST_VALUE, FIRST_VALUE + size + 2);
    kept[size] = copy == 1 ? unit : UTF8String.fromString(unit + "#" + copy);
    kept[size + 1] = unit;
    return new GenericInternalRow(kept);
  }

  private long copy(@Nullable Object[] row, CopyNumbers copies) {
    int unit = FIRST_VALUE + types.length;
    return copies.next((Long) row[unit + DIGESTS - 1], (Long) row[unit + DIGESTS]);
  }

  /** The row of a record. */
  InternalRow row(SourceRecord record) {
    return new GenericInternalRow(values(record));
  }

  private Object[] values(SourceRecord record) {
    int size = types.length;
    Object[] row = new Object[FIRST_VALUE + size + 1 + DIGESTS];
    row[0] = UTF8String.fromString(record.file());
    row[1] = record.split();
    row[2] = record.line();
    row[3] = UTF8String.fromString(record.raw());
    @Nullable Object @Nullable [] source = record.values();
    List<InternalRow> breaches = new ArrayList<>(0);
    if (record.problem() != null || source == null) {
      breaches.add(
          breach(UTF8String.EMPTY_UTF8, UTF8String.fromString(record.problem()), "unreadable"));
      source = null;
    }
    for (int at = 0; source != null && at < size; at++) {
      Object value = readers[at].of(source[at]);
      String reason = checks[at].reason(value);
      if (reason != null) {
        Object original = source[at];
        breaches.add(
            breach(
                names[at],
                original == null ? null : UTF8String.fromString(readers[at].text(original)),
                reason));
      }
      row[FIRST_VALUE + at] = value == ValueReader.MISSING ? null : value;
    }
    if (breaches.isEmpty()) {
      addDigests(row);
    } else {
      row[4] = new GenericArrayData(breaches.toArray());
      if (row[3] == null && source != null && raw != null) {
        row[3] = raw.of(new GenericInternalRow(source));
      }
    }
    return row;
  }

  private static InternalRow breach(UTF8String column, @Nullable UTF8String value, String reason) {
    return new GenericInternalRow(
        new @Nullable Object[] {column, value, UTF8String.fromString(reason)});
  }

  private void addDigests(@Nullable Object[] row) {
    int at = FIRST_VALUE + types.length;
    long high = content(row, 0);
    long low = content(row, 1);
    boolean fromContent = key.length == 0;
    UTF8String unit =
        UTF8String.fromString(
            fromContent
                ? HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low)
                : unit(row));
    row[at] = unit;
    // A unit made from the content says already whether contents are equal.
    row[at + 1] = fromContent ? 0L : high;
    row[at + 2] = fromContent ? 0L : low;
    row[at + 3] = RowHash.of(unit, RowHash.of(0, RowHash.SEED));
    row[at + 4] = RowHash.of(unit, RowHash.of(1, RowHash.SEED));
  }

  /** One half of the digest of the content, as {@link RowKeys#content} gives it. */
  private long content(@Nullable Object[] row, int half) {
    long hash = shape[half];
    for (int at : byName) {
      Object value = row[FIRST_VALUE + at];
      hash = RowHash.of(value == null, hash);
      hash = RowHash.of(value, types[at].sparkType(), hash);
    }
    return hash;
  }

  /** The unit of declared key columns, as {@link RowKeys#unit} gives it. */
  private String unit(@Nullable Object[] row) {
    if (key.length == 1) {
      return text(types[key[0]], row[FIRST_VALUE + key[0]]);
    }
    StringBuilder unit = new StringBuilder();
    for (int at : key) {
      String text = text(types[at], row[FIRST_VALUE + at]);
      unit.append(unit.isEmpty() && at == key[0] ? "" : "|")
          .append(text.replace("\\", "\\\\").replace("|", "\\|"));
    }
    return unit.toString();
  }

  private static String text(ColumnType type, @Nullable Object value) {
    if (type == ColumnType.DATE && value instanceof Integer days) {
      return LocalDate.ofEpochDay(days).toString();
    }
    if (value instanceof Double number) {
      boolean whole = Math.abs(number) <= 0x1p63 && number == Math.rint(number);
      return whole ? Long.toString(number.longValue()) : number.toString();
    }
    return String.valueOf(value);
  }
}
