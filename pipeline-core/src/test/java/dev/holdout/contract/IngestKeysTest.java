package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static dev.holdout.contract.Fixture.csv;
import static dev.holdout.contract.Fixture.integer;
import static dev.holdout.contract.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestKeysTest {
  private static final ContractSpec KEYED = contract(List.of("id"), integer("id"), text("v"));
  private static final ContractSpec KEYLESS = contract(List.of(), integer("id"), text("v"));

  @TempDir Path folder;

  @Test
  void blanksAroundAKeyDoNotCount() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("b.csv", "id,v\nC001,x\n\"C001 \",x\nC002\t,y\n\"C002\",z\n,n\n");
    Ingestion ingestion = fixture.ingest(csv(file), contract(List.of("id"), text("id"), text("v")));
    assertThat(fixture.rows(ingestion.dataset(), "id", "v")).containsExactly("[C001,x]");
    assertThat(refused(fixture, ingestion))
        .containsExactly(
            "[b.csv,3,,C001,duplicate_row,C001]",
            "[b.csv,4,id,C002,conflicting_key,C002]",
            "[b.csv,5,id,C002,conflicting_key,C002]",
            "[b.csv,6,id,,null_key,null]");
  }

  @Test
  void quarantinesConflictsAndRepeatsAndRemembersThemInAppends() {
    Fixture fixture = new Fixture(folder);
    fixture.file("in/a.csv", "id,v\n1,x\n2,x\n2,y\n3,z\n03,z\n,n\n4,q\n");
    SourceSpec source = csv(folder.resolve("in"));
    Ingestion first = fixture.ingest(source, KEYED);

    assertThat(fixture.rows(first.dataset(), "id", "v", "_row_key", "_split_unit"))
        .containsExactly("[1,x,1,1]", "[3,z,3,3]", "[4,q,4,4]");
    assertThat(refused(fixture, first))
        .containsExactly(
            "[a.csv,3,id,2,conflicting_key,2]",
            "[a.csv,4,id,2,conflicting_key,2]",
            "[a.csv,6,,3,duplicate_row,3]",
            "[a.csv,7,id,,null_key,null]");
    assertThat(first.read()).isEqualTo(7);

    // Only b.csv is read: 1 is there already, 2 conflicted before, 4 differs from what is there.
    fixture.file("in/b.csv", "id,v\n1,x\n2,x\n4,r\n5,s\n5,s\n");
    Ingestion second = fixture.ingest(source, KEYED);

    assertThat(second.read()).isEqualTo(5);
    assertThat(second.accepted()).isEqualTo(1);
    assertThat(second.quarantined()).isEqualTo(4);
    assertThat(second.dataset().version()).isEqualTo(first.dataset().version() + 1);
    assertThat(fixture.rows(second.dataset(), "id")).containsExactly("[1]", "[3]", "[4]", "[5]");
    assertThat(refused(fixture, second))
        .contains(
            "[b.csv,2,,1,duplicate_row,1]",
            "[b.csv,3,id,2,conflicting_key,2]",
            "[b.csv,4,id,4,conflicting_key,4]",
            "[b.csv,6,,5,duplicate_row,5]")
        .hasSize(8);
  }

  @Test
  void joinsSeveralKeyColumnsWithoutConfusingThem() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("k.csv", "a,b\nx|,y\nx,|y\nx\\,y\n");
    Ingestion ingestion =
        fixture.ingest(csv(file), contract(List.of("a", "b"), text("a"), text("b")));
    assertThat(fixture.rows(ingestion.dataset(), "_row_key"))
        .containsExactly("[x\\\\|y]", "[x\\||y]", "[x|\\|y]");
  }

  @Test
  void tellsEqualRowsApartByAnOrdinalWhateverFilesTheyStandIn() {
    Fixture fixture = new Fixture(folder);
    fixture.file("in/a.csv", "id,v\n1,x\n1,x\n2,y\n,\n");
    fixture.file("in/b.csv", "v,id\nx,1\n");
    SourceSpec source = csv(folder.resolve("in"));
    Ingestion apart = fixture.ingest(source, KEYLESS);

    assertThat(apart.accepted()).isEqualTo(5);
    assertThat(apart.duplicateContents()).isEqualTo(2);
    List<String> rows =
        fixture.rows(apart.dataset(), "id", "substring(_row_key, 33)", "length(_split_unit)");
    assertThat(rows).containsExactly("[1,#2,32]", "[1,#3,32]", "[1,,32]", "[2,,32]", "[null,,32]");

    // The same rows in one file, in another order: the same dataset to the digest.
    Fixture other = new Fixture(folder.resolve("other"));
    Path one = other.file("one.csv", "id,v\n2,y\n1,x\n,\n1,x\n1,x\n");
    assertThat(other.ingest(csv(one), KEYLESS).dataset().fingerprint())
        .isEqualTo(apart.dataset().fingerprint());

    fixture.file("in/c.csv", "id,v\n1,x\n3,z\n");
    Ingestion appended = fixture.ingest(source, KEYLESS);
    assertThat(appended.read()).isEqualTo(2);
    assertThat(appended.duplicateContents()).isEqualTo(1);
    assertThat(fixture.rows(appended.dataset(), "id", "substring(_row_key, 33)"))
        .containsExactly("[1,#2]", "[1,#3]", "[1,#4]", "[1,]", "[2,]", "[3,]", "[null,]");
  }

  @Test
  void makesNoVersionOfAnUnchangedSourceAndRewritesAChangedOne() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("c.csv", "id,v\n1,x\nb,y\n");
    Ingestion first = fixture.ingest(csv(file), KEYED);
    Ingestion again = fixture.ingest(csv(file), KEYED);
    assertThat(again).isEqualTo(first);

    fixture.file("c.csv", "id,v\n7,x\n");
    Ingestion changed = fixture.ingest(csv(file), KEYED);
    assertThat(changed.dataset().version()).isEqualTo(first.dataset().version() + 1);
    assertThat(fixture.rows(changed.dataset(), "id")).containsExactly("[7]");
    assertThat(changed.quarantine().orElseThrow().rows()).isZero();

    Ingestion otherwise = fixture.ingest(csv(file), contract(List.of(), integer("id"), text("v")));
    assertThat(otherwise.dataset().version()).isEqualTo(changed.dataset().version() + 1);
    assertThat(otherwise.keyFromContent()).isTrue();
    assertThat(fixture.ingest(csv(file), KEYED).dataset().version())
        .isEqualTo(otherwise.dataset().version() + 1);
  }

  @Test
  void finishesAKilledAppendOnceBeforeItTakesWhatIsNewer() {
    Fixture fixture = new Fixture(folder);
    fixture.file("in/a.csv", "id,v\n1,x\n");
    SourceSpec source = csv(folder.resolve("in"));
    fixture.ingest(source, KEYED);
    fixture.file("in/b.csv", "id,v\n2,x\nq,x\n");
    Ingestion second = fixture.ingest(source, KEYED);
    // As a kill leaves it between the commits and the note that all is done.
    delete(folder.resolve("workspace/datasets/t_ingests/00000002.done.json"));
    assertThat(fixture.ingest(source, KEYED)).isEqualTo(second);

    delete(folder.resolve("workspace/datasets/t_ingests/00000002.done.json"));
    fixture.file("in/c.csv", "id,v\n3,x\n");
    Ingestion third = fixture.ingest(source, KEYED);
    assertThat(third.read()).isEqualTo(1);
    assertThat(fixture.rows(third.dataset(), "id")).containsExactly("[1]", "[2]", "[3]");
    assertThat(third.quarantine()).isEqualTo(second.quarantine());

    // The killed append's file is gone: what it may have written is written anew without it.
    delete(folder.resolve("workspace/datasets/t_ingests/00000003.done.json"));
    delete(folder.resolve("in/c.csv"));
    Ingestion without = fixture.ingest(source, KEYED);
    assertThat(fixture.rows(without.dataset(), "id")).containsExactly("[1]", "[2]");
    assertThat(without.quarantine().orElseThrow().rows()).isEqualTo(1);
  }

  @Test
  void comparesFilesByContentAndNamesADamagedRecord() throws IOException {
    Fixture fixture = new Fixture(folder);
    Path a = fixture.file("in/a.csv", "id,v\n1,x\n2,y\n");
    SourceSpec source = csv(folder.resolve("in"));
    Ingestion first = fixture.ingest(source, KEYED);
    Files.setLastModifiedTime(a, FileTime.fromMillis(1_000));
    assertThat(fixture.ingest(source, KEYED)).as("touched").isEqualTo(first);
    Files.move(a, folder.resolve("in/b.csv"));
    assertThat(fixture.ingest(source, KEYED)).as("renamed").isEqualTo(first);

    fixture.file("in/c.csv", "id,v\n3,z\n");
    fixture.file("in/copy.csv", "id,v\n1,x\n2,y\n");
    Ingestion more = fixture.ingest(source, KEYED);
    assertThat(more.read()).isEqualTo(3);
    assertThat(more.accepted()).isEqualTo(1);
    assertThat(more.reasons()).containsExactly(new Ingestion.ReasonCount("duplicate_row", "", 2));

    Path record = folder.resolve("workspace/datasets/t_ingests/00000002.done.json");
    Files.writeString(record, "{\"intent\": ");
    assertThatThrownBy(() -> fixture.ingest(source, KEYED))
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot read " + record + ": found ")
        .hasMessageContaining("delete it, so that this ingest is done again");
    Files.delete(record);
    assertThat(fixture.ingest(source, KEYED)).isEqualTo(more);
  }

  @Test
  void refusesASourceWithoutRows() {
    Fixture fixture = new Fixture(folder);
    Path file = fixture.file("e.csv", "id,v\n\n");
    assertThatThrownBy(() -> fixture.ingest(csv(file), KEYED))
        .hasMessageContaining("[DATA_CONTRACT]")
        .hasMessageContaining("found no rows");
  }

  private static List<String> refused(Fixture fixture, Ingestion ingestion) {
    return fixture.rows(
        ingestion.quarantine().orElseThrow(),
        "substring_index(file, '/', -1)",
        "line",
        "column",
        "value",
        "reason",
        "key");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
