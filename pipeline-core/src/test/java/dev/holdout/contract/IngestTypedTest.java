package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static dev.holdout.contract.Fixture.integer;
import static dev.holdout.contract.Fixture.source;
import static dev.holdout.contract.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.Format;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestTypedTest {
  @TempDir Path folder;

  @Test
  void takesTheColumnsOfParquetAsTheyAre() {
    Fixture fixture = new Fixture(folder);
    Path in = folder.resolve("p.parquet");
    values(
            "(1, 1.5f, cast(2.5 as decimal(5,2)), true, 'a', date'2024-02-29', timestamp'2024-02-29"
                + " 01:00:00')",
            "(2, float('nan'), null, null, ' ', null, null)")
        .toDF("i", "f", "d", "b", "s", "day", "t")
        .write()
        .parquet(in.toString());
    Ingestion ingestion =
        fixture.ingest(source(Format.PARQUET, CsvSpec.DEFAULT, in), contract(List.of("i")));

    assertThat(fixture.tables().read(ingestion.dataset()).schema().simpleString())
        .isEqualTo(
            "struct<i:bigint,f:double,d:double,b:boolean,s:string,day:date,t:timestamp,"
                + "_row_key:string,_split_unit:string>");
    assertThat(fixture.rows(ingestion.dataset(), "*"))
        .containsExactly("[1,1.5,2.5,true,a,2024-02-29,2024-02-29 01:00:00.0,1,1]");
    assertThat(
            fixture.rows(
                ingestion.quarantine().orElseThrow(), "line", "column", "value", "reason", "raw"))
        .containsExactly("[null,f,NaN,not_finite,{\"i\":2,\"f\":\"NaN\",\"s\":\" \"}]");
    assertThat(ingestion.examples().get(0).file()).contains("p.parquet/part-");
  }

  @Test
  void refusesColumnsThatNoDatasetCanHold() {
    Fixture fixture = new Fixture(folder);
    Path in = folder.resolve("n.parquet");
    values("(1, array(1))").toDF("i", "list").write().parquet(in.toString());
    SourceSpec source = source(Format.PARQUET, CsvSpec.DEFAULT, in);
    assertThatThrownBy(() -> fixture.ingest(source, contract(List.of())))
        .hasMessageContaining("[DATA_CONTRACT]")
        .hasMessageContaining("column list: found type array<int>");
    assertThat(fixture.ingest(source, contract(List.of("i"), integer("i"))).accepted())
        .isEqualTo(1);
  }

  @Test
  void readsADeltaTableAtOneVersionAndRewritesForTheNext() {
    Fixture fixture = new Fixture(folder);
    Path in = folder.resolve("d");
    values("('1', 1.0D)", "('x', 1.5D)").toDF("a", "b").write().format("delta").save(in.toString());
    SourceSpec source = source(Format.DELTA, CsvSpec.DEFAULT, in);
    ContractSpec contract = contract(List.of(), integer("a"), integer("b"));
    Ingestion first = fixture.ingest(source, contract);
    assertThat(fixture.rows(first.dataset(), "a", "b")).containsExactly("[1,1]");
    assertThat(fixture.rows(first.quarantine().orElseThrow(), "size(breaches)", "value"))
        .containsExactly("[2,x]");
    assertThat(fixture.ingest(source, contract)).isEqualTo(first);

    values("('2', 2.0D)").toDF("a", "b").write().format("delta").mode("append").save(in.toString());
    Ingestion second = fixture.ingest(source, contract);
    assertThat(fixture.rows(second.dataset(), "a", "b")).containsExactly("[1,1]", "[2,2]");
    assertThat(second.read()).isEqualTo(3);
  }

  @Test
  void readsJsonLinesKeepingTheDigitsOfNumbers() {
    Fixture fixture = new Fixture(folder);
    Path file =
        fixture.file(
            "j.jsonl",
            """
            {"s": 1.50, "n": 2, "extra": {"x": [1]}}
            {"n": null, "s": {"k": [1, "a"]}}

            {"s": "a", "s": "b"}
            [1]
            {"n": "seven"}
            {"n": 3}
            """);
    Ingestion ingestion =
        fixture.ingest(
            source(Format.JSON, CsvSpec.DEFAULT, file),
            contract(List.of(), text("s"), ColumnSpec.of("n", ColumnType.NUMBER)));
    assertThat(fixture.rows(ingestion.dataset(), "s", "n"))
        .containsExactly("[1.50,2.0]", "[null,3.0]", "[{\"k\":[1,\"a\"]},null]");
    assertThat(fixture.rows(ingestion.quarantine().orElseThrow(), "line", "value", "reason"))
        .containsExactly(
            "[4,no valid JSON,unreadable]",
            "[5,no JSON object,unreadable]",
            "[6,seven,not_a_number]");
  }

  @Test
  void readsACatalogTableByItsName() {
    Fixture fixture = new Fixture(folder);
    values("(1)").toDF("id").createOrReplaceTempView("contract_view");
    SourceSpec source =
        new SourceSpec(
            Format.TABLE,
            List.of(),
            java.util.Optional.of("contract_view"),
            CsvSpec.DEFAULT,
            List.of(),
            java.util.Optional.empty());
    assertThat(fixture.ingest(source, contract(List.of("id"))).accepted()).isEqualTo(1);
  }

  private static Dataset<Row> values(String... rows) {
    return TestSession.spark().sql("SELECT * FROM VALUES " + String.join(", ", rows)).coalesce(1);
  }
}
