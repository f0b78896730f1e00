package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static dev.holdout.contract.Fixture.integer;
import static dev.holdout.contract.Fixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.HoldoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types of Parquet that Spark does not read, or reads as other values. */
final class ParquetTypesTest {
  private static final SparkSession SPARK = TestSession.spark();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nanosecondsBecomeTimestamps(boolean utc) throws IOException {
    Path file =
        written(
            "t.parquet",
            "message m { required int64 id; optional int64 seen (TIMESTAMP(NANOS," + utc + ")); }",
            3,
            (row, at) -> {
              row.append("id", (long) at);
              if (at < 2) {
                row.append("seen", at == 0 ? 1_700_000_000_123_456_789L : -1L);
              }
            });
    Fixture fixture = new Fixture(folder);
    Ingestion ingested =
        fixture.ingest(source(Format.PARQUET, CsvSpec.DEFAULT, file), contract(List.of("id")));
    assertThat(fixture.rows(ingested.dataset(), "id", "seen"))
        .containsExactly(
            "[0,2023-11-14 22:13:20.123456]", "[1,1969-12-31 23:59:59.999999]", "[2,null]");
    assertThat(profiler().profile(found(file)).columns().get(1).type())
        .isEqualTo(ColumnType.TIMESTAMP);
    assertThat(profiler().rows(found(file)).count()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"-1,STRING,18446744073709551615", "5,INTEGER,5"})
  void unsignedNumbersKeepAllDigits(long value, ColumnType type, String shown) throws IOException {
    Path file =
        written(
            "u.parquet",
            "message m { required int64 id (INTEGER(64,false)); }",
            2,
            (row, at) -> row.append("id", value - at));
    assertThat(profiler().profile(found(file)).columns().get(0).type()).isEqualTo(type);
    Fixture fixture = new Fixture(folder);
    Ingestion ingested =
        fixture.ingest(source(Format.PARQUET, CsvSpec.DEFAULT, file), contract(List.of("id")));
    assertThat(ingested.accepted()).as("no two ids are one").isEqualTo(2);
    assertThat(fixture.rows(ingested.dataset(), "max(id)")).containsExactly("[" + shown + "]");
  }

  @Test
  void longDecimalsOfDeltaKeepAllDigitsToo() {
    Path table = folder.resolve("d");
    SPARK
        .sql(
            "SELECT CAST('12345678901234567890' AS DECIMAL(20,0)) + id AS id,"
                + " CAST(id AS DECIMAL(38,0)) AS n FROM range(3)")
        .write()
        .format("delta")
        .save(table.toString());
    assertThat(profiler().profile(found(table)).columns())
        .extracting(Profile.ColumnProfile::type)
        .containsExactly(ColumnType.STRING, ColumnType.INTEGER);
    Fixture fixture = new Fixture(folder);
    Ingestion ingested =
        fixture.ingest(source(Format.DELTA, CsvSpec.DEFAULT, table), contract(List.of("id")));
    assertThat(fixture.rows(ingested.dataset(), "id", "n"))
        .contains("[12345678901234567892,2]")
        .hasSize(3);
  }

  @Test
  void filesMayDifferInTheWidthOfNumbersAndInColumns() {
    Path in = folder.resolve("in");
    rows("SELECT INT(id) AS id, FLOAT(0.5) AS x FROM range(2)", in.resolve("a"));
    rows("SELECT 5000000000 + id AS id, 0.1D AS x, 'new' AS late FROM range(2)", in.resolve("b"));
    Fixture fixture = new Fixture(folder);
    Ingestion ingested =
        fixture.ingest(source(Format.PARQUET, CsvSpec.DEFAULT, in), contract(List.of("id")));
    assertThat(fixture.rows(ingested.dataset(), "id", "x", "late"))
        .containsExactly(
            "[0,0.5,null]", "[1,0.5,null]", "[5000000000,0.1,new]", "[5000000001,0.1,new]");
    assertThat(profiler().rows(found(in)).selectExpr("max(id)").first().getLong(0))
        .isEqualTo(5_000_000_001L);
  }

  @Test
  void typesThatDoNotFitAreNamedWithTheirFiles() {
    Path in = folder.resolve("in");
    rows("SELECT id FROM range(2)", in.resolve("a"));
    rows("SELECT 'x' AS id", in.resolve("b"));
    assertThatThrownBy(() -> profiler().rows(found(in)))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("[DATA_CONTRACT] Cannot read column id: found int64 id in ")
        .hasMessageContaining("in/a/part-")
        .hasMessageContaining(" and binary id (STRING) in ");
  }

  @Test
  void foldersOfPartitionsAreColumnsForAllReaders() {
    Path in = folder.resolve("sales");
    rows("SELECT id FROM range(2)", in.resolve("region=EU"));
    rows("SELECT 10 + id AS id FROM range(2)", in.resolve("region=US"));
    assertThat(profiler().rows(found(in)).filter("region = 'EU'").count()).isEqualTo(2);
    assertThat(profiler().profile(found(in)).columns())
        .extracting(Profile.ColumnProfile::name)
        .containsExactly("id", "region");
    Fixture fixture = new Fixture(folder);
    Ingestion ingested =
        fixture.ingest(source(Format.PARQUET, CsvSpec.DEFAULT, in), contract(List.of("id")));
    assertThat(fixture.rows(ingested.dataset(), "id", "region"))
        .containsExactly("[0,EU]", "[1,EU]", "[10,US]", "[11,US]");

    SourceSpec before = found(in);
    rows("SELECT 20 + id AS id FROM range(2)", in.resolve("late"));
    assertThatThrownBy(() -> profiler().rows(before))
        .as("Spark would pass over the rows beside the partitions")
        .hasMessageContaining("found the folders region=EU, expected no partition folder as for ");
  }

  @Test
  void columnsThatCannotBeReadAreNoMatterUntilTheyAreDeclared() throws IOException {
    Path file =
        written(
            "o.parquet",
            "message m { required int64 id; required int32 odd (TIME(MILLIS,true)); }",
            2,
            (row, at) -> row.append("id", (long) at).append("odd", at));
    Fixture fixture = new Fixture(folder);
    SourceSpec source = source(Format.PARQUET, CsvSpec.DEFAULT, file);
    assertThat(profiler().rows(found(file)).columns()).containsExactly("id");
    assertThat(fixture.ingest(source, contract(List.of("id"), integer("id"))).accepted())
        .isEqualTo(2);
    assertThatThrownBy(
            () -> fixture.ingest(source, contract(List.of(), integer("id"), integer("odd"))))
        .hasMessageContaining("[DATA_CONTRACT]")
        .hasMessageContaining(
            "column odd: found the Parquet type int32 odd (TIME(MILLIS,true)), expected text");
  }

  @Test
  void aFileThatIsNoneIsNamed() throws IOException {
    Path in = folder.resolve("in");
    rows("SELECT id FROM range(2)", in.resolve("a"));
    Path broken = Files.writeString(in.resolve("broken.parquet"), "PAR1 but not to the end");
    SourceSpec source = source(Format.PARQUET, CsvSpec.DEFAULT, in);
    assertThatThrownBy(() -> new Fixture(folder).ingest(source, contract(List.of())))
        .hasMessageContaining(
            "[DATA_CONTRACT] Cannot read " + broken + ": found no whole Parquet file (");
  }

  private static void rows(String query, Path file) {
    Dataset<Row> rows = SPARK.sql(query);
    rows.coalesce(1).write().parquet(file.toString());
  }

  private Path written(String name, String schema, int rows, BiConsumer<Group, Integer> fill)
      throws IOException {
    Path file = folder.resolve(name);
    MessageType type = MessageTypeParser.parseMessageType(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(
                    new org.apache.hadoop.fs.Path(file.toString()), new Configuration()))
            .withType(type)
            .build()) {
      for (int at = 0; at < rows; at++) {
        Group row = new SimpleGroupFactory(type).newGroup();
        fill.accept(row, at);
        writer.write(row);
      }
    }
    return file;
  }

  private static SourceSpec found(Path path) {
    return profiler().guess(path.toString());
  }

  private static Profiler profiler() {
    return new Profiler(SPARK);
  }
}
