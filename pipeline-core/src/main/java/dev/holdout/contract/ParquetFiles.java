package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The rows of Parquet files with all columns that Spark can read: those of {@link ParquetColumns},
 * and those of partition folders such as {@code region=EU} below a folder that was named.
 *
 * <p>Instants in nanoseconds become timestamps in microseconds. Spark reads them as numbers under a
 * setting of the session, which is set once a file has some.
 */
final class ParquetFiles {
  private static final String NANOSECONDS_AS_NUMBERS = "spark.sql.legacy.parquet.nanosAsLong";

  private final SparkSession spark;
  private final ParquetColumns columns;

  ParquetFiles(SparkSession spark, List<SourceFile> files) {
    // Spark passes over files beside partition folders.
    files.stream()
        .collect(Collectors.groupingBy(SourceFile::root))
        .values()
        .forEach(PartitionFolders::of);
    this.spark = spark;
    this.columns = ParquetColumns.of(spark, files);
    if (!columns.nanoseconds().isEmpty()) {
      spark.conf().set(NANOSECONDS_AS_NUMBERS, true);
    }
  }

  /** The type of a column that is there and cannot be read. */
  Optional<String> unreadable(String column) {
    return columns.unreadable(column);
  }

  /** The rows of some of the files. */
  Dataset<Row> rows(List<SourceFile> files) {
    Map<String, List<String>> byRoot = new LinkedHashMap<>();
    files.forEach(
        file -> byRoot.computeIfAbsent(file.root(), unseen -> new ArrayList<>()).add(file.path()));
    Dataset<Row> all = null;
    for (Map.Entry<String, List<String>> root : byRoot.entrySet()) {
      DataFrameReader reader = SourceFiles.reader(spark, files).schema(columns.schema());
      if (!root.getValue().equals(List.of(root.getKey()))) {
        reader = reader.option("basePath", root.getKey());
      }
      Dataset<Row> some = reader.parquet(root.getValue().toArray(String[]::new));
      all = all == null ? some : all.unionByName(some);
    }
    if (all == null) {
      throw new HoldoutException(ErrorCode.INTERNAL, "Cannot read Parquet: no files were given");
    }
    Map<String, Column> instants = new LinkedHashMap<>();
    columns.nanoseconds().forEach(name -> instants.put(name, instant(name)));
    return instants.isEmpty() ? all : all.withColumns(instants);
  }

  /** Rounded down, before 1970 as well. */
  private static Column instant(String name) {
    String column = "`" + name.replace("`", "``") + "`";
    return functions.expr(
        "timestamp_micros(try_subtract(" + column + ", pmod(" + column + ", 1000)) div 1000)");
  }
}
