package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static dev.holdout.contract.Fixture.csv;
import static dev.holdout.contract.Fixture.integer;
import static dev.holdout.contract.Fixture.source;
import static dev.holdout.contract.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.HoldoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class IngestCsvTest {
  @TempDir Path folder;

  @Test
  void readsPackedFilesWithJunkMissingTokensAndSuffixes() {
    Fixture fixture = new Fixture(folder);
    Path train = fixture.file("a.data.gz", "39, Private, <=50K\n50, ?, >50K\n\n");
    Path test =
        fixture.file("b.test.gz", "|1x3 Cross validator\n25, Private, <=50K.\nx, ?, >50K.\n\n");
    SourceSpec adult =
        new SourceSpec(
            Format.CSV,
            List.of(new FileSpec(train.toString(), 0), new FileSpec(test.toString(), 1)),
            Optional.empty(),
            new CsvSpec(false, ",", "\"", true, "UTF-8"),
            List.of("?"),
            Optional.empty());
    ColumnSpec label =
        new ColumnSpec(
            "income",
            ColumnType.STRING,
            true,
            Optional.empty(),
            Optional.empty(),
            List.of("<=50K", ">50K"),
            List.of(),
            Optional.of("."),
            Optional.empty(),
            NumberForm.PLAIN);
    Ingestion ingestion =
        fixture.ingest(adult, contract(List.of(), integer("age"), text("workclass"), label));

    assertThat(ingestion.read()).isEqualTo(4);
    assertThat(ingestion.accepted()).isEqualTo(3);
    assertThat(ingestion.quarantined()).isEqualTo(1);
    assertThat(ingestion.keyFromContent()).isTrue();
    assertThat(ingestion.duplicateContents()).isZero();
    assertThat(fixture.rows(ingestion.dataset(), "age", "workclass", "income"))
        .containsExactly("[25,Private,<=50K]", "[39,Private,<=50K]", "[50,null,>50K]");
    assertThat(ingestion.reasons())
        .containsExactly(new Ingestion.ReasonCount("not_an_integer", "age", 1));
    assertThat(ingestion.examples())
        .containsExactly(
            new Ingestion.Example(test.toString(), Optional.of(3L), "age", "x", "not_an_integer"));
    assertThat(fixture.rows(ingestion.quarantine().orElseThrow(), "raw", "run", "key"))
        .containsExactly("[x, ?, >50K.,run-1,null]");
  }

  @Test
  void quarantinesEachBreachWithItsReason() {
    Fixture fixture = new Fixture(folder);
    ColumnSpec n =
        new ColumnSpec(
            "n",
            ColumnType.NUMBER,
            true,
            Optional.of(0.0),
            Optional.of(10.0),
            List.of(),
            List.of("-"),
            Optional.of("%"),
            Optional.empty(),
            NumberForm.PLAIN);
    ColumnSpec b = ColumnSpec.of("b", ColumnType.BOOLEAN);
    ColumnSpec d = ColumnSpec.of("d", ColumnType.DATE);
    ColumnSpec t = ColumnSpec.of("t", ColumnType.TIMESTAMP);
    Path file =
        fixture.file(
            "r.csv",
            """
            n,b,d,t
            5 %,yes,2024-02-29,2024-02-29T10:00:00Z
            -0.0,,,
            -,,,
            11,,,
            NaN,,,
            1e999,,,
            1d,,,
            0x1p3,maybe,2023-02-29,12:30
            1,,2024,
            1,,,2024
            1,"a

            b",,
            1,"open,,
            1,"x"y,,
            1,1
            """);
    Ingestion ingestion = fixture.ingest(csv(file), contract(List.of(), n, b, d, t));

    assertThat(fixture.rows(ingestion.dataset(), "n", "b", "d", "t"))
        .containsExactly("[0.0,null,null,null]", "[5.0,true,2024-02-29,2024-02-29 10:00:00.0]");
    assertThat(
            fixture.rows(
                ingestion.quarantine().orElseThrow(),
                "line",
                "column",
                "value",
                "reason",
                "size(breaches)"))
        .containsExactly(
            "[10,d,2024,not_a_date,1]",
            "[11,t,2024,not_a_timestamp,1]",
            "[12,b,a\n\nb,not_a_boolean,1]",
            "[15,,quote that is never closed,unreadable,1]",
            "[16,,text after a closing quote,unreadable,1]",
            "[17,,2 fields instead of 4,unreadable,1]",
            "[4,n,-,required,1]",
            "[5,n,11,out_of_range,1]",
            "[6,n,NaN,not_finite,1]",
            "[7,n,1e999,not_finite,1]",
            "[8,n,1d,not_a_number,1]",
            "[9,n,0x1p3,not_a_number,4]");
    assertThat(ingestion.read()).isEqualTo(14);
    assertThat(ingestion.accepted() + ingestion.quarantined()).isEqualTo(14);
  }

  @Test
  void matchesHeadersByNameWhateverTheirOrderAndCharacters() {
    Fixture fixture = new Fixture(folder);
    String odd = "straße `x`.\"y\" [K]";
    fixture.file("in/1.csv", "\ufeff\"straße `x`.\"\"y\"\" [K]\",id\nä,1\n");
    fixture.file("in/2.csv.gz", "id,\"straße `x`.\"\"y\"\" [K]\"\n2,b\n");
    String mapping = "spark.databricks.delta.properties.defaults.columnMapping.mode";
    TestSession.spark().conf().set(mapping, "name");
    try {
      Ingestion ingestion =
          fixture.ingest(
              csv(folder.resolve("in")), contract(List.of("id", odd), integer("id"), text(odd)));
      assertThat(ingestion.quarantined()).isZero();
      assertThat(ingestion.quarantine()).isEmpty();
      assertThat(fixture.rows(ingestion.dataset(), "*"))
          .containsExactly("[1,ä,1|ä,1|ä]", "[2,b,2|b,2|b]");
    } finally {
      TestSession.spark().conf().unset(mapping);
    }
  }

  @Test
  void namesTheFileAndTheColumnsThatAHeaderLacks() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("h.csv", "id,agee\n1,2\n");
    assertThatThrownBy(
            () -> fixture.ingest(csv(file), contract(List.of(), integer("id"), integer("age"))))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("[DATA_CONTRACT]")
        .hasMessageContaining(file + ":1")
        .hasMessageContaining("without [age]")
        .hasMessageContaining("unexpected columns [agee]");
  }

  @Test
  void aHeaderNameThatIsHoldoutsOwnIsReadUnderAnother() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("h.csv", "y,_id\n7,1\n");
    Ingestion ingestion =
        fixture.ingest(csv(file), contract(List.of("id"), integer("id"), integer("y")));
    assertThat(fixture.rows(ingestion.dataset(), "id", "y")).containsExactly("[1,7]");
    assertThatThrownBy(() -> fixture.ingest(csv(file), contract(List.of(), integer("y"))))
        .hasMessageContaining(file + ":1: found the column name \"_id\" at position 2")
        .hasMessageContaining("expected a name that does not begin with _ (Holdout's own")
        .hasMessageContaining("Declare the column as id, or rename it in the file");
  }

  @Test
  void saysWhereAMissingTableCanBeHad() {
    Fixture fixture = new Fixture(folder);
    SourceSpec missing =
        new SourceSpec(
            Format.CSV,
            List.of(new FileSpec(folder + "/none*.csv", 0)),
            Optional.empty(),
            CsvSpec.DEFAULT,
            List.of(),
            Optional.of("UCI Adult"));
    assertThatThrownBy(() -> fixture.ingest(missing, contract(List.of(), text("a"))))
        .hasMessageContaining("[INPUT_NOT_FOUND]")
        .hasMessageContaining("none*.csv")
        .hasMessageContaining("UCI Adult")
        .hasMessageContaining("HOLDOUT_DATA");
  }

  @Test
  void refusesReservedAndEqualNamesAndUnknownKeysAtOnce() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("n.csv", "_a,b,B\n1,2,3\n");
    assertThatThrownBy(
            () ->
                fixture.ingest(csv(file), contract(List.of("k"), text("_a"), text("b"), text("B"))))
        .hasMessageContaining("[CONFIGURATION]")
        .hasMessageContaining("3 problems")
        .hasMessageContaining("column _a")
        .hasMessageContaining("Rename")
        .hasMessageContaining("column k");
  }

  @Test
  void keepsTheQuarantineWhenTooManyRowsBreakTheContract() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("q.csv", "id\n1\nx\n");
    ContractSpec strict = new ContractSpec(List.of(integer("id")), List.of(), 0.4);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> fixture.ingest(csv(file), strict))
          .hasMessageContaining("[DATA_CONTRACT]")
          .hasMessageContaining("1 of 2 rows break the contract (50.00 %)")
          .hasMessageContaining("at most 40.00 %")
          .hasMessageContaining(
              "not_an_integer in column id: 1 rows, such as 'x' in " + file + ":3")
          .hasMessageContaining("datasets/t_quarantine@0");
    }
    assertThat(fixture.tables().exists("datasets/t")).isFalse();
    assertThat(fixture.tables().latest("datasets/t_quarantine").orElseThrow().rows()).isEqualTo(1);

    Ingestion lenient =
        fixture.ingest(csv(file), new ContractSpec(List.of(integer("id")), List.of(), 0.5));
    assertThat(lenient.accepted()).isEqualTo(1);
    assertThat(lenient.quarantined()).isEqualTo(1);
    assertThatThrownBy(() -> fixture.ingest(csv(file), strict)).hasMessageContaining("1 of 2 rows");
  }

  @Test
  void readsOtherEncodingsAndRefusesDamagedText() {
    Fixture fixture = new Fixture(folder);
    Path file = folder.resolve("latin.csv");
    writeLatin(file, "a\ngrün\n");
    CsvSpec latin = new CsvSpec(true, ",", "\"", false, "ISO-8859-1");
    ContractSpec contract = contract(List.of("a"), text("a"));
    Ingestion right = fixture.ingest(source(Format.CSV, latin, file), contract);
    assertThat(fixture.rows(right.dataset(), "a")).containsExactly("[grün]");
    assertThatThrownBy(() -> fixture.ingest(csv(file), contract))
        .hasMessageContaining("unreadable: 1 rows, such as 'bytes that are not UTF-8'");
  }

  private static void writeLatin(Path file, String text) {
    try {
      java.nio.file.Files.write(file, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
