package dev.holdout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.lineage.TableVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TablesTest {
  @TempDir Path workspace;

  @Test
  void writesOnceForEachKeyAndReadsThePinnedVersion() {
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 365);
    var ten = TestSession.spark().range(10).toDF("id");
    TableVersion first = tables.write("datasets/t", ten, Tables.Mode.APPEND, "k1", "r1");
    TableVersion again = tables.write("datasets/t", ten, Tables.Mode.APPEND, "k1", "r2");
    TableVersion second = tables.write("datasets/t", ten, Tables.Mode.APPEND, "k2", "r2");

    assertThat(first.rows()).isEqualTo(10);
    assertThat(again).isEqualTo(first);
    assertThat(second.rows()).isEqualTo(20);
    assertThat(second.version()).isEqualTo(first.version() + 1);
    assertThat(tables.read(first).count()).isEqualTo(10);
    assertThat(tables.latest("datasets/t")).contains(second);
  }

  @Test
  void fingerprintDependsOnContentAndNotOnOrderOrPartitions() {
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 365);
    var rows = TestSession.spark().range(1000).toDF("id");
    String first = tables.write("a", rows, Tables.Mode.OVERWRITE, "1", "r").fingerprint();
    String shuffled =
        tables
            .write(
                "b",
                rows.repartition(7).orderBy("id").repartition(3),
                Tables.Mode.OVERWRITE,
                "1",
                "r")
            .fingerprint();
    String other =
        tables.write("c", rows.filter("id != 7"), Tables.Mode.OVERWRITE, "1", "r").fingerprint();
    assertThat(shuffled).isEqualTo(first).hasSize(32);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void aDamagedVersionIsNamedWithItsRemedyAndAnOverwriteMakesItAgain() throws IOException {
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 365);
    var ten = TestSession.spark().range(10).toDF("id").coalesce(1);
    TableVersion made = tables.write("a/t", ten, Tables.Mode.OVERWRITE, "k1", "r1");
    for (Path file : parquet("a/t")) {
      Files.delete(file);
    }
    Tables later = new Tables(TestSession.spark(), workspace.toString(), 365);
    assertThat(later.holds(made)).isFalse();
    assertThatThrownBy(() -> later.read(made))
        .hasMessageStartingWith(
            "[CORRUPT_STATE] Cannot read a/t@0: found 1 of its files missing (part-")
        .hasMessageContaining("Restore " + workspace + "/a/t from a backup; or delete that folder");
    assertThatThrownBy(() -> later.read(new TableVersion("a/t", 7, 1, "")))
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot read a/t@7: found ");
    assertThatThrownBy(() -> later.read(new TableVersion("b/t", 0, 1, "")))
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot read b/t@0: found ");

    TableVersion again = later.write("a/t", ten, Tables.Mode.OVERWRITE, "k1", "r2");
    assertThat(again.version()).isEqualTo(1);
    assertThat(again.fingerprint()).isEqualTo(made.fingerprint());
    Path part = parquet("a/t").get(0);
    Files.write(part, Arrays.copyOf(Files.readAllBytes(part), 50));
    Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
    assertThatThrownBy(() -> later.read(again).collectAsList())
        .satisfies(
            failure ->
                assertThat(later.unreadable(failure).orElseThrow())
                    .hasMessageStartingWith(
                        "[CORRUPT_STATE] Cannot read a/t: found its file part-"));
  }

  private List<Path> parquet(String table) throws IOException {
    try (Stream<Path> files = Files.list(workspace.resolve(table))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  @Test
  void addsToALedgerOnceForEachKey() {
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 365);
    var one = TestSession.spark().range(1).toDF("id");
    assertThat(tables.readLatest("runs/runs")).isEmpty();
    assertThat(tables.append("runs/runs", one, "k1", "r1")).isTrue();
    assertThat(tables.append("runs/runs", one, "k1", "r1")).isFalse();
    assertThat(tables.append("runs/runs", one, "k2", "r1")).isTrue();
    assertThat(tables.readLatest("runs/runs").orElseThrow().count()).isEqualTo(2);
  }

  @Test
  void severalThatMakeATableAtOnceAllAddTheirRows() throws Exception {
    int writers = 3;
    CyclicBarrier together = new CyclicBarrier(writers);
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String key = "k" + writer;
        all.add(
            pool.submit(
                () -> {
                  Tables tables = new Tables(TestSession.spark(), workspace.toString(), 365);
                  var one = TestSession.spark().range(1).toDF("id").coalesce(1);
                  together.await();
                  tables.append("ledger", one, key, key);
                  together.await();
                  // Without a lease: what Delta refuses is tried again.
                  tables.write("dataset", one, Tables.Mode.APPEND, key, key);
                  return key;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 365);
    assertThat(tables.readLatest("ledger").orElseThrow().count()).isEqualTo(writers);
    assertThat(tables.readLatest("dataset").orElseThrow().count()).isEqualTo(writers);
  }

  @Test
  void keepsVersionsReadableForTheConfiguredTime() {
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 30);
    tables.write("t", TestSession.spark().range(1).toDF("id"), Tables.Mode.OVERWRITE, "k", "r");
    assertThat(
            TestSession.spark()
                .sql("SHOW TBLPROPERTIES delta.`" + tables.path("t") + "`")
                .collectAsList()
                .toString())
        .contains("delta.deletedFileRetentionDuration,interval 30 days")
        .contains("delta.logRetentionDuration,interval 30 days");
  }

  @Test
  void keepsAnyColumnName() {
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 365);
    var odd = TestSession.spark().range(3).toDF("a b;c=(d),{e}.`f`");
    TableVersion made = tables.write("odd", odd, Tables.Mode.OVERWRITE, "1", "r");
    assertThat(tables.read(made).columns()).containsExactly("a b;c=(d),{e}.`f`");
    assertThat(made.rows()).isEqualTo(3);

    tables.write("grown", TestSession.spark().range(3).toDF("x"), Tables.Mode.OVERWRITE, "1", "r");
    TableVersion grown = tables.write("grown", odd, Tables.Mode.OVERWRITE, "2", "r");
    assertThat(tables.read(grown).columns()).containsExactly("a b;c=(d),{e}.`f`");
  }

  @Test
  void aDamagedLogIsNamedBeforeAnythingIsRead() throws IOException {
    Tables tables = new Tables(TestSession.spark(), workspace.resolve("damaged").toString(), 7);
    tables.append("runs/runs", TestSession.spark().range(3).toDF(), "k", "r");
    Files.writeString(
        workspace.resolve("damaged/runs/runs/_delta_log/00000000000000000000.json"), "xx");
    DeltaLog.clearCache();
    assertThatThrownBy(() -> tables.readLatest("runs/runs"))
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot read runs/runs")
        .hasMessageContaining("Restore " + workspace.resolve("damaged/runs/runs"))
        .hasMessageContaining("without what it recorded");
  }
}
