package dev.holdout.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelStoreTest {
  @TempDir Path workspace;

  @Test
  void loadsOnlyWhatWasSaved() throws IOException {
    ModelStore store = store();
    long version = store.save("loans", model("id + 1"), "k1");
    ModelRecord record = record(version, store);
    store.describe(record, "k1");

    assertThat(store.record("loans", version)).contains(record);
    assertThat(store.load(record).transform(TestSession.spark().range(1).toDF()).first().getLong(0))
        .isEqualTo(1);

    Path metadata = workspace.resolve("models/loans/1/pipeline").resolve(record.files().firstKey());
    Files.writeString(metadata, Files.readString(metadata) + " ");
    assertThatThrownBy(() -> store.load(record))
        .isInstanceOf(HoldoutException.class)
        .hasMessageStartingWith(
            "[CORRUPT_STATE] Cannot load models/loans@1: its files are not the ones that were"
                + " saved")
        .hasMessageContaining(record.files().firstKey());
  }

  @Test
  void aKilledFitTakesUpItsOwnVersion() {
    ModelStore store = store();
    assertThat(store.save("loans", model("id"), "k1")).isEqualTo(1);
    assertThat(store.save("loans", model("id"), "k1"))
        .as("not described yet, hence killed before the end")
        .isEqualTo(1);
    store.describe(record(1, store), "k1");
    assertThat(store.save("loans", model("id"), "k2")).isEqualTo(2);
    assertThat(store.save("other", model("id"), "k2")).isEqualTo(1);
    assertThat(store.records("loans")).extracting(ModelRecord::version).containsExactly(1L);
  }

  @Test
  void aVersionWhoseFitWasKilledIsTakenUpByTheNextFit() {
    ModelStore store = store();
    store.save("loans", model("id"), "killed");
    assertThat(store.save("loans", model("id"), "next", "finished"::equals)).isEqualTo(1);
    // A fit that has its result and no record yet keeps its version: it is registered when run
    // again.
    assertThat(store.save("loans", model("id"), "finished", "finished"::equals)).isEqualTo(1);
    assertThat(store.save("loans", model("id"), "other", "finished"::equals)).isEqualTo(2);
  }

  @Test
  void refusesARecordThatWasEditedAndNeverGivesANumberTwice() throws IOException {
    ModelStore store = store();
    store.save("loans", model("id"), "k1");
    store.describe(record(1, store), "k1");
    Path json = workspace.resolve("models/loans/1/model.json");
    String whole = Files.readString(json);
    Files.writeString(json, whole.replace("\"threshold\" : 0.5", "\"threshold\" : 0.9"));
    assertThatThrownBy(() -> store.record("loans", 1))
        .isInstanceOf(HoldoutException.class)
        .hasMessageStartingWith(
            "[CORRUPT_STATE] Cannot use models/loans@1: found " + json + " changed")
        .hasMessageEndingWith("run the pipeline again, which writes it anew.");
    Files.writeString(json, whole.substring(0, 100));
    assertThatThrownBy(() -> store.record("loans", 1))
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot read " + json + ": found ")
        .hasMessageContaining("expected the record that was written there. Restore it");
    Files.writeString(json, whole);
    assertThat(store.record("loans", 1)).isPresent();

    Files.move(workspace.resolve("models/loans/1"), workspace.resolve("gone"));
    assertThat(store.versions("loans")).containsExactly(1L);
    assertThat(store.save("loans", model("id"), "k2")).isEqualTo(2);
    assertThat(store.save("loans", model("id"), "k1")).as("the same fit again").isEqualTo(1);
  }

  @Test
  void readsARecordFromBeforeDigestsAndLocationsAsItIs() throws IOException {
    ModelStore store = store();
    store.save("loans", model("id"), "k1");
    ModelRecord record = record(1, store);
    store.describe(record, "k1");
    assertThat(store.isVerifiable("loans", 1)).isTrue();
    Files.delete(workspace.resolve("registry/models/loans/1.json"));
    Path json = workspace.resolve("models/loans/1/model.json");
    String now = Files.readString(json);
    String old =
        now.replace(
            "\"name\" : \"datasets/loans\",",
            "\"name\" : \"datasets/loans\", \"location\" : \"/old\",");
    assertThat(old).isNotEqualTo(now);
    Files.writeString(json, old);
    assertThat(store.record("loans", 1)).contains(record);
    assertThat(store.isVerifiable("loans", 1)).isFalse();
  }

  private ModelStore store() {
    return new ModelStore(new Tables(TestSession.spark(), workspace.toString(), 365));
  }

  private static PipelineModel model(String expression) {
    return new PipelineModel(
        "m",
        List.<Transformer>of(
            new SQLTransformer().setStatement("SELECT " + expression + " AS x FROM __THIS__")));
  }

  private static ModelRecord record(long version, ModelStore store) {
    TableVersion table = new TableVersion("datasets/loans", 0, 1, "0".repeat(32));
    return new ModelRecord(
        "loans",
        version,
        Instant.parse("2026-01-01T00:00:00Z"),
        "r",
        table,
        table,
        "rule",
        "configuration",
        Build.current(),
        "prior",
        0.5,
        new TreeMap<>(),
        List.of(new ModelRecord.Input("id", "bigint")),
        store.checksums("loans", version));
  }
}
