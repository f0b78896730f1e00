package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Hints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
              i -> String.format("[%d,%s, %d,0.%02d]", i, i % 3 == 0 ? "K\u00f6ln" : "Ulm", i, i))
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
    for (String charset : List.of("UTF-8", "windows-1252")) {
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
  @ValueSource(strings = {"[{\"a\": 1}]", "{\n\"a\": 1\n}"})
  void saysHowJsonBecomesLines(String text) {
    Path file = file("UTF-8", text);
    assertThatThrownBy(() -> profiler.guess(file.toString()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("expected one JSON object in each line. Convert it: jq -c ");
  }

  @Test
  void saysWhatAPackedFileIs() {
    Fixture fixture = new Fixture(folder);
    Path packed = fixture.file("a.csv.gz", "id,y\n1,0\n");
    Path other = folder.resolve("b.csv");
    Path plain = folder.resolve("c.csv.gz");
    Path cut = folder.resolve("d.csv.gz");
    try {
      byte[] bytes = Files.readAllBytes(packed);
      Files.write(other, bytes);
      Files.write(cut, Arrays.copyOf(bytes, bytes.length - 9));
      Files.writeString(plain, "id,y\n1,0\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(profiler.profile(profiler.guess(packed.toString())).rows()).isEqualTo(1);
    assertThatThrownBy(() -> profiler.guess(other.toString()))
        .hasMessageContaining("found gzip, expected plain text. Give it a name that ends in .gz.");
    assertThatThrownBy(() -> profiler.guess(plain.toString()))
        .hasMessageContaining("found bytes that are not gzip, expected gzip, as its name says.");
    assertThatThrownBy(() -> profiler.guess(cut.toString()))
        .hasMessageContaining("found a file that is cut off or damaged");
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
                    .mapToObj(row::getString)
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
