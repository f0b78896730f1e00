package dev.holdout.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.lineage.TableVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fingerprint that is taken while rows are written is that of the rows read back. */
final class WrittenRowsTest {
  @TempDir Path folder;

  @Test
  void valuesOfEveryTypeHashAsInSpark() {
    assertReadBack(
        "types",
        TestSession.spark()
            .sql(
                "select id, cast(id as int) i, cast(id as smallint) s, cast(id % 100 as tinyint) b,"
                    + " if(id % 3 = 0, null, id * 0.5d) d, cast(-0.0 as double) z,"
                    + " cast(id as float) f, cast(id as decimal(20, 3)) m, id % 2 = 0 t,"
                    + " concat('ä', id) c, date_add(date'2020-01-01', cast(id as int)) day,"
                    + " timestamp_micros(id * 1000001) at, array(id, null) a,"
                    + " named_struct('x', id, 'y', 'z') st, map('k', id)['k'] mk,"
                    + " cast(concat('b', id) as binary) bin, double('NaN') n"
                    + " from range(500)"));
  }

  @Test
  void rowsAfterAShuffleAreCountedOnce() {
    assertReadBack(
        "shuffled",
        TestSession.spark()
            .range(1000)
            .selectExpr("id % 37 as k", "id")
            .groupBy("k")
            .sum("id")
            .orderBy("k"));
  }

  @Test
  void noRowsHaveAFingerprintToo() {
    assertReadBack("empty", TestSession.spark().range(3).filter("id > 5").toDF());
  }

  private void assertReadBack(String name, Dataset<Row> rows) {
    Tables tables = new Tables(TestSession.spark(), folder.toString(), 7);
    TableVersion written = tables.write(name, rows, Tables.Mode.OVERWRITE, "k", "run");
    Fingerprint readBack = Fingerprint.of(tables.read(written));
    assertThat(written.rows()).isEqualTo(readBack.rows()).isEqualTo(rows.count());
    assertThat(written.fingerprint())
        .isEqualTo(readBack.digest())
        .isEqualTo(bySparksFunction(tables.read(written)));
  }

  private static String bySparksFunction(Dataset<Row> rows) {
    List<Column> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      List<Column> hashed = new ArrayList<>(List.of(lit(half)));
      for (String name : rows.columns()) {
        hashed.add(rows.col(name).isNull());
        hashed.add(rows.col(name));
      }
      halves.add(xxhash64(hashed.toArray(Column[]::new)));
    }
    long high = 0;
    long low = 0;
    for (Row hashes : rows.select(halves.toArray(Column[]::new)).collectAsList()) {
      high += hashes.getLong(0);
      low += hashes.getLong(1);
    }
    return String.format(Locale.ROOT, "%016x%016x", high, low);
  }
}
