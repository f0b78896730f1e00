package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * A copy of rows for others, in a folder that the user names.
 *
 * <p>Rows are written to a folder beside it, with a {@link Manifest} of its files, which then takes
 * the other's place by renames. An export that fails leaves the earlier one as it was. One that is
 * killed leaves the earlier or the new one; killed between the two renames, it leaves the earlier
 * one in the hidden folder beside, from where the next export brings it back first.
 */
public final class Export {
  private final SparkSession spark;
  private final String folder;
  private final Format format;
  private final OwnFolder own;

  /** How rows are stored. */
  public enum Format {
    PARQUET,
    CSV,
    DELTA;

    /** As users and Spark write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An export into a folder that is checked now, before any work.
   *
   * @param inUse what else the verb reads and writes: the folder is none of it, in none of it and
   *     above none of it
   * @throws HoldoutException with code {@code USAGE} if something would be lost by it
   */
  public Export(SparkSession spark, String folder, Format format, List<PlaceInUse> inUse) {
    this.spark = spark;
    this.folder = folder;
    this.format = format;
    this.own = OwnFolder.replaceable(folder, inUse, hadoop());
  }

  /** The folder as the user wrote it. */
  public String folder() {
    return folder;
  }

  public Format format() {
    return format;
  }

  /**
   * Replaces what an earlier export left.
   *
   * @param rows of columns that the format can hold
   */
  public void write(Dataset<Row> rows) {
    Path target = own.path();
    Path draft = beside("draft");
    Path replaced = beside("replaced");
    FileSystem system = own.system();
    try {
      if (system.exists(replaced) && !system.exists(target)) {
        rename(system, replaced, target);
      }
      system.delete(replaced, true);
      system.delete(draft, true);
      writer(rows).save(draft.toString());
      withoutCheckFiles(draft);
      new Files(hadoop())
          .write(new Path(draft, Manifest.NAME).toString(), Manifest.of(system, draft).json());
      if (system.exists(target)) {
        rename(system, target, replaced);
      }
      rename(system, draft, target);
      system.delete(replaced, true);
      DeltaLog.invalidateCache(spark, draft);
      DeltaLog.invalidateCache(spark, target);
    } catch (HoldoutException e) {
      throw e;
    } catch (Exception | FSError e) { // Spark throws checked exceptions that no signature names
      throw new HoldoutException(
          ErrorCode.INTERNAL,
          "Cannot export to "
              + folder
              + ": found "
              + reason(e)
              + ", expected to write a folder beside it and to rename that. An earlier export is as"
              + " it was. Check that "
              + target.getParent()
              + " is writable and not full.",
          e);
    }
  }

  /** Spark wraps what happened in pages of its own. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows) {
    DataFrameWriter<Row> writer = rows.write().format(format.word());
    return switch (format) {
      case PARQUET -> writer;
      // RFC 4180: quotes are doubled, and blanks and line breaks belong to the value.
      case CSV ->
          writer
              .option("header", "true")
              .option("quote", "\"")
              .option("escape", "\"")
              .option("ignoreLeadingWhiteSpace", "false")
              .option("ignoreTrailingWhiteSpace", "false");
      case DELTA -> Tables.withNames(writer, rows);
    };
  }

  private Path beside(String role) {
    return new Path(own.path().getParent(), "." + own.path().getName() + ".holdout-" + role);
  }

  private static void rename(FileSystem system, Path from, Path to) throws IOException {
    if (!system.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  /** A reader would refuse a file that was edited since, for its check file. */
  private void withoutCheckFiles(Path draft) throws IOException {
    if (draft.getFileSystem(hadoop()) instanceof ChecksumFileSystem) {
      remove(draft);
    }
  }

  private void remove(Path below) throws IOException {
    for (FileStatus entry : own.system().listStatus(below)) {
      Path path = entry.getPath();
      if (entry.isDirectory()) {
        remove(path);
      } else if (ChecksumFileSystem.isChecksumFile(path)) {
        own.system().delete(path, false);
      }
    }
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }
}
