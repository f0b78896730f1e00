package dev.holdout.sniff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.sniff.Dialect.Escape;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SnifferTest {
  private static final String[] TOWNS = {"Bonn", "Kiel", "Ulm", "Jena"};

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "^", "~", "::", "\u0001", "#"})
  void findsTheDelimiter(String delimiter) {
    Layout layout = sniff(rows(40, "%d," + "%s,%.2f,2024-03-%02d").replace(",", delimiter));
    assertThat(layout.dialect().delimiter()).isEqualTo(delimiter);
    assertThat(layout.columns()).containsExactly(Kind.INTEGER, Kind.WORD, Kind.NUMBER, Kind.DATE);
  }

  @Test
  void findsAColonBetweenValuesThatHaveNone() {
    String text =
        IntStream.range(0, 30)
            .mapToObj(i -> "user" + i + ":x:" + (1000 + i) + ":" + (100 + i) + ":/home/u" + i)
            .collect(Collectors.joining("\n"));
    assertThat(sniff(text).dialect().delimiter()).isEqualTo(":");
  }

  @Test
  void findsRunsOfBlanks() {
    Layout layout = sniff("  id   weight\n" + rows(30, "  %1$d     %3$.1f"));
    assertThat(layout.dialect().delimiter()).isEqualTo(Dialect.BLANKS);
    assertThat(layout.names()).containsExactly("id", "weight");
  }

  @Test
  void decimalCommasDoNotSeparate() {
    Layout layout = sniff("id;price, EUR;failed\n0;591,6;1\n1;112,7;0\n2;390,4;1\n3;82,1;0\n");
    assertThat(layout.dialect().delimiter()).isEqualTo(";");
    assertThat(layout.names()).containsExactly("id", "price, EUR", "failed");
  }

  @Test
  void timesDoNotSeparate() {
    Layout layout = sniff("clock\n12:30:01\n12:31:07\n12:35:00\n13:01:59\n");
    assertThat(layout.columns()).containsExactly(Kind.TIME);
    assertThat(layout.names()).containsExactly("clock");
  }

  @Test
  void findsBackslashesBeforeQuotes() {
    Layout layout =
        sniff("id,said,y\n" + rows(20, "%1$d,\"it is \\\"%2$s, really\\\", he said\",1"));
    assertThat(layout.dialect().escape()).isEqualTo(Escape.BACKSLASH);
    assertThat(layout.of("escape")).isPresent();
  }

  @Test
  void pathsThatEndInABackslashAreNoEscapes() {
    Layout layout = sniff("id,folder\n" + rows(20, "%1$d,\"C:\\%2$s\\\""));
    assertThat(layout.dialect().escape()).isEqualTo(Escape.DOUBLED);
  }

  @Test
  void findsSingleQuotes() {
    Layout layout = sniff("id,place,y\n" + rows(20, "%1$d,'%2$s, old town',1"));
    assertThat(layout.dialect().quote()).isEqualTo("'");
    assertThat(layout.columns()).hasSize(3);
  }

  @Test
  void singleQuotesMayEncloseDoubleOnes() {
    Layout layout = sniff("id,place,y\n" + rows(20, "%1$d,'%2$s, \"old\" town',1"));
    assertThat(layout.dialect().quote()).isEqualTo("'");
    assertThat(layout.rowNames()).isFalse();
  }

  @Test
  void apostrophesAreNoQuotes() {
    Layout layout = sniff("id,name\n" + rows(20, "%1$d,%2$s's"));
    assertThat(layout.dialect().quote()).isEqualTo("\"");
  }

  @Test
  void inchMarksAreNoQuotes() {
    Layout layout = sniff("id,pipe,y\n" + rows(20, "%1$d,\"5 inch,1\n%1$d,6\" pipe,0"));
    assertThat(layout.dialect().quote()).isEqualTo(Dialect.NONE);
  }

  @Test
  void blanksAfterDelimitersAreDropped() {
    Layout layout = sniff("id, name, y\n" + rows(20, "%1$d, \"%2$s, town\", 1"));
    assertThat(layout.dialect().trim()).isTrue();
    assertThat(layout.columns()).hasSize(3);
  }

  @Test
  void lineBreaksInTheFirstRecordsAreText() {
    Layout layout = sniff("id,note,y\r\n" + rows(20, "%1$d,\"two\r\nlines\",1"));
    assertThat(layout.names()).containsExactly("id", "note", "y");
    assertThat(layout.columns()).hasSize(3);
  }

  @Test
  void aQuoteThatNeverClosesIsOneBadRecord() {
    Layout layout = sniff("id,note,y\n1,\"open,0\n" + rows(200, "%1$d,\"fine\",1"));
    assertThat(layout.dialect().quote()).isEqualTo("\"");
    assertThat(layout.names()).containsExactly("id", "note", "y");
  }

  @ParameterizedTest
  @CsvSource({
    "'Report 2024', 1",
    "'Report 2024,,', 1",
    "'Report\n\nSource: office', 3",
    "'# made by hand\n# do not change', 2",
    "',,\nStation,,\n,,', 3"
  })
  void skipsAPreamble(String preamble, int lines) {
    Layout layout = sniff(preamble + "\nid,town,load\n" + rows(30, "%1$d,%2$s,%3$.2f"));
    assertThat(layout.skipLines()).isEqualTo(lines);
    assertThat(layout.names()).containsExactly("id", "town", "load");
  }

  @Test
  void findsAHeaderOnLine24() {
    String notes =
        IntStream.range(1, 24)
            .mapToObj(i -> i % 5 == 0 ? "" : "Note " + i + ": see the handbook, chapter " + i)
            .collect(Collectors.joining("\n"));
    Layout layout = sniff(notes + "\nid,town,load,day\n" + rows(12, "%d,%s,%.2f,2024-03-%02d"));
    assertThat(layout.skipLines()).isEqualTo(23);
    assertThat(layout.names()).containsExactly("id", "town", "load", "day");
  }

  @Test
  void namesTheLineAndTheReason() {
    Layout layout = sniff("id,town,load\n" + rows(30, "%1$d,%2$s,%3$.2f"));
    assertThat(layout.of("header").orElseThrow().sentence())
        .isEqualTo(
            "header: one row (line 1 has text where the rows have numbers or dates in 2 of 3"
                + " columns)");
    assertThat(layout.of("delimiter").orElseThrow().sentence())
        .isEqualTo("delimiter: comma (31 of 31 sampled records have 3 fields)");
  }

  @Test
  void rowsOfNumbersHaveNoHeader() {
    assertThat(sniff(rows(30, "%1$d,%3$.2f")).headerRows()).isZero();
    assertThat(sniff(rows(30, "%2$s,%1$d,%3$.2f")).headerRows()).isZero();
  }

  @Test
  void rowsOfWordsThatRecurHaveNoHeader() {
    String rows = rows(30, "%2$s,C0%4$02d,yes");
    assertThat(sniff(rows).headerRows()).isZero();
    assertThat(sniff("town,code,answer\n" + rows).names())
        .containsExactly("town", "code", "answer");
  }

  @Test
  void yearsAreNames() {
    Layout layout = sniff("town,2019,2020,2021\n" + rows(20, "%2$s,%3$.2f,%3$.1f,%1$d"));
    assertThat(layout.names()).containsExactly("town", "2019", "2020", "2021");
  }

  @Test
  void oneYearIsAName() {
    Layout layout = sniff("town,2022\n" + rows(20, "%2$s %1$d,%3$.2f"));
    assertThat(layout.names()).containsExactly("town", "2022");
  }

  @Test
  void monthsAreNamesOverNumbers() {
    Layout layout = sniff("town,Jan-20,Feb-20\n" + rows(20, "%2$s,%3$.2f,%3$.1f"));
    assertThat(layout.names()).containsExactly("town", "Jan-20", "Feb-20");
  }

  @Test
  void aHeaderMayNameTheFirstColumnsOnly() {
    Layout layout = sniff("id,load\n" + rows(20, "%1$d,%3$.2f,%2$s,2024-03-%4$02d"));
    assertThat(layout.names()).containsExactly("id", "load", "", "");
    assertThat(layout.ragged()).isTrue();
  }

  @Test
  void marksStandForNoValueInTheFirstRows() {
    Layout layout =
        sniff("town,load,share\nUlm,**,**\nKiel,**,**\n" + rows(40, "%2$s,%1$d,%3$.1f"));
    assertThat(layout.headerRows()).isEqualTo(1);
  }

  @Test
  void rowsWithoutValuesAtTheEndAreAFooter() {
    Layout layout = sniff("id,town,load\n" + rows(30, "%1$d,%2$s,%3$.2f") + ",,\n".repeat(300));
    assertThat(layout.footerLines()).isEqualTo(300);
  }

  @Test
  void singleQuotesInBracketsAreText() {
    Layout layout = sniff(rows(20, "%1$d, ['%2$s', 'b'], ['c', 'd']"));
    assertThat(layout.dialect().quote()).isEqualTo("\"");
  }

  @Test
  void namesMayBeEmptyOrRepeated() {
    Layout layout = sniff(",score,score\n" + rows(20, "%1$d,%3$.2f,%3$.1f"));
    assertThat(layout.names()).containsExactly("", "score", "score");
  }

  @Test
  void findsNamesOfRows() {
    Layout layout = sniff("\"x\"\t\"plan\"\n" + rows(20, "\"%1$d\"\t%3$.2f\t\"a\""));
    assertThat(layout.rowNames()).isTrue();
    assertThat(layout.names()).containsExactly("", "x", "plan");
    assertThat(layout.of("row names").orElseThrow().why())
        .isEqualTo("the header has 2 names, rows have 3 fields");
  }

  @Test
  void joinsTheRowsOfAHeader() {
    Layout layout = sniff("load,load,town\nkW,kVA,\n" + rows(20, "%1$d,%3$.2f,%2$s"));
    assertThat(layout.headerRows()).isEqualTo(2);
    assertThat(layout.names()).containsExactly("load kW", "load kVA", "town");
  }

  @Test
  void aNamedColumnSettlesTheHeader() {
    String text = "a,b\nc,d\ne,f\ng,h\n";
    assertThat(sniff(text, Set.of("c")).skipLines()).isEqualTo(1);
    assertThat(sniff(text, Set.of("c")).names()).containsExactly("c", "d");
  }

  @Test
  void aStatedDelimiterIsTaken() {
    Layout layout =
        Sniffer.sniff("a b,c\n1 2,3\n".getBytes(UTF_8), new Hints(Optional.of(" "), Set.of()));
    assertThat(layout.dialect().delimiter()).isEqualTo(" ");
  }

  @ParameterizedTest
  @CsvSource({
    "'Total,,55.1', 1",
    "'\nSource: office', 2",
    "',,\nNote: provisional,,\nTotal,,9', 3",
    "'55 rows', 1"
  })
  void findsAFooter(String footer, int lines) {
    Layout layout = sniff("id,town,load\n" + rows(30, "%1$d,%2$s,%3$.2f") + footer + "\n");
    assertThat(layout.footerLines()).isEqualTo(lines);
  }

  @Test
  void aTableThatEndsWithItsRowsHasNoFooter() {
    assertThat(sniff("id,town\n" + rows(30, "%1$d,%2$s") + "\n\n").footerLines()).isZero();
    assertThat(sniff("id,a,b\n" + rows(30, "%1$d,,\n%1$d,1,")).footerLines()).isZero();
  }

  @Test
  void rowsMayLeaveOutFieldsAtTheirEnd() {
    Layout layout = sniff("id,load,note\n" + rows(20, "%1$d,%3$.2f,%2$s\n%1$d,%3$.2f"));
    assertThat(layout.ragged()).isTrue();
    assertThat(layout.names()).hasSize(3);
    assertThat(sniff("id,load\n" + rows(20, "%1$d,%3$.2f")).ragged()).isFalse();
  }

  @Test
  void rowsMayEndInADelimiter() {
    Layout layout = sniff("id,town,load\n" + rows(20, "%1$d,%2$s,%3$.2f,"));
    assertThat(layout.rowNames()).isFalse();
    assertThat(layout.names()).containsExactly("id", "town", "load");
    assertThat(layout.ragged()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n1\n0\n1\n0\n", "y\n1"})
  void oneColumnIsATable(String text) {
    assertThat(sniff(text).names()).containsExactly("y");
    assertThat(sniff(text).columns()).containsExactly(Kind.INTEGER);
  }

  @Test
  void oneLineIsAHeaderOrARow() {
    assertThat(sniff("id,town,load").names()).containsExactly("id", "town", "load");
    assertThat(sniff("1,Bonn,2.5").headerRows()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"n,LF", "rn,CR LF", "r,CR"})
  void findsTheLineEnding(String letters, String found) {
    String ending = letters.replace('r', '\r').replace('n', '\n');
    String other = ("id,load\n" + rows(9, "%1$d,%3$.2f")).replace("\n", ending);
    assertThat(sniff(other).of("line ending").orElseThrow().found()).isEqualTo(found);
    assertThat(sniff(other).names()).containsExactly("id", "load");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "windows-1252"})
  void findsTheEncoding(String charset) {
    String text = "id,town\n" + rows(40, "%1$d,K\u00f6ln");
    for (String mark :
        charset.startsWith("UTF") ? new String[] {"", "\ufeff"} : new String[] {""}) {
      Layout layout = Sniffer.sniff((mark + text).getBytes(Charset.forName(charset)), Hints.NONE);
      assertThat(layout.encoding()).isEqualTo(charset);
      assertThat(layout.names()).containsExactly("id", "town");
    }
  }

  @Test
  void bytesThatAreNotUtf8MayBeginLate() {
    String plain = "id,town\n" + rows(200_000, "%1$d,%2$s");
    Layout layout =
        Sniffer.sniff(
            (plain + "9,K\u00f6ln\n").getBytes(Charset.forName("windows-1252")), Hints.NONE);
    assertThat(layout.encoding()).isEqualTo("windows-1252");
    assertThat(layout.of("encoding").orElseThrow().why())
        .isEqualTo("1 bytes that are not UTF-8, the first in line 200002");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "{'a': 1}/{'a': 2} ! JSON_LINES",
        "[{'a': 1}, {'a': 2}] ! JSON_ARRAY",
        "[/  {/  'a': 1}] ! JSON_ARRAY",
        "{/  'a': 1/} ! JSON_DOCUMENT",
        "PAR1 ! PARQUET",
        "<html><body> ! MARKUP",
        "[a],[b]/1,2 ! DELIMITED",
        "version https:%%git-lfs.github.com%spec%v1/oid ! POINTER",
        "`` ! EMPTY"
      })
  void findsTheContent(String text, Content content) {
    String written = text.replace("/", "\n").replace("%", "/").replace('\'', '"');
    assertThat(sniff(written).content()).isEqualTo(content);
  }

  static Layout sniff(String text) {
    return sniff(text, Set.of());
  }

  private static Layout sniff(String text, Set<String> columns) {
    return Sniffer.sniff(text.getBytes(UTF_8), new Hints(Optional.empty(), columns));
  }

  /** Rows of a number, a town, a decimal and a day, in this form. */
  private static String rows(int count, String form) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                String.format(
                    java.util.Locale.ROOT,
                    form,
                    i * 7 % 31 + 1,
                    TOWNS[i * 5 % 4],
                    i * 37 % 101 / 4.0,
                    i % 28 + 1))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
