package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table at one version.
 *
 * <p>A Delta table is pinned by its version and identity. Of any other catalog table the files are
 * listed; where it has none of its own (a view), every ingest takes it for changed.
 */
final class PinnedTable {
  private final SparkSession spark;
  private final String name;
  private final Optional<Long> version;
  private final List<SourceFile> files;

  private PinnedTable(
      SparkSession spark, String name, Optional<Long> version, List<SourceFile> files) {
    this.spark = spark;
    this.name = name;
    this.version = version;
    this.files = files;
  }

  static PinnedTable of(SparkSession spark, SourceSpec source) {
    if (source.format() == Format.DELTA) {
      if (source.files().size() != 1) {
        throw new HoldoutException(
            ErrorCode.CONFIGURATION,
            "Cannot read the source: found "
                + source.files().size()
                + " paths, expected the path of one Delta table. Name one.");
      }
      FileSpec file = source.files().get(0);
      String path = qualified(spark, file.path(), source);
      return delta(spark, "delta.`" + path.replace("`", "``") + "`");
    }
    String name = source.table().orElse("");
    if (name.isEmpty() || !spark.catalog().tableExists(name)) {
      throw new HoldoutException(
          ErrorCode.INPUT_NOT_FOUND,
          "Cannot read table "
              + name
              + ": found no such table, expected one of the catalog. Check its name as"
              + " catalog.schema.table.");
    }
    boolean delta =
        spark.sql("DESCRIBE TABLE EXTENDED " + name).collectAsList().stream()
            .anyMatch(
                row ->
                    "Provider".equals(row.getString(0))
                        && "delta".equalsIgnoreCase(row.getString(1)));
    return delta ? delta(spark, name) : listed(spark, name);
  }

  List<SourceFile> files() {
    return files;
  }

  /** Whether each row knows its file. */
  boolean knowsFiles() {
    return version.isPresent();
  }

  Dataset<Row> read() {
    return version.isPresent()
        ? spark.sql("SELECT * FROM " + name + " VERSION AS OF " + version.get())
        : spark.table(name);
  }

  private static PinnedTable delta(SparkSession spark, String name) {
    Row detail = spark.sql("DESCRIBE DETAIL " + name).first();
    long version =
        spark.sql("DESCRIBE HISTORY " + name + " LIMIT 1").first().<Long>getAs("version");
    String identity =
        detail.<String>getAs("location") + "@" + version + "#" + detail.<String>getAs("id");
    long bytes = detail.<Long>getAs("sizeInBytes");
    return new PinnedTable(
        spark, name, Optional.of(version), List.of(new SourceFile(identity, name, bytes, 0, 0)));
  }

  private static PinnedTable listed(SparkSession spark, String name) {
    List<SourceFile> files = new ArrayList<>();
    try {
      for (String file : spark.table(name).inputFiles()) {
        Path path = new Path(java.net.URI.create(file));
        FileStatus status =
            path.getFileSystem(spark.sessionState().newHadoopConf()).getFileStatus(path);
        files.add(
            new SourceFile(
                path.toString(), name, status.getLen(), status.getModificationTime(), 0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of table " + name, e);
    }
    if (files.isEmpty()) {
      files.add(new SourceFile(name, name, 0, System.currentTimeMillis(), 0));
    }
    files.sort(Comparator.comparing(SourceFile::path));
    return new PinnedTable(spark, name, Optional.empty(), List.copyOf(files));
  }

  private static String qualified(SparkSession spark, String text, SourceSpec source) {
    try {
      Path path = Paths.of(text);
      FileSystem system = path.getFileSystem(spark.sessionState().newHadoopConf());
      if (!system.exists(path)) {
        throw SourceFiles.notFound(text, source);
      }
      if (!system.exists(new Path(path, "_delta_log"))) {
        throw new HoldoutException(
            ErrorCode.CONFIGURATION,
            "Cannot read "
                + text
                + ": found "
                + Arrays.stream(system.listStatus(path))
                    .map(at -> at.getPath().getName())
                    .limit(10)
                    .toList()
                + ", expected a Delta table. Check the path or the source's format.");
      }
      return system.makeQualified(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + text, e);
    }
  }
}
