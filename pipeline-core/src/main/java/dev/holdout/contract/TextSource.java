package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.Format;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** CSV, or JSON with one object in each line. */
final class TextSource implements OpenedSource {
  private final SparkSession spark;
  private final SourceSpec source;
  private final List<ColumnSpec> columns;
  private final List<SourceFile> files;

  TextSource(SparkSession spark, SourceSpec source, List<ColumnSpec> columns) {
    this.spark = spark;
    this.source = source;
    this.columns = List.copyOf(columns);
    this.files = new SourceFiles(configuration()).list(source);
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
    if (source.format() == Format.JSON || files.isEmpty()) {
      return true;
    }
    CsvHeaders headers = new CsvHeaders(configuration(), source.csv());
    return source.csv().header()
        ? headers.names(files.get(0)).names().contains(column)
        : headers.width(files.get(0)) == columns.size();
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
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    TextRecords records = records(of);
    CsvHeaders headers = new CsvHeaders(configuration(), source.csv());
    if (source.format() == Format.JSON || !source.csv().header()) {
      of.parallelStream().forEach(file -> headers.lines(file, 1));
    }
    if (source.format() == Format.JSON) {
      return records.records(new JsonLineParser(names), names.size(), 0, Map.of());
    }
    CsvParser parser = new CsvParser(source.csv(), names.size());
    if (!source.csv().header()) {
      return records.records(parser, names.size(), 0, Map.of());
    }
    Map<String, int[]> orders = headers.orders(of, names);
    List<SourceFile> rows = of.parallelStream().map(headers::afterHeader).toList();
    return records(rows).records(parser, names.size(), 0, orders);
  }

  @Override
  public Optional<TextRecords> lines(List<SourceFile> of) {
    return Optional.of(records(of));
  }

  private TextRecords records(List<SourceFile> of) {
    String encoding = source.format() == Format.JSON ? "UTF-8" : source.csv().encoding();
    return new TextRecords(spark, of, encoding).withoutLast(source.csv().footerLines());
  }

  private Configuration configuration() {
    return spark.sessionState().newHadoopConf();
  }
}
