package dev.holdout.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/**
 * The columns that stand in the names of folders below the one that was named, such as {@code
 * region=EU}, as Hive and Spark write them. A name that the records have too is the folder's, as
 * Spark reads Parquet; upper and lower case of names do not count.
 */
final class PartitionFolders {
  private final List<String> names;
  private final Map<String, Map<String, String>> byFile;

  private PartitionFolders(List<String> names, Map<String, Map<String, String>> byFile) {
    this.names = List.copyOf(names);
    this.byFile = byFile;
  }

  /**
   * The folders of the files of a source.
   *
   * @throws dev.holdout.error.HoldoutException if some files have other columns in their folders
   *     than others
   */
  static PartitionFolders of(List<SourceFile> files) {
    Map<String, Map<String, String>> byFile = new LinkedHashMap<>();
    List<String> names = List.of();
    for (SourceFile file : files) {
      Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      file.partitionFolders().forEach(folder -> values.put(name(folder), value(folder)));
      if (byFile.isEmpty()) {
        names = file.partitionFolders().stream().map(PartitionFolders::name).distinct().toList();
      } else if (values.size() != names.size() || !values.keySet().containsAll(names)) {
        throw file.refused(
            found(file.partitionFolders()),
            found(files.get(0).partitionFolders()) + " as for " + files.get(0).shown(),
            "Put all files into folders of the same names, or name the files to read.");
      }
      byFile.put(file.path(), values);
    }
    return new PartitionFolders(names, byFile);
  }

  private static String found(List<String> folders) {
    return folders.isEmpty() ? "no partition folder" : "the folders " + String.join("/", folders);
  }

  private static String name(String folder) {
    return ExternalCatalogUtils.unescapePathName(folder.substring(0, folder.indexOf('=')));
  }

  /** The value as text; empty where there is none. */
  private static String value(String folder) {
    String value = ExternalCatalogUtils.unescapePathName(folder.substring(folder.indexOf('=') + 1));
    return value.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME()) ? "" : value;
  }

  /** The columns, in the order of the path. */
  List<String> names() {
    return names;
  }

  /** Whether a column stands in the folders. */
  boolean has(String column) {
    return names.stream().anyMatch(column::equalsIgnoreCase);
  }

  /** Where the columns of a file's rows come from, if its records have these of them in order. */
  RecordPlaces places(SourceFile file, List<String> columns, List<String> inRecords) {
    Map<String, String> values = byFile.getOrDefault(file.path(), Map.of());
    int[] places =
        columns.stream().mapToInt(name -> has(name) ? -1 : inRecords.indexOf(name)).toArray();
    return new RecordPlaces(
        places, columns.stream().map(name -> values.getOrDefault(name, "")).toArray(String[]::new));
  }
}
