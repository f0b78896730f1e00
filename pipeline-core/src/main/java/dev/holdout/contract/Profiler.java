package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Hints;
import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds out what a table holds.
 *
 * <p>Scans: one, and a second for columns with more than {@value ColumnState#VALUES} distinct
 * values; JSON needs one more, for its columns. The driver holds one {@link TableState}.
 */
public final class Profiler {
  private static final String CORRUPT = "_corrupt_record";
  private static final int SHOWN = 60;

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
      case CSV -> text(source);
      case JSON -> json(source);
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
      if (type.isPresent()) {
        names.add(field.name());
        types.add(type.get());
      } else {
        omitted.add(field.name());
      }
    }
    return profile(texts(rows, names), names, Optional.of(types), omitted);
  }

  /**
   * The rows of a source, columns by their own names. Those of CSV are text, blank ones null; a
   * record that cannot be read is null in all of them, with the reason in {@link
   * Columns#UNREADABLE}; names that stand in the header more than once are {@link
   * HeaderNames.Repeated#of known of} the columns. JSON takes a scan for its types.
   *
   * @throws HoldoutException when there is no such source, or its columns have no names of their
   *     own
   */
  public Dataset<Row> rows(SourceSpec source) {
    SpecCheck.source(source);
    return switch (source.format()) {
      case CSV -> named(textRows(source, false));
      case JSON -> {
        List<SourceFile> files = new SourceFiles(configuration()).list(source);
        CsvHeaders firstLines = new CsvHeaders(configuration(), source.csv());
        files.parallelStream().forEach(file -> firstLines.lines(file, 1));
        yield withProblems(SourceFiles.reader(spark, files).json(paths(files)));
      }
      case PARQUET, DELTA, TABLE -> typedRows(source);
    };
  }

  private static Dataset<Row> named(TextRows text) {
    List<Column> selected = new ArrayList<>();
    for (int column = 0; column < text.header.names().size(); column++) {
      Column value = col(Provenance.source(column));
      Column blank = Blanks.trimmed(value).equalTo("");
      String name = text.header.names().get(column);
      Metadata origin =
          text.header.repeated().stream()
              .filter(repeated -> repeated.names().contains(name))
              .findFirst()
              .map(HeaderNames.Repeated::metadata)
              .orElse(Metadata.empty());
      selected.add(when(blank.equalTo(false), value).as(name, origin));
    }
    Column place =
        when(
                col(Provenance.SPLIT).equalTo(0),
                concat(col(Provenance.FILE), lit(", line "), col(Provenance.LINE)))
            .otherwise(col(Provenance.FILE));
    selected.add(
        when(col(Provenance.PROBLEM).isNotNull(), concat(place, lit(": "), col(Provenance.PROBLEM)))
            .as(Columns.UNREADABLE));
    return text.rows.select(selected.toArray(Column[]::new));
  }

  /** Rows that Spark read from JSON; it keeps the text of a record that it cannot read. */
  private static Dataset<Row> withProblems(Dataset<Row> rows) {
    if (!List.of(rows.columns()).contains(CORRUPT)) {
      return rows;
    }
    return rows.withColumn(
            Columns.UNREADABLE,
            when(
                col(CORRUPT).isNotNull(),
                concat(lit("no valid JSON: "), substring(col(CORRUPT), 1, SHOWN))))
        .drop(CORRUPT);
  }

  private Dataset<Row> typedRows(SourceSpec source) {
    if (source.format() == Format.PARQUET) {
      List<SourceFile> files = new SourceFiles(configuration()).list(source);
      return SourceFiles.reader(spark, files).parquet(paths(files));
    }
    return PinnedTable.of(spark, source).read();
  }

  private Profile text(SourceSpec source) {
    TextRows text = textRows(source, true);
    Profile profile = profile(text.rows, text.header.names(), Optional.empty(), List.of());
    return new Profile(
        profile.rows(),
        profile.unreadable(),
        profile.columns(),
        profile.omitted(),
        text.header.repeated());
  }

  /** Records of text by position, and the names of the positions. */
  private record TextRows(Dataset<Row> rows, HeaderNames header) {}

  private TextRows textRows(SourceSpec source, boolean ignoringCase) {
    CsvSpec csv = source.csv();
    List<SourceFile> files = new SourceFiles(configuration()).list(source);
    CsvHeaders headers = new CsvHeaders(configuration(), csv, ignoringCase);
    HeaderNames header =
        csv.header()
            ? headers.names(files.get(0))
            : new HeaderNames(CsvHeaders.positional(headers.width(files.get(0))), List.of());
    List<String> names = header.names();
    Map<String, int[]> orders = csv.header() ? headers.orders(files, names) : Map.of();
    List<SourceFile> rowFiles = files.parallelStream().map(headers::afterHeader).toList();
    Dataset<Row> rows =
        new TextRecords(spark, rowFiles, csv.encoding())
            .withoutLast(csv.footerLines())
            .read(new CsvParser(csv, names.size()), names.size(), 0, orders);
    return new TextRows(rows, header);
  }

  private static String[] paths(List<SourceFile> files) {
    return files.stream().map(SourceFile::path).toArray(String[]::new);
  }

  private Profile json(SourceSpec source) {
    List<SourceFile> files = new SourceFiles(configuration()).list(source);
    CsvHeaders firstLines = new CsvHeaders(configuration(), source.csv());
    files.parallelStream().forEach(file -> firstLines.lines(file, 1));
    StructType schema =
        SourceFiles.reader(spark, files)
            .option("primitivesAsString", "true")
            .json(paths(files))
            .schema();
    List<String> names =
        List.of(schema.fieldNames()).stream().filter(name -> !name.equals(CORRUPT)).toList();
    Dataset<Row> rows =
        new TextRecords(spark, files, "UTF-8")
            .read(new JsonLineParser(names), names.size(), 0, Map.of());
    return profile(rows, names, Optional.empty(), List.of());
  }

  private static Dataset<Row> texts(Dataset<Row> rows, List<String> names) {
    List<Column> selected = new ArrayList<>();
    Column none = lit(null).cast(DataTypes.StringType);
    selected.add(none.as(Provenance.FILE));
    selected.add(lit(0L).as(Provenance.SPLIT));
    selected.add(lit(null).cast(DataTypes.LongType).as(Provenance.LINE));
    selected.add(none.as(Provenance.RAW));
    selected.add(none.as(Provenance.PROBLEM));
    for (int column = 0; column < names.size(); column++) {
      selected.add(
          Columns.named(names.get(column))
              .cast(DataTypes.StringType)
              .as(Provenance.source(column)));
    }
    return rows.select(selected.toArray(Column[]::new));
  }

  private static Profile profile(
      Dataset<Row> rows,
      List<String> names,
      Optional<List<ColumnType>> types,
      List<String> omitted) {
    TableState state = Scan.of(rows, new TableState.Of(names.size()));
    List<Integer> many = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      if (state.column(column).counts() == null) {
        many.add(column);
      }
    }
    Map<Integer, FrequentValues.Found> found =
        FrequentValues.of(rows.filter(col(Provenance.PROBLEM).isNull()), state, many);
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
    return new Profile(state.rows(), state.unreadable(), columns, omitted, List.of());
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
        many.map(FrequentValues.Found::frequent).orElseGet(() -> FrequentValues.mostFirst(counted)),
        complete && !repeats,
        given.isEmpty() ? found.written() : WrittenForm.USUAL);
  }

  private Configuration configuration() {
    return spark.sessionState().newHadoopConf();
  }
}
