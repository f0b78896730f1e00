package dev.holdout.table;

import static org.apache.spark.sql.functions.col;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.RootCause;
import dev.holdout.lineage.TableVersion;
import io.delta.tables.DeltaTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/**
 * The Delta tables of one workspace: pinned reads and idempotent writes.
 *
 * <p>A write carries a key, the digest of all that decides its rows. A key is written once: the
 * same write again finds the version that the first one made and returns it, so that a killed run,
 * run again, neither repeats nor loses rows. The key is Delta's transaction identifier, so this
 * holds for concurrent writers too.
 */
public final class Tables {
  private static final int RECENT_COMMITS = 20;
  private static final int MOST_ATTEMPTS = 10;

  /** How long an append waits for the appends of other processes, each a matter of seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String COLUMN_MAPPING = "delta.columnMapping.mode";

  private final SparkSession spark;
  private final String root;
  private final int retentionDays;

  /** References of versions whose files were found to be there. */
  private final Set<String> complete = ConcurrentHashMap.newKeySet();

  private final NewestVersions newest = new NewestVersions();

  /**
   * The tables below a root.
   *
   * @param root folder or object-store prefix of the workspace
   * @param retentionDays how long versions stay readable; set on tables when they are created
   */
  public Tables(SparkSession spark, String root, int retentionDays) {
    CommitNames.check(Locale.getDefault(Locale.Category.FORMAT));
    this.spark = spark;
    Paths.checkModels(root);
    String plain = Paths.plain(root);
    this.root = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
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

  /** The workspace's plain files. */
  public Files files() {
    return new Files(spark.sparkContext().hadoopConfiguration());
  }

  /** The path of a table or folder of the workspace. */
  public String path(String name) {
    return root + "/" + name;
  }

  /** Whether the table has a version. */
  public boolean exists(String name) {
    return StoredTable.reading(name, path(name), () -> DeltaTable.isDeltaTable(spark, path(name)));
  }

  /**
   * The newest version, with its row count and fingerprint (one scan of the table). Empty if there
   * is none.
   */
  public Optional<TableVersion> latest(String name) {
    return exists(name) ? Optional.of(describe(name, snapshot(name).version())) : Optional.empty();
  }

  /**
   * The rows of exactly this version, wherever the workspace lies now.
   *
   * @throws HoldoutException with {@link ErrorCode#CORRUPT_STATE} if the version, or a file of it,
   *     is gone
   */
  public Dataset<Row> read(TableVersion version) {
    Dataset<Row> rows = readVersion(version.name(), version.version());
    if (complete.add(version.reference())) {
      List<String> missing =
          StoredTable.reading(
              version.reference(), path(version.name()), () -> missing(version, rows));
      if (!missing.isEmpty()) {
        complete.remove(version.reference());
        throw StoredTable.incomplete(version.reference(), path(version.name()), missing);
      }
    }
    return rows;
  }

  /** Whether {@link #read} can read this version: it is in the log and all its files are there. */
  public boolean holds(TableVersion version) {
    try {
      read(version);
      return true;
    } catch (HoldoutException gone) {
      if (gone.code() == ErrorCode.CORRUPT_STATE) {
        return false;
      }
      throw gone;
    }
  }

  /** The failure of work that met a damaged file of a table, with its remedy; empty for others. */
  public Optional<HoldoutException> unreadable(Throwable failure) {
    return StoredTable.unreadable(files().absolute(root), failure);
  }

  /**
   * The rows of the newest version; for ledgers, whose rows are only ever added. Empty if there is
   * no table.
   */
  public Optional<Dataset<Row>> readLatest(String name) {
    return exists(name)
        ? Optional.of(read(new TableVersion(name, snapshot(name).version(), 0, "")))
        : Optional.empty();
  }

  /**
   * Writes rows as a new version, once for each key. Their fingerprint is taken on the way; rows
   * that are appended are read back with those before them, for the fingerprint of all. A version
   * that was written under the key and lost files since is overwritten; an appended one cannot be.
   *
   * @param name such as {@code datasets/loans}
   * @param rows what to write
   * @param key digest of what decides the rows
   * @param run the run that writes, kept in the commit's metadata
   */
  public TableVersion write(String name, Dataset<Row> rows, Mode mode, String key, String run) {
    if (isThere(name, mode, key)) {
      return describe(name, versionOf(name, key));
    }
    WrittenRows written = new WrittenRows(spark, rows);
    boolean wrote = record(name, written.rows(), mode, key, run);
    long version = versionOf(name, key);
    if (wrote) {
      complete.add(new TableVersion(name, version, 0, "").reference());
    }
    Fingerprint passed = written.fingerprint();
    boolean counted =
        wrote
            && mode == Mode.OVERWRITE
            && CommitInfo.of(files(), path(name), version)
                .flatMap(CommitInfo::rows)
                .filter(committed -> committed == passed.rows())
                .isPresent();
    return counted
        ? new TableVersion(name, version, passed.rows(), passed.digest())
        : describe(name, version);
  }

  /**
   * Adds rows to a ledger, once for each key. Like {@link #write} without reading anything back.
   *
   * <p>Runs of different pipelines share ledgers, so that each append holds a lease of the table:
   * on local disks and some object stores, Delta relies on one process to write at a time.
   *
   * @return whether rows were written; not when the key was there already
   */
  public boolean append(String name, Dataset<Row> rows, String key, String run) {
    if (hasKey(name, key)) {
      return false;
    }
    Leases leases = new Leases(files(), path(name));
    try (Lease lease = leases.take("_lease", "append to " + name, PATIENCE, unused -> {})) {
      lease.check();
      return record(name, rows, Mode.APPEND, key, run);
    }
  }

  /** Whether rows were written under the key. */
  public boolean hasKey(String name, String key) {
    return exists(name) && KeyedWrites.of(snapshot(name), key) > 0;
  }

  /** The leases of what the workspace's pipelines work on. */
  public Leases leases() {
    return new Leases(files(), path("runs/leases"));
  }

  /** Whether rows were written under the key and, where they can be written again, are whole. */
  private boolean isThere(String name, Mode mode, String key) {
    return hasKey(name, key) && (mode == Mode.APPEND || isComplete(name, versionOf(name, key)));
  }

  /** Writes unless the key is there, again when another process changed the table meanwhile. */
  private boolean record(String name, Dataset<Row> rows, Mode mode, String key, String run) {
    for (int attempt = 1; ; attempt++) {
      if (isThere(name, mode, key)) {
        return false;
      }
      try {
        commit(name, rows, mode, key, run);
        return true;
      } catch (RuntimeException failure) {
        if (attempt == MOST_ATTEMPTS || !isConcurrentModification(failure)) {
          throw failure;
        }
      }
    }
  }

  /** Delta has a family of its own for these, in two packages, below the JDK's exception. */
  private static boolean isConcurrentModification(Throwable failure) {
    return RootCause.causes(failure).stream()
        .anyMatch(
            cause ->
                cause instanceof ConcurrentModificationException
                    && cause.getClass().getName().contains(".delta."));
  }

  private void commit(String name, Dataset<Row> rows, Mode mode, String key, String run) {
    boolean exists = exists(name);
    long writes = exists ? KeyedWrites.of(snapshot(name), key) : 0;
    var writer =
        rows.write()
            .format("delta")
            .mode(mode == Mode.APPEND ? "append" : "overwrite")
            .option(mode == Mode.APPEND ? "mergeSchema" : "overwriteSchema", "true")
            .option("userMetadata", metadata(key) + ",\"run\":\"" + run + "\"}")
            .option("txnAppId", key)
            .option("txnVersion", writes + 1);
    if (!exists) {
      String retention = "interval " + retentionDays + " days";
      writer =
          writer
              .option("delta.deletedFileRetentionDuration", retention)
              .option("delta.logRetentionDuration", retention);
    }
    if (needsColumnMapping(rows)) {
      if (exists) {
        mapColumns(name);
      } else {
        writer = writer.option(COLUMN_MAPPING, "name");
      }
    }
    writer.save(path(name));
  }

  /** Whether a name has a character that Parquet refuses, so that Delta must map names. */
  private static boolean needsColumnMapping(Dataset<Row> rows) {
    return Arrays.stream(rows.columns())
        .anyMatch(
            column -> column.chars().anyMatch(character -> " ,;{}()\n\t=".indexOf(character) >= 0));
  }

  /** A writer of a new table, which can hold the rows' column names. */
  static DataFrameWriter<Row> withNames(DataFrameWriter<Row> writer, Dataset<Row> rows) {
    return needsColumnMapping(rows) ? writer.option(COLUMN_MAPPING, "name") : writer;
  }

  private void mapColumns(String name) {
    spark.sql(
        "ALTER TABLE delta.`"
            + path(name).replace("`", "``")
            + "` SET TBLPROPERTIES ('"
            + COLUMN_MAPPING
            + "' = 'name')");
  }

  private long versionOf(String name, String key) {
    long newest = snapshot(name).version();
    for (long version = newest; version > Math.max(-1, newest - RECENT_COMMITS); version--) {
      Optional<CommitInfo> commit = CommitInfo.of(files(), path(name), version);
      if (commit.isEmpty()) {
        break;
      }
      if (commit.get().metadata().startsWith(metadata(key))) {
        return version;
      }
    }
    for (int limit : new int[] {RECENT_COMMITS, Integer.MAX_VALUE}) {
      List<Row> commits =
          DeltaTable.forPath(spark, path(name))
              .history(limit)
              .filter(col("userMetadata").startsWith(metadata(key)))
              .select("version")
              .collectAsList();
      if (!commits.isEmpty()) {
        return commits.get(0).getLong(0);
      }
    }
    throw new HoldoutException(
        ErrorCode.CORRUPT_STATE,
        "Cannot find the commit with key "
            + key
            + " in the history of "
            + path(name)
            + ", although its transaction is known. Its log was cut: start a new workspace.");
  }

  private static String metadata(String key) {
    return "{\"key\":\"" + key + "\"";
  }

  private Snapshot snapshot(String name) {
    return StoredTable.reading(
        name,
        path(name),
        () ->
            DeltaLog.forTable(spark, path(name))
                .update(false, scala.Option.empty(), scala.Option.empty()));
  }

  private boolean isComplete(String name, long version) {
    return holds(new TableVersion(name, version, 0, ""));
  }

  /** Files of a version that are not in the table's folder. */
  private List<String> missing(TableVersion version, Dataset<Row> rows) {
    Files files = files();
    Set<String> there = files.names(path(version.name()));
    return CommittedFiles.of(files, path(version.name()), version.version())
        .map(committed -> committed.names().stream())
        .orElseGet(
            () ->
                Arrays.stream(rows.inputFiles())
                    .map(file -> file.substring(file.lastIndexOf('/') + 1)))
        .filter(file -> !there.contains(file))
        .sorted()
        .toList();
  }

  private TableVersion describe(String name, long version) {
    Fingerprint fingerprint = Fingerprint.of(read(new TableVersion(name, version, 0, "")));
    return new TableVersion(name, version, fingerprint.rows(), fingerprint.digest());
  }

  private Dataset<Row> readVersion(String name, long version) {
    return StoredTable.reading(
        name + "@" + version,
        path(name),
        () ->
            newest
                .relation(this, name, version)
                .map(spark::baseRelationToDataFrame)
                .orElseGet(
                    () ->
                        spark
                            .read()
                            .format("delta")
                            .option("versionAsOf", version)
                            .load(path(name))));
  }
}
