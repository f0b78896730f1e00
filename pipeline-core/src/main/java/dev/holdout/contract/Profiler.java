package dev.holdout.contract;

import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Hints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a table holds.
 *
 * <p>Passes: one, and a second for columns with more distinct values than {@link TableState}
 * counts; JSON needs one more, for its columns. The driver holds one {@link TableState}.
 */
public final class Profiler {
  private final SparkSession spark;

  /** A profiler of what this session can read. */
  public Profiler(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * How the table at a path, or the catalog table of that name, is stored, found by its content;
   * for CSV how it is written, the header, and the lines before and after the table.
   */
  public SourceSpec guess(String pathOrTable) {
    return find(pathOrTable, Hints.NONE).spec();
  }

  /**
   * The same with the evidence for it.
   *
   * @param hints what the user says of the table
   */
  public FoundSource find(String pathOrTable, Hints hints) {
    return new SourceGuess(spark).find(pathOrTable, hints);
  }

  /** What the table of a source holds; only the first file's header decides the columns. */
  public Profile profile(SourceSpec source) {
    SpecCheck.source(source);
    return switch (source.format()) {
      case CSV, JSON -> text(source);
      case PARQUET, DELTA, TABLE -> profile(typedRows(source));
    };
  }

  /** What rows hold. Types are theirs, not those their texts might have. */
  public Profile profile(Dataset<Row> rows) {
    List<String> names = new ArrayList<>();
    List<ColumnType> types = new ArrayList<>();
    List<String> omitted = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      Optional<ColumnType> type = SourceTypes.columnType(field.dataType());
      if (type.isPresent() && !HeaderNames.isReserved(field.name(), true)) {
        names.add(field.name());
        types.add(type.get());
      } else {
        omitted.add(field.name());
      }
    }
    return profile(texts(rows, names), names, Optional.of(types), omitted, List.of());
  }

  /**
   * The rows of a source, columns by their own names. Of CSV and JSON a column all of whose values
   * are numbers, dates or times holds those, any other holds texts, blank ones null; a record that
   * cannot be read is null in all of them, with the reason in {@link Columns#UNREADABLE}; {@link
   * HeaderNames.Renamed#of} gives the names that the header has more than once. Finding the types
   * takes one pass, the names of JSON another.
   *
   * @throws HoldoutException when there is no such source, or its columns have no names of their
   *     own
   */
  public Dataset<Row> rows(SourceSpec source) {
    SpecCheck.source(source);
    return switch (source.format()) {
      case CSV, JSON -> UndeclaredRows.of(spark, source);
      case PARQUET, DELTA, TABLE -> typedRows(source);
    };
  }

  private Dataset<Row> typedRows(SourceSpec source) {
    Dataset<Row> rows =
        source.format() == Format.PARQUET
            ? parquet(new SourceFiles(configuration()).list(source))
            : PinnedTable.of(spark, source).read();
    return WideIntegers.of(rows).readable(rows);
  }

  private Dataset<Row> parquet(List<SourceFile> files) {
    return new ParquetFiles(spark, files).rows(files);
  }

  private Profile text(SourceSpec source) {
    TextSource.Undeclared undeclared = TextSource.undeclared(spark, source, true);
    return profile(
        undeclared.records(),
        undeclared.names().names(),
        Optional.empty(),
        undeclared.omitted(),
        undeclared.names().renamed());
  }

  private static JavaRDD<SourceRecord> texts(Dataset<Row> rows, List<String> names) {
    int size = names.size();
    return rows.select(
            names.stream()
                .map(name -> Columns.named(name).cast(DataTypes.StringType))
                .toArray(Column[]::new))
        .toJavaRDD()
        .map(
            row -> {
              @Nullable Object[] values = new Object[size];
              for (int column = 0; column < size; column++) {
                values[column] = row.getString(column);
              }
              return new SourceRecord("", 0, null, null, null, values);
            });
  }

  private Profile profile(
      JavaRDD<SourceRecord> records,
      List<String> names,
      Optional<List<ColumnType>> types,
      List<String> omitted,
      List<HeaderNames.Renamed> renamed) {
    TableState state = TableState.of(records, names.size());
    List<Integer> many = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      if (state.column(column).counts() == null) {
        many.add(column);
      }
    }
    Map<Integer, FrequentValues.Found> found = FrequentValues.of(spark, records, state, many);
    List<ColumnProfile> columns = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      int at = column;
      columns.add(
          column(
              names.get(column),
              types.map(all -> all.get(at)),
              state.column(column),
              Optional.ofNullable(found.get(column))));
    }
    return new Profile(state.rows(), state.unreadable(), columns, omitted, renamed);
  }

  private static ColumnProfile column(
      String name,
      Optional<ColumnType> given,
      ColumnState state,
      Optional<FrequentValues.Found> many) {
    TextForms.Found found = state.forms().found(state.values());
    ColumnType type = given.orElse(found.type());
    List<ValueCount> missing = new ArrayList<>();
    List<ValueCount> suspected = new ArrayList<>();
    for (int token = 0; token < MissingTokens.ALL.size(); token++) {
      String text = MissingTokens.ALL.get(token);
      if (state.tokens(token) > 0) {
        (MissingTokens.certain(text, type) ? missing : suspected)
            .add(new ValueCount(text, state.tokens(token)));
      }
    }
    List<ValueCount> counted = new ArrayList<>();
    Map<String, Long> counts = state.counts();
    if (counts != null) {
      counts.forEach((value, rows) -> counted.add(new ValueCount(value, rows)));
    }
    boolean repeats =
        many.map(FrequentValues.Found::repeats)
            .orElseGet(() -> counted.stream().anyMatch(value -> value.rows() > 1));
    boolean complete =
        state.nulls() == 0 && state.values() > 0 && missing.isEmpty() && suspected.isEmpty();
    return new ColumnProfile(
        name,
        type,
        state.nulls(),
        missing,
        suspected,
        many.map(FrequentValues.Found::distinct).orElseGet(() -> (long) counted.size()),
        found.min(),
        found.max(),
        found.mean(),
        many.map(FrequentValues.Found::frequent)
            .orElseGet(() -> FrequentValues.of(counted, state.values())),
        complete && !repeats,
        given.isEmpty() ? found.written() : WrittenForm.USUAL);
  }

  private Configuration configuration() {
    return spark.sessionState().newHadoopConf();
  }
}
