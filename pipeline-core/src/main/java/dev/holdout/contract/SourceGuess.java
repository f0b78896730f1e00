package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** How a table is stored, judged by its name and its first lines. */
final class SourceGuess {
  private static final int LINES = 50;
  private static final int MOST_JUNK = 5;
  private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.,]+([eE][+-]?\\d+)?");
  private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

  private final SparkSession spark;
  private final Configuration configuration;

  SourceGuess(SparkSession spark) {
    this.spark = spark;
    this.configuration = spark.sessionState().newHadoopConf();
  }

  SourceSpec guess(String name) {
    try {
      Path path = new Path(name);
      FileSystem system = path.getFileSystem(configuration);
      if (system.exists(new Path(path, "_delta_log"))) {
        return spec(Format.DELTA, name, 0, CsvSpec.DEFAULT);
      }
      if (!system.exists(path) && name.matches("[\\w.`-]+") && spark.catalog().tableExists(name)) {
        return new SourceSpec(
            Format.TABLE,
            List.of(),
            Optional.of(name),
            CsvSpec.DEFAULT,
            List.of(),
            Optional.empty());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + name, e);
    }
    SourceFile first =
        new SourceFiles(configuration).list(spec(Format.CSV, name, 0, CsvSpec.DEFAULT)).get(0);
    String lower = first.path().toLowerCase(Locale.ROOT);
    if (lower.endsWith(".parquet")) {
      return spec(Format.PARQUET, name, 0, CsvSpec.DEFAULT);
    }
    if (lower.matches(".*\\.(json|jsonl|ndjson)(\\.\\w+)?")) {
      return spec(Format.JSON, name, 0, CsvSpec.DEFAULT);
    }
    return csv(name, first);
  }

  private SourceSpec csv(String name, SourceFile first) {
    String encoding = "UTF-8";
    List<String> lines = lines(first, encoding);
    if (lines.stream().anyMatch(line -> line.indexOf('\ufffd') >= 0)) {
      encoding = "windows-1252";
      lines = lines(first, encoding);
    }
    Layout best = new Layout(",", 0, 0, List.of());
    for (String separator : SEPARATORS) {
      Layout layout = layout(lines, separator);
      if (layout.agreeing() * Math.min(layout.fields(), 2)
          > best.agreeing() * Math.min(best.fields(), 2)) {
        best = layout;
      }
    }
    List<List<String>> records = best.records();
    int junk = 0;
    while (junk < Math.min(MOST_JUNK, records.size() - 1)
        && records.get(junk).size() != best.fields()) {
      junk++;
    }
    boolean header = !records.isEmpty() && isHeader(records.subList(junk, records.size()));
    boolean blanks =
        records.stream().flatMap(List::stream).anyMatch(value -> !value.equals(value.strip()));
    return spec(
        Format.CSV, name, junk, new CsvSpec(header, best.separator(), "\"", blanks, encoding));
  }

  private List<String> lines(SourceFile file, String encoding) {
    CsvSpec plain = new CsvSpec(false, ",", "\"", false, encoding);
    return new CsvHeaders(configuration, plain).lines(file, LINES);
  }

  /** What the lines look like with this separator: how many have the most common width. */
  private record Layout(String separator, int fields, int agreeing, List<List<String>> records) {}

  private static Layout layout(List<String> lines, String separator) {
    CsvParser parser = new CsvParser(new CsvSpec(false, separator, "\"", false, "UTF-8"), 0);
    List<List<String>> records = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        List<String> record = new ArrayList<>();
        @Nullable String @Nullable [] values = parser.parse(line).values();
        for (String value : values == null ? new String[] {line} : values) {
          record.add(value == null ? "" : value);
        }
        records.add(record);
      }
    }
    int fields = 0;
    int agreeing = 0;
    for (List<String> record : records) {
      int same = (int) records.stream().filter(other -> other.size() == record.size()).count();
      if (same > agreeing || (same == agreeing && record.size() > fields)) {
        agreeing = same;
        fields = record.size();
      }
    }
    return new Layout(separator, fields, agreeing, records);
  }

  /**
   * Names are no numbers. They differ, at most one of them (an index) empty; or there are numbers
   * below them.
   */
  private static boolean isHeader(List<List<String>> records) {
    List<String> names = records.get(0).stream().map(String::strip).toList();
    return names.stream().noneMatch(name -> NUMBER.matcher(name).matches() || name.equals("?"))
        && (new HashSet<>(names).size() == names.size()
            || records.stream()
                .filter(record -> record.size() == names.size())
                .flatMap(List::stream)
                .anyMatch(value -> NUMBER.matcher(value.strip()).matches()));
  }

  private static SourceSpec spec(Format format, String path, int skipLines, CsvSpec csv) {
    return new SourceSpec(
        format,
        List.of(new FileSpec(path, skipLines)),
        Optional.empty(),
        csv,
        List.of(),
        Optional.empty());
  }
}
