package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of text files, read by the driver: the names in a header, and in which order each
 * file has the columns. A name that is empty stands for {@code column_<position>}.
 */
final class CsvHeaders {
  private final Configuration configuration;
  private final CsvSpec csv;

  CsvHeaders(Configuration configuration, CsvSpec csv) {
    this.configuration = configuration;
    this.csv = csv;
  }

  /**
   * For each file whose columns stand in another order: for each declared column, its place in the
   * file. Throws when a header names other columns than the declared ones.
   */
  Map<String, int[]> orders(List<SourceFile> files, List<String> declared) {
    Problems problems = new Problems();
    Map<String, int[]> orders = new TreeMap<>();
    List<List<String>> headers = files.parallelStream().map(this::names).toList();
    for (int file = 0; file < headers.size(); file++) {
      List<String> header = headers.get(file);
      if (header.equals(declared)) {
        continue;
      }
      String where = files.get(file).shown() + ":" + (files.get(file).skipLines() + 1);
      if (check(where, header, declared, problems)) {
        orders.put(files.get(file).path(), declared.stream().mapToInt(header::indexOf).toArray());
      }
    }
    problems.throwIfAny(
        ErrorCode.DATA_CONTRACT, "Cannot read the source: its header is not the declared one");
    return orders;
  }

  private static boolean check(
      String where, List<String> header, List<String> declared, Problems problems) {
    Set<String> missing = new HashSet<>(declared);
    header.forEach(missing::remove);
    List<String> unexpected = header.stream().filter(name -> !declared.contains(name)).toList();
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      problems.add(
          where,
          "a header without "
              + listed(declared.stream().filter(missing::contains).toList())
              + " and with unexpected "
              + listed(unexpected),
          declared.size() + " columns " + listed(declared),
          "Declare the columns as the file names them, or say how many lines to skip before the"
              + " header"
              + (unexpected.stream().anyMatch(name -> name.matches("column_\\d+"))
                  ? ". A column without a name in the header is called column_ and its place"
                  : ""));
      return false;
    }
    if (header.size() != declared.size()) {
      problems.add(where, "a column name twice in the header", "each once", "");
      return false;
    }
    return true;
  }

  /** The names in the header of a file. */
  List<String> names(SourceFile file) {
    List<String> lines = lines(file, file.skipLines() + 1);
    if (lines.size() <= file.skipLines()) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot read "
              + file.shown()
              + ": found "
              + lines.size()
              + " lines, expected a header in line "
              + (file.skipLines() + 1)
              + ". Check the file, or say that it has no header.");
    }
    RecordParser.Parsed header = new CsvParser(csv, 0).parse(lines.get(file.skipLines()));
    @Nullable String @Nullable [] values = header.values();
    if (values == null) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot read the header of "
              + file.shown()
              + ": found a "
              + header.problem()
              + ", expected column names in one line.");
    }
    List<String> names = new ArrayList<>();
    for (String value : values) {
      String name = value == null ? "" : value;
      names.add(name.isBlank() ? "column_" + (names.size() + 1) : name);
    }
    return names;
  }

  /** The names of columns that have none. */
  static List<String> positional(int columns) {
    return IntStream.range(0, columns).mapToObj(at -> "column_" + (at + 1)).toList();
  }

  /** At most so many first lines of a file, unpacked, without a byte order mark. */
  List<String> lines(SourceFile file, int count) {
    Path path = new Path(file.path());
    List<String> lines = new ArrayList<>();
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    try (InputStream stored = path.getFileSystem(configuration).open(path);
        InputStream plain = codec == null ? stored : codec.createInputStream(stored);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, Charset.forName(csv.encoding())))) {
      for (String line = reader.readLine();
          line != null && lines.size() < count;
          line = reader.readLine()) {
        lines.add(lines.isEmpty() && line.startsWith("\ufeff") ? line.substring(1) : line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.shown(), e);
    }
    return lines;
  }

  private static String listed(List<String> names) {
    return names.size() <= 10
        ? names.toString()
        : names.subList(0, 10) + " and " + (names.size() - 10) + " more";
  }
}
