package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** CSV, or JSON whose records are objects. */
final class TextSource implements OpenedSource {
  private final SparkSession spark;
  private final SourceSpec source;
  private final List<ColumnSpec> columns;
  private final List<SourceFile> files;
  private final CsvHeaders headers;
  private final PartitionFolders folders;

  /** A source whose columns are declared. */
  TextSource(SparkSession spark, SourceSpec source, List<ColumnSpec> columns) {
    this(
        spark,
        source,
        columns,
        new SourceFiles(spark.sessionState().newHadoopConf()).list(source),
        new CsvHeaders(spark.sessionState().newHadoopConf(), source.csv()));
  }

  private TextSource(
      SparkSession spark,
      SourceSpec source,
      List<ColumnSpec> columns,
      List<SourceFile> files,
      CsvHeaders headers) {
    this.spark = spark;
    this.source = source;
    this.columns = List.copyOf(columns);
    this.files = files;
    this.headers = headers;
    this.folders = PartitionFolders.of(files);
  }

  /**
   * A source whose columns are those of its first header and of its partition folders, all of them
   * text; without a header they are named by position. Of JSON they are all members of its objects,
   * in the order in which they first appear, which takes a pass over the files.
   *
   * @param ofDataset whether names that differ in upper and lower case alone are one
   */
  static Undeclared undeclared(SparkSession spark, SourceSpec source, boolean ofDataset) {
    SpecCheck.source(source);
    Configuration configuration = spark.sessionState().newHadoopConf();
    List<SourceFile> files = new SourceFiles(configuration).list(source);
    CsvHeaders headers = new CsvHeaders(configuration, source.csv(), ofDataset);
    HeaderNames names;
    List<String> omitted = List.of();
    if (source.format() == Format.JSON) {
      JsonMembers members = JsonMembers.of(spark, files, ofDataset);
      names = members.names();
      omitted = members.omitted();
    } else if (source.csv().header()) {
      names = headers.names(files.get(0));
    } else {
      int width = headers.width(files.get(0));
      names = new HeaderNames(CsvHeaders.positional(width), List.of());
    }
    HeaderNames all = withFolders(names, PartitionFolders.of(files));
    List<ColumnSpec> columns =
        all.names().stream().map(name -> ColumnSpec.of(name, ColumnType.STRING)).toList();
    return new Undeclared(new TextSource(spark, source, columns, files, headers), all, omitted);
  }

  private static HeaderNames withFolders(HeaderNames names, PartitionFolders folders) {
    List<String> all = new ArrayList<>(names.names());
    folders.names().stream()
        .filter(name -> all.stream().noneMatch(name::equalsIgnoreCase))
        .toList()
        .forEach(all::add);
    return new HeaderNames(all, names.renamed());
  }

  /**
   * A source whose columns nobody declared.
   *
   * @param names what its columns are called
   * @param omitted what it has besides, under names that are Holdout's own
   */
  record Undeclared(TextSource source, HeaderNames names, List<String> omitted) {
    /** All its records; the values are texts. */
    JavaRDD<SourceRecord> records() {
      return source.read(source.files);
    }
  }

  @Override
  public List<SourceFile> files() {
    return files;
  }

  @Override
  public List<SourceFile> listedAgain() {
    return new SourceFiles(configuration()).list(source);
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public List<ColumnSpec> columns() {
    return columns;
  }

  @Override
  public boolean has(String column) {
    if (source.format() == Format.JSON || files.isEmpty() || folders.has(column)) {
      return true;
    }
    return source.csv().header()
        ? headers.names(files.get(0)).names().contains(column)
        : headers.width(files.get(0)) == inRecords().size();
  }

  @Override
  public boolean divisible() {
    return true;
  }

  @Override
  public boolean trims() {
    return source.format() == Format.CSV && source.csv().trim();
  }

  @Override
  public List<DataType> types() {
    return Collections.nCopies(columns.size(), DataTypes.StringType);
  }

  @Override
  public JavaRDD<SourceRecord> read(List<SourceFile> of) {
    List<String> names = inRecords();
    TextRecords records = records(of);
    if (source.format() == Format.JSON) {
      UnpackedFiles unpacked = new UnpackedFiles(configuration());
      of.parallelStream().forEach(unpacked::check);
      return records.records(new JsonLineParser(names), 0, places(of, names, Map.of()));
    }
    CsvParser parser =
        new CsvParser(source.csv(), names.size(), source.csv().header() ? names : List.of());
    if (!source.csv().header()) {
      of.parallelStream().forEach(headers::checkReadable);
      return records.records(parser, 0, places(of, names, Map.of()));
    }
    Map<String, List<String>> orders = headers.orders(of, names);
    List<SourceFile> rows = of.parallelStream().map(headers::afterHeader).toList();
    return records(rows).records(parser, 0, places(of, names, orders));
  }

  /** The columns that records have: all but those of folders, unless the first header has them. */
  private List<String> inRecords() {
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    if (folders.names().isEmpty()) {
      return names;
    }
    List<String> others = names.stream().filter(name -> !folders.has(name)).toList();
    if (source.format() == Format.JSON) {
      return others;
    }
    if (!source.csv().header()) {
      return headers.width(files.get(0)) == names.size() ? names : others;
    }
    List<String> header = headers.names(files.get(0)).names();
    return names.stream().filter(name -> !folders.has(name) || header.contains(name)).toList();
  }

  private Map<String, RecordPlaces> places(
      List<SourceFile> of, List<String> inRecords, Map<String, List<String>> orders) {
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    Map<String, RecordPlaces> places = new HashMap<>();
    for (SourceFile file : of) {
      List<String> order = orders.getOrDefault(file.path(), inRecords);
      if (!folders.names().isEmpty() || !order.equals(names)) {
        places.put(file.path(), folders.places(file, names, order));
      }
    }
    return places;
  }

  @Override
  public Optional<TextRecords> lines(List<SourceFile> of) {
    return Optional.of(records(of));
  }

  private TextRecords records(List<SourceFile> of) {
    return source.format() == Format.JSON
        ? TextRecords.ofJson(spark, of)
        : new TextRecords(spark, of, source.csv().encoding())
            .withoutLast(source.csv().footerLines());
  }

  private Configuration configuration() {
    return spark.sessionState().newHadoopConf();
  }
}
