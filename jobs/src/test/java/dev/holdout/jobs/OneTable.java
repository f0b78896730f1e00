package dev.holdout.jobs;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdout.TestSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One table, written in many kinds: an id, a text with delimiters, quotes and letters beyond ASCII,
 * an amount that some rows lack, a date, a label and a score.
 */
final class OneTable {
  static final int ROWS = 90;
  static final List<String> COLUMNS = List.of("id", "place", "amount", "opened", "y", "p");

  /** Writes the table in one way, into an empty folder; says where it is. */
  interface Kind {
    Path write(Path folder) throws IOException;
  }

  private OneTable() {}

  /** All kinds by their names; every one holds the same values as {@code plain}. */
  static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("plain", folder -> text(folder, csv()));
    kinds.put("byte order mark", folder -> text(folder, "\ufeff" + csv()));
    kinds.put("late Latin-1", folder -> bytes(folder, csv().getBytes(windows())));
    kinds.put("UTF-16 LE", folder -> bytes(folder, ("\ufeff" + csv()).getBytes(UTF_16LE)));
    kinds.put("UTF-16 BE", folder -> bytes(folder, ("\ufeff" + csv()).getBytes(UTF_16BE)));
    kinds.put("UTF-16 without mark", folder -> bytes(folder, csv().getBytes(UTF_16LE)));
    kinds.put("CR LF", folder -> text(folder, csv().replace("\n", "\r\n")));
    kinds.put("CR", folder -> text(folder, csv().replace("\n", "\r")));
    kinds.put("tabs", folder -> text(folder, csv("\t", OneTable::doubled)));
    kinds.put(
        "decimal commas",
        folder ->
            text(
                folder,
                csv(";", OneTable::doubled).replaceAll(";(\\d+)\\.(\\d+)(?=[;\n])", ";$1,$2")));
    kinds.put("single quotes", folder -> text(folder, csv(",", place -> "'" + place + "'")));
    kinds.put(
        "backslashes",
        folder -> text(folder, csv(",", place -> "\"" + place.replace("\"", "\\\"") + "\"")));
    kinds.put("blanks", folder -> text(folder, csv(", ", OneTable::doubled)));
    kinds.put(
        "preamble and footer",
        folder ->
            text(folder, "Places of the year\nSource: office\n\n" + csv() + "Total,,4711,,,\n"));
    kinds.put(
        "two header rows",
        folder -> text(folder, csv().replaceFirst("\n", "\n,(text),(EUR),(day),,\n")));
    kinds.put("row names", folder -> text(folder, rowNames()));
    kinds.put("ragged", folder -> text(folder, csv().replaceAll("(?m)^(1\\d,.*)$", "$1,")));
    kinds.put("gzip as .csv", folder -> gzip(folder.resolve("t.csv"), csv().getBytes(UTF_8)));
    kinds.put("plain as .gz", folder -> Files.writeString(folder.resolve("t.csv.gz"), csv()));
    kinds.put("zip", OneTable::zip);
    kinds.put("bzip2", OneTable::bzip2);
    kinds.put("two files", folder -> twoFiles(folder));
    kinds.put("JSON lines", folder -> text(folder, json("", "\n", "\n", "")));
    kinds.put("JSON array", folder -> text(folder, json("[", ", ", "]", "")));
    kinds.put("pretty JSON", folder -> text(folder, json("[\n  ", ",\n  ", "\n]\n", "\n    ")));
    kinds.put(
        "Parquet",
        folder -> {
          typed().coalesce(1).write().parquet(folder.resolve("t").toString());
          return folder.resolve("t");
        });
    kinds.put(
        "partition folders",
        folder -> {
          typed()
              .selectExpr("*", "if(id % 2 = 0, 'EU', 'US') AS region")
              .coalesce(1)
              .write()
              .partitionBy("region")
              .parquet(folder.resolve("t").toString());
          return folder.resolve("t");
        });
    kinds.put(
        "partition folders of CSV",
        folder -> {
          for (String y : List.of("0", "1")) {
            Path in = Files.createDirectories(folder.resolve("t/y=" + y));
            String rows =
                csv()
                    .lines()
                    .filter(line -> line.matches(".*,(y|" + y + "),[^,]+"))
                    .map(line -> line.replaceFirst(",[^,]+(,[^,]+)$", "$1"))
                    .collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(in.resolve("part.csv"), rows);
          }
          return folder.resolve("t");
        });
    kinds.put(
        "Delta",
        folder -> {
          typed().coalesce(1).write().format("delta").save(folder.resolve("t").toString());
          return folder.resolve("t");
        });
    return kinds;
  }

  /** The values of every row as texts, in the order of ids. */
  static List<List<String>> values() {
    return IntStream.range(0, ROWS)
        .mapToObj(
            row ->
                List.of(
                    String.valueOf(row),
                    place(row),
                    amount(row).equals("NA") ? "null" : number(amount(row)),
                    opened(row),
                    y(row),
                    number(p(row))))
        .toList();
  }

  /** Root of the mean squared difference of score and label. */
  static double rmse() {
    return Math.sqrt(
        IntStream.range(0, ROWS)
            .mapToDouble(row -> Double.parseDouble(p(row)) - Double.parseDouble(y(row)))
            .map(difference -> difference * difference)
            .average()
            .orElseThrow());
  }

  private static String number(String text) {
    return String.valueOf(Double.parseDouble(text));
  }

  /** The table as RFC 4180 has it. */
  static String csv() {
    return csv(",", OneTable::doubled);
  }

  static String csv(String delimiter, UnaryOperator<String> quoted) {
    return IntStream.range(0, ROWS)
        .mapToObj(row -> row(row, delimiter, quoted))
        .collect(Collectors.joining("\n", String.join(delimiter, COLUMNS) + "\n", "\n"));
  }

  static String doubled(String place) {
    return "\"" + place.replace("\"", "\"\"") + "\"";
  }

  static Path gzip(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  private static String row(int row, String delimiter, UnaryOperator<String> quoted) {
    return String.join(
        delimiter,
        String.valueOf(row),
        quoted.apply(place(row)),
        amount(row),
        opened(row),
        y(row),
        p(row));
  }

  /** Letters beyond ASCII stand in the second half alone. */
  private static String place(int row) {
    String town = row < ROWS / 2 ? "Ulm" : "Köln";
    return town + ", " + (row % 4 == 0 ? "\"Old Town\" " : "") + "no. " + row * 7 % 31;
  }

  private static String amount(int row) {
    return row % 15 == 7 ? "NA" : String.format(Locale.ROOT, "%.2f", 20.25 + row * 37 % 90);
  }

  private static String opened(int row) {
    return String.format(Locale.ROOT, "2024-%02d-%02d", 1 + row % 12, 1 + row % 28);
  }

  private static String y(int row) {
    return row * 7919 % 10 < 4 ? "1" : "0";
  }

  /** Right in four rows of five. */
  private static String p(int row) {
    boolean high = y(row).equals("1") ^ row % 5 == 0;
    return String.format(Locale.ROOT, "0.%d%d", high ? 6 + row % 3 : 1 + row % 3, row % 9 + 1);
  }

  private static String rowNames() {
    String[] lines = csv().split("\n", -1);
    return IntStream.range(0, lines.length - 1)
        .mapToObj(line -> (line == 0 ? "" : "\"r" + line + "\",") + lines[line] + "\n")
        .collect(Collectors.joining());
  }

  private static String json(String open, String between, String close, String indent) {
    return IntStream.range(0, ROWS)
        .mapToObj(row -> object(row, indent))
        .collect(Collectors.joining(between, open, close));
  }

  private static String object(int row, String indent) {
    List<String> members =
        List.of(
            "\"id\": " + row,
            "\"place\": \"" + place(row).replace("\"", "\\\"") + "\"",
            "\"amount\": " + (amount(row).equals("NA") ? "null" : amount(row)),
            "\"opened\": \"" + opened(row) + "\"",
            "\"y\": " + y(row),
            "\"p\": " + p(row));
    return members.stream()
        .map(member -> indent + member)
        .collect(Collectors.joining(", ", "{", indent.isEmpty() ? "}" : "\n  }"));
  }

  private static Dataset<Row> typed() {
    List<String> objects = IntStream.range(0, ROWS).mapToObj(row -> object(row, "")).toList();
    return TestSession.spark()
        .read()
        .schema("id LONG, place STRING, amount DOUBLE, opened DATE, y LONG, p DOUBLE")
        .json(TestSession.spark().createDataset(objects, Encoders.STRING()));
  }

  private static Path twoFiles(Path folder) throws IOException {
    String[] lines = csv().split("(?<=\n)");
    Path both = Files.createDirectories(folder.resolve("both"));
    for (int part = 0; part < 2; part++) {
      int from = 1 + part * ROWS / 2;
      Files.writeString(
          both.resolve("part " + part + ".csv"),
          "\ufeff" + lines[0] + String.join("", Arrays.copyOfRange(lines, from, from + ROWS / 2)));
    }
    return both;
  }

  private static Path zip(Path folder) throws IOException {
    Path file = folder.resolve("t.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("t.csv"));
      out.write(csv().getBytes(UTF_8));
    }
    return file;
  }

  private static Path bzip2(Path folder) throws IOException {
    Path file = folder.resolve("t.csv.bz2");
    try (OutputStream out = new BZip2CompressorOutputStream(Files.newOutputStream(file))) {
      out.write(csv().getBytes(UTF_8));
    }
    return file;
  }

  static Path text(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  static Path bytes(Path folder, byte[] bytes) throws IOException {
    return Files.write(folder.resolve("t.csv"), bytes);
  }

  private static Charset windows() {
    return Charset.forName("windows-1252");
  }
}
