package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static dev.holdout.contract.Fixture.integer;
import static dev.holdout.contract.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Hints;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders such as region=EU are columns of text files as they are of Parquet. */
final class PartitionFoldersTest {
  private final Profiler profiler = new Profiler(TestSession.spark());
  @TempDir Path folder;

  private Path written(String header, String row) {
    String[] folders = {"region=EU", "region=New%20York", "region=__HIVE_DEFAULT_PARTITION__"};
    for (int at = 0; at < folders.length; at++) {
      String id = Integer.toString(at + 1);
      file("in/" + folders[at] + "/year=202" + at + "/part.csv", header + row.replace("#", id));
    }
    return folder.resolve("in");
  }

  private Path file(String name, String content) {
    return new Fixture(folder).file(name, content);
  }

  @ParameterizedTest
  @CsvSource({
    "'id,y\n', '#,7\n', false",
    "'', '#,7\n', true",
    "'', '{\"id\": #, \"y\": 7}\n', false",
    // What the folder says counts, as where Spark reads Parquet.
    "'id,Region,y\n', '#,other,7\n', true",
    "'', '{\"id\": #, \"region\": \"other\", \"y\": 7}\n', false"
  })
  void areColumns(String header, String row, boolean ingested) {
    Path in = written(header, row);
    SourceSpec found = profiler.guess(in.toString());
    Dataset<Row> rows = profiler.rows(found).drop(Columns.UNREADABLE);
    String id = header.isEmpty() && row.startsWith("#") ? "column_1" : "id";
    assertThat(shown(rows, id, "region", "year"))
        .containsExactly("1 EU 2020", "2 New York 2021", "3 null 2022");
    assertThat(rows.schema().apply("year").dataType().simpleString()).isEqualTo("bigint");

    Profile profile = profiler.profile(found);
    assertThat(profile.columns())
        .filteredOn(column -> column.name().equalsIgnoreCase("region"))
        .singleElement()
        .matches(column -> column.distinct() == 2 && column.nulls() == 1);

    if (!ingested) {
      return;
    }
    ColumnSpec[] declared =
        profile.columns().stream()
            .map(column -> ColumnSpec.of(column.name(), column.type()))
            .toArray(ColumnSpec[]::new);
    Fixture fixture = new Fixture(folder);
    Ingestion ingestion = fixture.ingest(found, contract(List.of(), declared));
    assertThat(ingestion.quarantined()).isZero();
    assertThat(shown(fixture.tables().read(ingestion.dataset()), id, "region", "year"))
        .containsExactly("1 EU 2020", "2 New York 2021", "3 null 2022");
  }

  private static List<String> shown(Dataset<Row> rows, String... columns) {
    return rows.selectExpr(columns).orderBy(columns[0]).collectAsList().stream()
        .map(row -> row.mkString(" "))
        .collect(Collectors.toList());
  }

  @Test
  void filesMayOrderTheirColumnsOtherwise() {
    file("in/region=EU/a.csv", "id,y\n1,7\n");
    file("in/region=US/b.csv", "y,id\n8,2\n");
    Fixture fixture = new Fixture(folder);
    Ingestion ingested =
        fixture.ingest(
            Fixture.csv(folder.resolve("in")),
            contract(List.of("id"), text("region"), integer("id"), integer("y")));
    assertThat(fixture.rows(ingested.dataset(), "id", "y", "region"))
        .containsExactly("[1,7,EU]", "[2,8,US]");
  }

  @Test
  void aFolderThatIsNotAskedForIsNoColumn() {
    Path in = written("id,y\n", "#,7\n");
    Fixture fixture = new Fixture(folder);
    Ingestion ingested =
        fixture.ingest(Fixture.csv(in), contract(List.of("id"), integer("id"), integer("y")));
    assertThat(ingested.accepted()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in/part.csv", "in/area=EU/part.csv"})
  void filesOfOtherFoldersAreRefused(String other) {
    Path first = file("in/region=EU/part.csv", "id,y\n1,7\n");
    Path second = file(other, "id,y\n2,7\n");
    boolean before = second.compareTo(first) < 0;
    assertThatThrownBy(() -> profiler.guess(folder.resolve("in").toString()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("Cannot read " + (before ? first : second) + ": found ")
        .hasMessageContaining("as for " + (before ? second : first))
        .hasMessageContaining("Put all files into folders of the same names");
  }

  @Test
  void saysWhichFolderToNameWhereAFileLacksTheColumn() {
    Path in = written("id,y\n", "#,7\n");
    assertThatThrownBy(
            () ->
                new Fixture(folder)
                    .ingest(
                        Fixture.csv(in.resolve("region=EU/year=2020/part.csv")),
                        contract(List.of(), integer("id"), text("region"), integer("y"))))
        .hasMessageContaining("a header without [region]")
        .hasMessageContaining("Name the folder that holds region=EU, a column by its name");
  }

  @Test
  void evidenceNamesThem() {
    Path in = written("id,y\n", "#,7\n");
    assertThat(profiler.find(in.toString(), Hints.NONE).evidence())
        .extracting(one -> one.sentence())
        .contains(
            "partition folders: region, year (columns by the names of folders such as region=EU)");
    assertThat(profiler.guess(in.toString()).format()).isEqualTo(Format.CSV);
  }
}
