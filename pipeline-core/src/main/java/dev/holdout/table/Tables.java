package dev.holdout.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructField;

/**
 * The Delta tables of one workspace: pinned reads and idempotent writes.
 *
 * <p>A write carries a key, the digest of all that decides its rows. A key is written once: the
 * same write again finds the version that the first one made and returns it, so that a killed run,
 * run again, neither repeats nor loses rows.
 */
public final class Tables {
  private final SparkSession spark;
  private final String root;
  private final int retentionDays;

  /**
   * @param root folder or object-store prefix of the workspace
   * @param retentionDays how long versions stay readable; set on tables when they are created
   */
  public Tables(SparkSession spark, String root, int retentionDays) {
    this.spark = spark;
    this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    this.retentionDays = retentionDays;
  }

  /** How a write meets the rows already there. */
  public enum Mode {
    APPEND,
    OVERWRITE
  }

  public SparkSession spark() {
    return spark;
  }

  /** The path of a table or folder of the workspace. */
  public String path(String name) {
    return root + "/" + name;
  }

  public boolean exists(String name) {
    return DeltaTable.isDeltaTable(spark, path(name));
  }

  /**
   * The newest version, with its row count and fingerprint (one scan of the table). Empty if there
   * is none.
   */
  public Optional<TableVersion> latest(String name) {
    if (!exists(name)) {
      return Optional.empty();
    }
    return Optional.of(
        describe(
            name,
            DeltaLog.forTable(spark, path(name))
                .update(false, scala.Option.empty(), scala.Option.empty())
                .version()));
  }

  /** The rows of exactly this version. */
  public Dataset<Row> read(TableVersion version) {
    return readVersion(version.location(), version.version());
  }

  /**
   * Writes rows as a new version, once for each key.
   *
   * @param name such as {@code datasets/loans}
   * @param rows what to write
   * @param key digest of what decides the rows
   * @param run the run that writes, kept in the commit's metadata
   */
  public TableVersion write(String name, Dataset<Row> rows, Mode mode, String key, String run) {
    Optional<Long> before = versionWrittenWith(name, key);
    if (before.isPresent()) {
      return describe(name, before.get());
    }
    DataFrameWriter<Row> writer =
        rows.write()
            .format("delta")
            .mode(mode == Mode.APPEND ? "append" : "overwrite")
            .option("userMetadata", "{\"key\":\"" + key + "\",\"run\":\"" + run + "\"}")
            .option("txnAppId", key)
            .option("txnVersion", 1)
            .option("delta.deletedFileRetentionDuration", "interval " + retentionDays + " days")
            .option("delta.logRetentionDuration", "interval " + retentionDays + " days");
    if (mode == Mode.OVERWRITE) {
      writer = writer.option("overwriteSchema", "true");
    } else {
      writer = writer.option("mergeSchema", "true");
    }
    writer.save(path(name));
    long version =
        versionWrittenWith(name, key)
            .orElseThrow(
                () ->
                    new HoldoutException(
                        ErrorCode.CORRUPT_STATE,
                        "Cannot find the commit just made to " + path(name) + ", key " + key));
    return describe(name, version);
  }

  private Optional<Long> versionWrittenWith(String name, String key) {
    if (!exists(name)) {
      return Optional.empty();
    }
    List<Row> commits =
        DeltaTable.forPath(spark, path(name))
            .history()
            .filter(col("userMetadata").contains("\"key\":\"" + key + "\""))
            .select("version")
            .collectAsList();
    return commits.isEmpty() ? Optional.empty() : Optional.of(commits.get(0).getLong(0));
  }

  private TableVersion describe(String name, long version) {
    Dataset<Row> rows = readVersion(path(name), version);
    List<Column> sums = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      List<Column> hashed = new ArrayList<>(List.of(lit(half)));
      for (StructField field : rows.schema().fields()) {
        Column column = col("`" + field.name().replace("`", "``") + "`");
        hashed.add(column.isNull());
        hashed.add(column);
      }
      Column hash = xxhash64(hashed.toArray(Column[]::new));
      for (int part = 0; part < 3; part++) {
        Column bits = shiftrightunsigned(hash, part * 22).bitwiseAND(lit((1L << 22) - 1));
        sums.add(coalesce(sum(bits), lit(0L)));
      }
    }
    Row figures = rows.agg(count(lit(1)), sums.toArray(Column[]::new)).first();
    StringBuilder fingerprint = new StringBuilder();
    for (int half = 0; half < 2; half++) {
      long total = 0;
      for (int part = 0; part < 3; part++) {
        total += figures.getLong(1 + half * 3 + part) << (part * 22);
      }
      fingerprint.append(String.format("%016x", total));
    }
    return new TableVersion(name, path(name), version, figures.getLong(0), fingerprint.toString());
  }

  private Dataset<Row> readVersion(String location, long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(location);
  }

  @Override
  public String toString() {
    return "Tables" + Arrays.asList(root);
  }
}
