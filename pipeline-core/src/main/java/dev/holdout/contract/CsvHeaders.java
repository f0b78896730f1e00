package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import dev.holdout.sniff.Header;
import dev.holdout.table.WideText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The first lines of text files, read by the driver: the names in a header, and in which order each
 * file has the columns.
 */
final class CsvHeaders {
  /** A header has no more lines than this, and a record near the top is no longer. */
  private static final int SOME_LINES = 200;

  /** Among so many lines the longest row of a file without a header is looked for. */
  private static final int MANY_LINES = 2000;

  private final Configuration configuration;
  private final CsvSpec csv;
  private final boolean ofDataset;

  /** Headers whose names become columns of Delta, which ignores upper and lower case. */
  CsvHeaders(Configuration configuration, CsvSpec csv) {
    this(configuration, csv, true);
  }

  CsvHeaders(Configuration configuration, CsvSpec csv, boolean ofDataset) {
    this.configuration = configuration;
    this.csv = csv;
    this.ofDataset = ofDataset;
  }

  /**
   * For each file whose columns stand in another order: its columns. Throws when a header names
   * other columns than the declared ones.
   */
  Map<String, List<String>> orders(List<SourceFile> files, List<String> declared) {
    Problems problems = new Problems();
    Map<String, List<String>> orders = new TreeMap<>();
    List<HeaderNames> headers = files.parallelStream().map(this::names).toList();
    for (int file = 0; file < headers.size(); file++) {
      List<String> header = headers.get(file).names();
      if (header.equals(declared)) {
        continue;
      }
      if (check(files.get(file), headers.get(file), declared, problems)) {
        orders.put(files.get(file).path(), header);
      }
    }
    problems.throwIfAny(
        ErrorCode.DATA_CONTRACT, "Cannot read the source: its header is not the declared one");
    return orders;
  }

  private static boolean check(
      SourceFile file, HeaderNames header, List<String> declared, Problems problems) {
    String where = file.shown() + ":" + (file.skipLines() + 1);
    Set<String> missing = new HashSet<>(declared);
    header.names().forEach(missing::remove);
    List<String> unexpected =
        header.names().stream().filter(name -> !declared.contains(name)).toList();
    if (missing.isEmpty() && unexpected.isEmpty()) {
      return true;
    }
    List<HeaderNames.Renamed> renamed =
        header.renamed().stream()
            .filter(one -> one.names().stream().anyMatch(unexpected::contains))
            .toList();
    for (HeaderNames.Renamed one : renamed) {
      problems.add(
          where,
          "the column name " + one.found(),
          one.once()
              ? "a name that does not begin with _ (Holdout's own columns do)"
              : "each name once",
          one.once()
              ? "Declare the column as " + one.called() + ", or rename it in the file"
              : "Declare these columns as " + one.called());
      missing.removeAll(one.header());
    }
    List<String> others =
        unexpected.stream()
            .filter(name -> renamed.stream().noneMatch(one -> one.names().contains(name)))
            .toList();
    if (!missing.isEmpty() || !others.isEmpty()) {
      problems.add(
          where,
          Stream.of(
                  missing.isEmpty()
                      ? ""
                      : "a header without "
                          + listed(declared.stream().filter(missing::contains).toList()),
                  others.isEmpty() ? "" : "unexpected columns " + listed(others))
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" and ")),
          declared.size() + " columns " + listed(declared),
          folderOf(file, missing)
                  .map(folder -> "Name the folder that holds " + folder + ", a column by its name")
                  .orElse(
                      "Declare the columns as the file names them, or say how many lines to skip"
                          + " before the header")
              + (others.stream().anyMatch(name -> name.matches("column_\\d+"))
                  ? ". A column without a name in the header is called column_ and its place"
                  : ""));
    }
    return false;
  }

  /** The folder above the source that a missing column is called by, such as region=EU. */
  private static Optional<String> folderOf(SourceFile file, Set<String> missing) {
    return Arrays.stream(file.path().split("/", -1))
        .filter(folder -> folder.indexOf('=') > 0)
        .filter(folder -> missing.contains(folder.substring(0, folder.indexOf('='))))
        .findFirst();
  }

  /** The names in the header of a file; without a header, the values of its first record. */
  HeaderNames names(SourceFile file) {
    Header header = header(file);
    List<String> names = new ArrayList<>(header.names());
    if (csv.rowNames() && csv.header()) {
      names.add(0, "");
    }
    if (csv.ragged() && csv.header()) {
      List<String> lines = lines(file, file.skipLines() + SOME_LINES);
      int from = file.skipLines() + header.lines();
      int unnamed = Header.unnamed(lines, from, csv.dialect(), names.size());
      names.addAll(Collections.nCopies(unnamed, ""));
    }
    return HeaderNames.of(names, ofDataset);
  }

  /** How many columns a file without a header has. */
  int width(SourceFile file) {
    if (!csv.ragged()) {
      return header(file).names().size();
    }
    List<String> lines = lines(file, file.skipLines() + MANY_LINES);
    return Header.width(
        lines.subList(Math.min(file.skipLines(), lines.size()), lines.size()), csv.dialect());
  }

  /** The file without its header: its lines are to be skipped, too. */
  SourceFile afterHeader(SourceFile file) {
    return csv.header() ? file.skipping(file.skipLines() + header(file).lines()) : file;
  }

  private Header header(SourceFile file) {
    List<String> lines = lines(file, file.skipLines() + SOME_LINES);
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
    Header header =
        Header.read(
            lines.subList(file.skipLines(), lines.size()),
            csv.dialect(),
            Math.max(1, csv.headerRows()));
    if (header.problem().isPresent()) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot read the header of "
              + file.shown()
              + ": found a "
              + header.problem().get()
              + ", expected column names in line "
              + (file.skipLines() + 1)
              + ". Check the separator, the quote and the lines to skip.");
    }
    return header;
  }

  /** The names of columns that have none. */
  static List<String> positional(int columns) {
    return IntStream.range(0, columns).mapToObj(at -> "column_" + (at + 1)).toList();
  }

  /**
   * Opens a file and looks at its first bytes.
   *
   * @throws HoldoutException if it cannot be unpacked, or is in another encoding than was said
   */
  void checkReadable(SourceFile file) {
    lines(file, 0);
  }

  /**
   * At most so many first lines of a file, unpacked, without a byte order mark.
   *
   * @throws HoldoutException if the file is in UTF-16 or UTF-32, and was said to be in another
   *     encoding
   */
  List<String> lines(SourceFile file, int count) {
    List<String> lines = new ArrayList<>();
    try (InputStream plain = new UnpackedFiles(configuration).open(file)) {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(plain, charset(file, plain)));
      for (String line = reader.readLine();
          line != null && lines.size() < count;
          line = reader.readLine()) {
        lines.add(lines.isEmpty() && line.startsWith("\ufeff") ? line.substring(1) : line);
      }
    } catch (IOException e) {
      throw UnpackedFiles.failed(file, e);
    }
    return lines;
  }

  /** How a file is decoded; in an encoding of two or four bytes its mark decides their order. */
  private Charset charset(SourceFile file, InputStream text) throws IOException {
    text.mark(WideText.BYTES);
    Optional<Charset> wide = WideText.charset(text.readNBytes(WideText.BYTES));
    text.reset();
    if (wide.isPresent() && !WideText.isWide(csv.encoding())) {
      throw file.refused(
          "text in " + wide.get(),
          csv.encoding(),
          "Set the source's encoding to " + wide.get() + ", or convert the file.");
    }
    return wide.orElseGet(() -> Charset.forName(csv.encoding()));
  }

  private static String listed(List<String> names) {
    return names.size() <= 10
        ? names.toString()
        : names.subList(0, 10) + " and " + (names.size() - 10) + " more";
  }
}
