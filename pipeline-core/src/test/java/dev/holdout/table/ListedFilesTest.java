package dev.holdout.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.lineage.TableVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Work on a table's newest version that starts no query of Delta's log. */
@Execution(ExecutionMode.SAME_THREAD)
final class ListedFilesTest {
  private static final Dataset<Row> TEN = TestSession.spark().range(10).toDF("id").coalesce(1);

  @TempDir Path workspace;

  private Tables tables() {
    return new Tables(TestSession.spark(), workspace.toString(), 365);
  }

  @Test
  void theNewestVersionIsReadWithoutAQueryOfTheLog() {
    TableVersion older = tables().write("a/t", TEN, Tables.Mode.APPEND, "k1", "r");
    TableVersion newest = tables().write("a/t", TEN, Tables.Mode.APPEND, "k2", "r");

    assertThat(queriesOfTheLog(tables(), older, 5)).as("left to Delta").isNotEmpty();
    assertThat(queriesOfTheLog(tables(), newest, 10)).isEmpty();
  }

  @Test
  void aKeyIsLookedUpWithoutAJob() {
    tables().write("a/t", TEN, Tables.Mode.APPEND, "k1", "r");
    tables().write("a/t", TEN, Tables.Mode.APPEND, "k2", "r");
    DeltaLog.clearCache();
    List<String> jobs =
        jobs(
            () -> {
              assertThat(tables().hasKey("a/t", "k1")).isTrue();
              assertThat(tables().hasKey("a/t", "k2")).isTrue();
              assertThat(tables().hasKey("a/t", "k3")).isFalse();
            });
    assertThat(jobs).isEmpty();
  }

  @Test
  void aKeyIsFoundWhereAKilledWriterLeftNoChecksum() throws IOException {
    tables().write("a/t", TEN, Tables.Mode.APPEND, "k1", "r");
    Files.delete(workspace.resolve("a/t/_delta_log/00000000000000000000.crc"));
    DeltaLog.clearCache();
    assertThat(tables().hasKey("a/t", "k1")).isTrue();
    assertThat(tables().hasKey("a/t", "k2")).isFalse();
  }

  @Test
  void aTableThatWasMadeAgainIsReadAnew() {
    Tables tables = tables();
    TableVersion first = tables.write("a/t", TEN, Tables.Mode.OVERWRITE, "k1", "r");
    assertThat(tables.read(first).count()).isEqualTo(10);
    tables.files().delete(tables.path("a/t"));
    TableVersion again =
        tables.write("a/t", TEN.filter("id < 3"), Tables.Mode.OVERWRITE, "k2", "r");

    assertThat(again.reference()).isEqualTo(first.reference());
    assertThat(tables.read(again).count()).isEqualTo(3);
  }

  @Test
  void partitionedTablesAndDeletedRowsAreLeftToDelta() {
    TEN.withColumn("part", TEN.col("id").mod(2))
        .write()
        .format("delta")
        .partitionBy("part")
        .save(tables().path("parts"));
    TEN.write()
        .format("delta")
        .option("delta.enableDeletionVectors", "true")
        .save(tables().path("marked"));
    TestSession.spark().sql("DELETE FROM delta.`" + tables().path("marked") + "` WHERE id < 4");

    assertThat(tables().readLatest("parts").orElseThrow().filter("part = 1").count()).isEqualTo(5);
    assertThat(tables().readLatest("marked").orElseThrow().count()).isEqualTo(6);
  }

  @Test
  void onePlanIsTheOtherSoThatACachedVersionServesBoth() {
    Tables tables = tables();
    TableVersion made = tables.write("a/t", TEN, Tables.Mode.OVERWRITE, "k", "r");
    Dataset<Row> one = tables.read(made);
    Dataset<Row> other = tables.read(made);

    assertThat(one.sameSemantics(other)).isTrue();
    assertThat(one.join(other, one.col("id").equalTo(other.col("id").plus(1))).count())
        .isEqualTo(9);
  }

  /** Descriptions of the jobs of Delta that start while rows are read twice. */
  private static List<String> queriesOfTheLog(Tables tables, TableVersion version, long rows) {
    return jobs(
            () -> {
              Dataset<Row> read = tables.read(version);
              assertThat(read.filter("id < 5").collectAsList()).hasSize((int) rows);
              assertThat(read.groupBy("id").count().collectAsList()).hasSize(10);
            })
        .stream()
        .filter(description -> description.contains("Filtering files"))
        .toList();
  }

  /** Descriptions of the jobs that start meanwhile. */
  private static List<String> jobs(Runnable work) {
    List<String> jobs = new CopyOnWriteArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.add(job.properties().getProperty("spark.job.description", ""));
          }
        };
    TestSession.awaitListeners();
    TestSession.spark().sparkContext().addSparkListener(listener);
    try {
      work.run();
      TestSession.awaitListeners();
    } finally {
      TestSession.spark().sparkContext().removeSparkListener(listener);
    }
    return jobs;
  }
}
