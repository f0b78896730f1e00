package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/**
 * Lists the files of a source, in the order of their paths.
 *
 * <p>A folder gives all files below it but those whose name, or a folder's name on the way, begins
 * with {@code _} or {@code .}. A path that exists is taken literally, any other as a pattern.
 */
final class SourceFiles {
  private final Configuration configuration;

  SourceFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The files; at least one for each path of the source. */
  List<SourceFile> list(SourceSpec source) {
    Map<String, SourceFile> files = new LinkedHashMap<>();
    for (FileSpec spec : source.files()) {
      List<SourceFile> found = new ArrayList<>();
      try {
        Path path = Paths.of(spec.path());
        FileSystem system = path.getFileSystem(configuration);
        List<FileStatus> roots =
            system.exists(path)
                ? List.of(system.getFileStatus(path))
                : PathPattern.matches(system, spec.path());
        for (FileStatus root : roots) {
          if (source.format() == Format.PARQUET && root.isDirectory()) {
            refuseDelta(system, root.getPath());
          }
          collect(system, root, spec, root.getPath().toString(), found);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot list " + spec.path(), e);
      }
      if (found.isEmpty()) {
        throw notFound(spec.path(), source);
      }
      found.forEach(file -> files.putIfAbsent(file.path(), file));
    }
    return files.values().stream().sorted(Comparator.comparing(SourceFile::path)).toList();
  }

  /**
   * Settings with which a file can be opened. Hadoop's local file system looks for a check file
   * beside each file, whose name it cannot make for a name with a colon.
   */
  static Configuration opening(Configuration configuration, List<SourceFile> files) {
    Configuration settings = new Configuration(configuration);
    rawLocal(files).forEach(settings::set);
    return settings;
  }

  /** A reader of files as listed, none of which is taken for a pattern. */
  static DataFrameReader reader(SparkSession spark, List<SourceFile> files) {
    return spark.read().option("__globPaths__", "false").options(rawLocal(files));
  }

  private static Map<String, String> rawLocal(List<SourceFile> files) {
    boolean colon = files.stream().anyMatch(file -> new Path(file.path()).getName().contains(":"));
    return colon
        ? Map.of(
            "fs.file.impl",
            UncheckedLocalFiles.class.getName(),
            "fs.file.impl.disable.cache",
            "true")
        : Map.of();
  }

  static HoldoutException notFound(String path, SourceSpec source) {
    String remedy =
        source
            .publicSource()
            .map(
                origin ->
                    " Anyone can get this table: "
                        + origin
                        + ". Put it in a folder and set the environment variable HOLDOUT_DATA to"
                        + " the folder that holds it.")
            .orElse(" Check the path; in a pipeline file ${env:HOLDOUT_DATA} may stand for it.");
    return new HoldoutException(
        ErrorCode.INPUT_NOT_FOUND,
        "Cannot read "
            + path
            + ": found nothing there, expected a file, a folder with files or a pattern that"
            + " matches some."
            + remedy);
  }

  private static void refuseDelta(FileSystem system, Path folder) throws IOException {
    if (system.exists(new Path(folder, "_delta_log"))) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot read "
              + SourceFile.shown(folder.toString())
              + ": found a Delta table, expected Parquet files. Set the source's format to delta.");
    }
  }

  private static void collect(
      FileSystem system, FileStatus at, FileSpec spec, String root, List<SourceFile> found)
      throws IOException {
    if (!at.isDirectory()) {
      found.add(
          new SourceFile(
              at.getPath().toString(),
              root,
              at.getLen(),
              at.getModificationTime(),
              spec.skipLines()));
      return;
    }
    for (FileStatus child : system.listStatus(at.getPath())) {
      String name = child.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        collect(system, child, spec, root, found);
      }
    }
  }
}
