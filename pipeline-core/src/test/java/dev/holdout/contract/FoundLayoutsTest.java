package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Hints;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table in many layouts: what is found reads the same rows by every path. */
final class FoundLayoutsTest {
  private static final List<String> ROWS =
      IntStream.range(0, 40)
          .mapToObj(
              i ->
                  String.format("[%d,%s, %d,", i, i % 3 == 0 ? "K\u00f6ln" : "Ulm", i)
                      + i / 100.0
                      + "]")
          .toList();

  private final Profiler profiler = new Profiler(TestSession.spark());
  @TempDir Path folder;

  /** Ways to write the rows of a number, a text with a comma and a decimal. */
  private enum Written {
    PLAIN("id,town,load\n", "%d,\"%s, %d\",0.%02d\n", ""),
    WINDOWS("id,town,load\r\n", "%d,\"%s, %d\",0.%02d\r\n", ""),
    CARRIAGE_RETURNS("id,town,load\r", "%d,\"%s, %d\",0.%02d\r", ""),
    SEMICOLONS("id;town;load\n", "%d;%s, %d;0.%02d\n", ""),
    SEVERAL_CHARACTERS("id::town::load\n", "%d::%s, %d::0.%02d\n", ""),
    SINGLE_QUOTES("id,town,load\n", "%d,'%s, %d',0.%02d\n", ""),
    PREAMBLE("Report,,\n,,\nid,town,load\n", "%d,\"%s, %d\",0.%02d\n", ""),
    TWO_HEADER_ROWS("no,where,load\n(1),(text),(kW)\n", "%d,\"%s, %d\",0.%02d\n", ""),
    FOOTER("id,town,load\n", "%d,\"%s, %d\",0.%02d\n", "\nSource: office\nTotal,,9\n"),
    ROW_NAMES("town,load\n", "%d,\"%s, %d\",0.%02d\n", ""),
    RAGGED("id,town,load,note\n", "%d,\"%s, %d\",0.%02d\n", "99,Bonn,1.0,last\n"),
    ENDING_DELIMITERS("id,town,load\n", "%d,\"%s, %d\",0.%02d,\n", ""),
    BLANKS("id, town, load\n", "%d, \"%s, %d\", 0.%02d\n", ""),
    LINE_BREAK_IN_A_NAME("id,town,\"load\nin kW\"\n", "%d,\"%s, %d\",0.%02d\n", ""),
    SHORT_HEADER("id\n", "%d,\"%s, %d\",0.%02d\n", ""),
    PSQL(" id | town | load \n----+------+------\n", " %d | %s, %d | 0.%02d \n", "(40 rows)\n\n"),
    NO_HEADER("", "%d,\"%s, %d\",0.%02d\n", "");

    private final String head;
    private final String row;
    private final String foot;

    Written(String head, String row, String foot) {
      this.head = head;
      this.row = row;
      this.foot = foot;
    }

    String text() {
      return IntStream.range(0, 40)
          .mapToObj(i -> String.format(row, i, i % 3 == 0 ? "K\u00f6ln" : "Ulm", i, i))
          .collect(Collectors.joining("", head, foot));
    }
  }

  @ParameterizedTest
  @EnumSource(Written.class)
  void readsTheSameRows(Written written) {
    for (String charset : List.of("UTF-8", "windows-1252", "UTF-16")) {
      SourceSpec found = profiler.guess(file(charset, written.text()).toString());
      Dataset<Row> rows = profiler.rows(found).drop(Columns.UNREADABLE);
      assertThat(texts(rows, 0, 3)).as(charset).isEqualTo(ROWS);
      assertThat(profiler.profile(found).unreadable()).isZero();

      ColumnSpec[] columns =
          Arrays.stream(rows.columns())
              .filter(name -> !name.startsWith(Columns.RESERVED_PREFIX))
              .map(Fixture::text)
              .toArray(ColumnSpec[]::new);
      Fixture fixture = new Fixture(folder.resolve(charset));
      Ingestion ingested = fixture.ingest(found, contract(List.of(), columns));
      assertThat(ingested.quarantined()).isZero();
      assertThat(ingested.accepted()).isEqualTo(rows.count());
    }
  }

  @Test
  void bytesThatAreNotUtf8MayBeginLate() {
    String text =
        IntStream.range(0, 3000)
            .mapToObj(i -> i + "," + (i < 2500 ? "Ulm" : "K\u00f6ln"))
            .collect(Collectors.joining("\n", "id,town\n", "\n"));
    SourceSpec found = profiler.guess(file("windows-1252", text).toString());
    assertThat(profiler.profile(found).unreadable()).isZero();
    assertThat(profiler.rows(found).filter("town = 'K\u00f6ln'").count()).isEqualTo(500);
  }

  @Test
  void numbersMayHaveADecimalComma() {
    String text =
        IntStream.range(0, 30)
            .mapToObj(i -> i + ";" + i * 100 + "," + (i + 10) + ";1.23" + i % 10 + "," + i % 10)
            .collect(Collectors.joining("\n", "id;load;sum\n", "\n"));
    Path file = file("UTF-8", text);
    SourceSpec found = profiler.guess(file.toString());
    Profile profile = profiler.profile(found);
    assertThat(profile.columns())
        .extracting(column -> column.written().number().decimalComma())
        .containsExactly(false, true, true);
    assertThat(profile.columns().get(1).type()).isEqualTo(ColumnType.NUMBER);
    assertThat(profile.columns().get(1).max()).contains("2900.39");
    ColumnSpec load =
        new ColumnSpec(
            "load",
            ColumnType.NUMBER,
            true,
            Optional.empty(),
            Optional.of(3000.0),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new NumberForm(true, "", "", false));
    Fixture fixture = new Fixture(folder.resolve("commas"));
    Ingestion ingested =
        fixture.ingest(
            found, contract(List.of(), Fixture.integer("id"), load, Fixture.text("sum")));
    assertThat(ingested.quarantined()).isZero();
    assertThat(fixture.rows(ingested.dataset(), "sum(load)")).containsExactly("[43507.35]");
  }

  @Test
  void aQuoteAfterABackslashIsText() {
    String text =
        IntStream.range(0, 30)
            .mapToObj(i -> i + ",\"he said \\\"no\\\", twice\",C:\\temp")
            .collect(Collectors.joining("\n", "id,said,path\n", "\n"));
    SourceSpec found = profiler.guess(file("UTF-8", text).toString());
    assertThat(profiler.rows(found).first().getString(1)).isEqualTo("he said \"no\", twice");
    assertThat(profiler.rows(found).first().getString(2)).isEqualTo("C:\\temp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 1, 'v': 'a, {b}'}\n{'id': 2}\n{'v': 'c', 'w': NaN}\n",
        "[{'id': 1, 'v': 'a, {b}'}, {'id': 2}, {'v': 'c', 'w': NaN}]",
        "[\n  {\n    'id': 1,\n    'v': 'a, {b}'\n  },\n  {'id': 2},\n{'v': 'c', 'w': NaN}\n]\n",
        "{\n  'id': 1,\n  'v': 'a, {b}'\n}\n{\n'id': 2}\n\n{'v': 'c',\n'w': NaN}"
      })
  void readsJsonInAnyShape(String shape) {
    for (String charset : List.of("UTF-8", "UTF-16", "UTF-16LE")) {
      Path file = file(charset, shape.replace('\'', '"'));
      SourceSpec found = profiler.guess(file.toString());
      assertThat(texts(profiler.rows(found), 0, 3))
          .as(charset)
          .containsExactlyInAnyOrder("[1,a, {b},null]", "[2,null,null]", "[null,c,NaN]");
      assertThat(profiler.profile(found).columns())
          .extracting(Profile.ColumnProfile::name)
          .containsExactly("id", "v", "w");
      Fixture fixture = new Fixture(folder.resolve("json" + charset));
      Ingestion ingested =
          fixture.ingest(
              found,
              contract(List.of(), Fixture.integer("id"), Fixture.text("v"), Fixture.integer("w")));
      assertThat(ingested.accepted() + ingested.quarantined()).isEqualTo(3);
    }
  }

  @Test
  void aRecordOfJsonThatIsNoneIsReportedWithItsLine() {
    Path file = file("UTF-8", "[\n{\"id\": 1},\n{\"id\": 2 3},\n7,\n{\"id\": 4}\n]\n");
    Dataset<Row> rows = profiler.rows(profiler.guess(file.toString()));
    assertThat(rows.filter("id is not null").count()).isEqualTo(2);
    assertThat(texts(rows.filter("_unreadable is not null").select("_unreadable"), 0, 1))
        .containsExactly(
            "[" + file + ", line 3: no valid JSON]", "[" + file + ", line 4: no JSON object]");
  }

  @Test
  void columnsOfNumbersAndOfListsOfThemHoldThose() {
    Path file =
        file(
            "UTF-8",
            """
            n;price;share;p;code;mixed
            1;1.234,50 €;12,5 %;[0.1, 0.9];007;9
            NA;2,00 €;7 %;[];008;10
            3;;;[1,0];009;n/k
            """);
    Dataset<Row> rows = profiler.rows(profiler.guess(file.toString()));
    assertThat(rows.drop(Columns.UNREADABLE).schema().fields())
        .extracting(field -> field.dataType().simpleString())
        .containsExactly("bigint", "double", "double", "array<double>", "string", "string");
    assertThat(texts(rows.selectExpr("n", "price", "share", "size(p)"), 0, 4))
        .containsExactly("[1,1234.5,12.5,2]", "[null,2.0,7.0,0]", "[3,null,null,2]");
  }

  @Test
  void aFooterIsKnownOfTheRows() {
    Dataset<Row> rows =
        profiler.rows(profiler.guess(file("UTF-8", Written.FOOTER.text()).toString()));
    assertThat(rows.schema().apply(Columns.UNREADABLE).metadata().getLong(Columns.FOOTER))
        .isEqualTo(3);
  }

  @Test
  void columnsOfDatesAndTimesHoldThose() {
    Path file =
        file(
            "UTF-8",
            """
            id;day;start;none
            1;2024-07-01;17.01.2024 06:02;0000-00-00
            2;2024-06-30;31.12.2023 23:59;2024-07-01
            3;;5.2.2024 00:00;2024-07-02
            """);
    Dataset<Row> rows = profiler.rows(profiler.guess(file.toString()));
    assertThat(rows.drop(Columns.UNREADABLE).schema().fields())
        .extracting(field -> field.dataType().simpleString())
        .containsExactly("bigint", "date", "timestamp", "date");
    assertThat(
            texts(
                rows.selectExpr("day > '2024-06-30'", "start < '2024-02-01'", "none is null"),
                0,
                3))
        .containsExactly("[true,true,true]", "[false,true,false]", "[null,false,false]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": {\"0\": 1, \"1\": 2}, \"b\": {\"0\": 3, \"1\": 4}}",
        "{\"columns\": [\"a\", \"b\"], \"index\": [0], \"data\": [[1, 2]]}"
      })
  void saysHowToWriteJsonByRows(String text) {
    assertThatThrownBy(() -> profiler.guess(file("UTF-8", text).toString()))
        .hasMessageContaining("one JSON object whose members are columns")
        .hasMessageContaining("orient=\"records\"");
  }

  @Test
  void infinitiesLeaveAColumnNumbers() {
    Path file = file("UTF-8", "{\"x\": 1.5}\n{\"x\": -Infinity}\n{\"x\": NaN}\n");
    Dataset<Row> rows = profiler.rows(profiler.guess(file.toString()));
    assertThat(texts(rows.selectExpr("x", "x > 0"), 0, 2))
        .containsExactly("[1.5,true]", "[-Infinity,false]", "[null,null]");
  }

  @Test
  void saysWhereAnObjectHoldsTheRows() {
    Path file = file("UTF-8", "{\"n\": 2, \"data\": [{\"id\": 1}, {\"id\": 2}]}");
    assertThatThrownBy(() -> profiler.guess(file.toString()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("one JSON object whose member \"data\" holds the rows")
        .hasMessageContaining("jq '.[\"data\"]'");
  }

  @Test
  void unpacksByContent() throws Exception {
    byte[] text = "id,y\n1,0\n2,1\n".getBytes(StandardCharsets.UTF_8);
    for (String packing :
        List.of(
            CompressorStreamFactory.GZIP,
            CompressorStreamFactory.BZIP2,
            CompressorStreamFactory.XZ,
            CompressorStreamFactory.ZSTANDARD,
            CompressorStreamFactory.LZ4_FRAMED)) {
      Path file = folder.resolve(packing + ".csv");
      try (OutputStream out =
          new CompressorStreamFactory()
              .createCompressorOutputStream(packing, Files.newOutputStream(file))) {
        out.write(text);
      }
      expectTwoRows(file);
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 9));
      assertThatThrownBy(() -> profiler.profile(profiler.guess(file.toString())))
          .as(packing)
          .hasMessageContaining("found a file that is cut off or damaged");
    }
    expectTwoRows(Files.write(folder.resolve("plain.csv.gz"), text));
    expectTwoRows(zipped("one.csv", text, "table.csv"));
    assertThatThrownBy(
            () -> profiler.guess(zipped("two.csv.gz", text, "a.csv", "b.csv").toString()))
        .hasMessageContaining("found a zip archive with several files (a.csv, b.csv)");
    assertThatThrownBy(
            () -> profiler.guess(zipped("book.xlsx", text, "[Content_Types].xml").toString()))
        .hasMessageContaining("found a spreadsheet (xlsx)");
    assertThatThrownBy(() -> profiler.guess(zipped("none.zip", text).toString()))
        .hasMessageContaining("found a zip archive without a file");
  }

  private void expectTwoRows(Path file) {
    SourceSpec found = profiler.guess(file.toString());
    assertThat(profiler.profile(found).rows()).as(file.toString()).isEqualTo(2);
    assertThat(profiler.rows(found).selectExpr("sum(id + y)").first().getLong(0)).isEqualTo(4);
    Fixture fixture = new Fixture(folder.resolve("of " + file.getFileName()));
    assertThat(
            fixture
                .ingest(found, contract(List.of(), Fixture.integer("id"), Fixture.integer("y")))
                .accepted())
        .isEqualTo(2);
  }

  private Path zipped(String name, byte[] text, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("folder/"));
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(text);
      }
      out.putNextEntry(new ZipEntry("__MACOSX/._table.csv"));
      out.write(0);
    }
    return file;
  }

  @Test
  void keepsTheEvidence() {
    Path file = file("UTF-8", Written.PREAMBLE.text());
    assertThat(profiler.find(file.toString(), Hints.NONE).evidence())
        .extracting(one -> one.sentence())
        .contains(
            "preamble: 2 lines (before the first line of the table's width)",
            "header: one row (line 3 has text where the rows have numbers or dates in 2 of 3"
                + " columns)");
  }

  private static List<String> texts(Dataset<Row> rows, int from, int to) {
    return rows.collectAsList().stream()
        .limit(40)
        .map(
            row ->
                IntStream.range(from, to)
                    .mapToObj(at -> String.valueOf(row.get(at)))
                    .collect(Collectors.joining(",", "[", "]")))
        .toList();
  }

  private Path file(String charset, String text) {
    Path file = folder.resolve("table-" + charset + ".csv");
    try {
      Files.write(file, text.getBytes(Charset.forName(charset)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
