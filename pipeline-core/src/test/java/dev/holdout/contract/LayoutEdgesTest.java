package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.sniff.Hints;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines at the edges of a table that look like rows, rows that look like none, and no text. */
final class LayoutEdgesTest {
  private final Profiler profiler = new Profiler(TestSession.spark());
  @TempDir Path folder;

  @Test
  void aRowThatIsCutOffIsNoFooter() {
    String text =
        IntStream.range(0, 40)
            .mapToObj(i -> i + ",Ulm," + i * 7 % 90 + "," + i % 2 + ",0." + i)
            .collect(Collectors.joining("\n", "id,town,load,y,p\n", "\n40,Bonn"));
    SourceSpec found = profiler.guess(file(text).toString());
    assertThat(found.csv().footerLines()).isZero();
    assertThat(found.csv().ragged()).isFalse();
    assertThat(profiler.rows(found).count()).isEqualTo(41);
  }

  @ParameterizedTest
  @CsvSource({
    "'40,Bonn', the file ends inside the record",
    "'40,Bonn\n', ",
    "'40,Bonn,3,1', ",
  })
  void aRecordInWhichTheFileEndsIsUnreadable(String last, String reason) {
    // Every tenth row leaves its last field out.
    String text =
        IntStream.range(0, 40)
            .mapToObj(i -> i + ",Ulm," + i * 7 % 90 + "," + i % 2 + (i % 10 == 0 ? "" : ",0." + i))
            .collect(Collectors.joining("\n", "id,town,load,y,p\n", "\n" + last));
    Path file = file(text);
    SourceSpec found = profiler.guess(file.toString());
    assertThat(found.csv().ragged()).isTrue();
    Dataset<Row> rows = profiler.rows(found);
    assertThat(rows.count()).isEqualTo(41);
    assertThat(reasons(rows))
        .isEqualTo(reason == null ? List.of() : List.of(file + ", line 42: " + reason));
  }

  @Test
  void twoHeaderRowsMayEndInYears() {
    for (String above : List.of(",sales,sales", "area,sales,", ",sales,sales")) {
      String text =
          IntStream.range(0, 20)
              .mapToObj(i -> "r" + i + "," + (300 + i * 7) + "," + (400 + i * 3))
              .collect(Collectors.joining("\n", above + "\nregion,2023,2024\n", "\n"));
      SourceSpec found = profiler.guess(file(text).toString());
      assertThat(found.csv().headerRows()).as(above).isEqualTo(2);
      assertThat(profiler.rows(found).columns()[1]).isEqualTo("sales 2023");
      assertThat(profiler.profile(found).rows()).isEqualTo(20);
    }
    String named =
        IntStream.range(0, 20)
            .mapToObj(i -> "r" + i + "," + (300 + i * 7) + "," + (400 + i * 3))
            .collect(Collectors.joining("\n", ",sales,sales\nregion,2023,2024\n", "\n"));
    Hints sales = new Hints(Optional.empty(), Set.of("sales"));
    assertThat(profiler.find(file(named).toString(), sales).spec().csv().headerRows())
        .as("a name of two columns does not say which row is the header")
        .isEqualTo(2);
    String text =
        IntStream.range(0, 20)
            .mapToObj(i -> "r" + i + "," + (300 + i * 7) + "," + (400 + i * 3))
            .collect(Collectors.joining("\n", "region,a,b\nr,2023,2024\n", "\n"));
    assertThat(profiler.guess(file(text).toString()).csv().headerRows())
        .as("numbers below names that differ are a row")
        .isEqualTo(1);
  }

  @Test
  void theLineBelowTheNamesOfMarkdownIsNoRow() {
    String text =
        IntStream.range(0, 20)
            .mapToObj(i -> "| " + i + " | t" + i % 3 + " |")
            .collect(Collectors.joining("\n", "| id | town |\n|---:|:---:|\n", "\n"));
    SourceSpec found = profiler.guess(file(text).toString());
    Dataset<Row> rows = profiler.rows(found);
    assertThat(rows.columns()).contains("id", "town");
    assertThat(rows.count()).isEqualTo(20);
    assertThat(rows.selectExpr("sum(id)", "count_if(_unreadable is not null)").first())
        .hasToString("[190,0]");
  }

  @Test
  void arffIsRefusedWithWhatToDo() {
    Path file =
        file(
            """
            % Measured by hand.
            %
            @RELATION iris

            @ATTRIBUTE sepal NUMERIC
            @DATA
            5.1
            """);
    assertThatThrownBy(() -> profiler.guess(file.toString()))
        .hasMessageContaining("found ARFF, the format of Weka, expected CSV")
        .hasMessageContaining("weka.core.converters.CSVSaver -i '" + file + "'");
  }

  @Test
  void nulBytesAreReportedWithTheirPlace() {
    String text =
        IntStream.range(0, 20)
            .mapToObj(i -> i + ",Köln")
            .collect(Collectors.joining("\n", "id,town\n", "\n"));
    Path file = file(text.substring(0, 40) + "\0".repeat(20) + text.substring(40));
    assertThatThrownBy(() -> profiler.guess(file.toString()))
        .hasMessageContaining("found a NUL byte in line 6, at byte offset 45, expected text")
        .hasMessageContaining("remove its NUL bytes: tr -d '\\000' < '" + file + "' > clean.csv");
  }

  @Test
  void aHeaderThatStandsThereAgainIsNoRow() {
    String rows =
        IntStream.range(0, 20)
            .mapToObj(i -> i + ",Ulm\n")
            .collect(Collectors.joining("", "id,town\n", ""));
    Path file = file(rows + rows);
    SourceSpec found = profiler.guess(file.toString());
    Profile profile = profiler.profile(found);
    assertThat(profile.columns().get(0).type()).isEqualTo(ColumnType.INTEGER);
    assertThat(profile.unreadable()).isEqualTo(1);
    assertThat(reasons(profiler.rows(found))).containsExactly(file + ", line 22: the header again");
  }

  private static List<String> reasons(Dataset<Row> rows) {
    return rows.filter("_unreadable is not null").select("_unreadable").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private Path file(String text) {
    return new Fixture(folder).file("table.csv", text);
  }
}
