package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of Parquet files, by the footers of all of them: those of any file, of the widest
 * type where files differ in the width of a number.
 *
 * <p>Cost: a footer for each file, read in parallel on the driver.
 */
final class ParquetColumns {
  private final Map<String, Found> columns;

  private ParquetColumns(Map<String, Found> columns) {
    this.columns = columns;
  }

  /**
   * A column.
   *
   * @param type as Spark reads it; empty where it reads no such columns
   * @param shown the type in Parquet's words
   * @param nanoseconds whether its numbers are instants, counted in nanoseconds
   * @param file the first file that has it
   */
  record Found(Optional<DataType> type, String shown, boolean nanoseconds, SourceFile file) {}

  static ParquetColumns of(SparkSession spark, List<SourceFile> files) {
    Configuration configuration = SourceFiles.opening(spark.sessionState().newHadoopConf(), files);
    ParquetToSparkSchemaConverter converter =
        new ParquetToSparkSchemaConverter(spark.sessionState().conf());
    Map<String, Found> columns = new LinkedHashMap<>();
    for (List<Map.Entry<String, Found>> one :
        files.parallelStream().map(file -> columns(file, configuration, converter)).toList()) {
      for (Map.Entry<String, Found> column : one) {
        columns.merge(
            column.getKey(), column.getValue(), (had, more) -> widest(column.getKey(), had, more));
      }
    }
    return new ParquetColumns(columns);
  }

  private static List<Map.Entry<String, Found>> columns(
      SourceFile file, Configuration configuration, ParquetToSparkSchemaConverter converter) {
    FileMetaData footer = footer(file, configuration);
    Optional<StructType> sparks = sparks(footer);
    return footer.getSchema().getFields().stream()
        .map(field -> Map.entry(field.getName(), found(field, sparks, file, converter)))
        .toList();
  }

  private static FileMetaData footer(SourceFile file, Configuration configuration) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), configuration))) {
      return reader.getFooter().getFileMetaData();
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    } catch (IOException | RuntimeException e) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot read "
              + file.shown()
              + ": found no whole Parquet file ("
              + e.getMessage()
              + "), expected one. Write or get it again, or take it out of the folder.",
          e);
    }
  }

  /** The schema of the Spark that wrote a file, which knows more types than Parquet. */
  private static Optional<StructType> sparks(FileMetaData footer) {
    String json = footer.getKeyValueMetaData().get("org.apache.spark.sql.parquet.row.metadata");
    try {
      return json != null && DataType.fromJson(json) instanceof StructType schema
          ? Optional.of(schema)
          : Optional.empty();
    } catch (RuntimeException none) {
      return Optional.empty();
    }
  }

  private static Found found(
      Type field,
      Optional<StructType> sparks,
      SourceFile file,
      ParquetToSparkSchemaConverter converter) {
    boolean nanoseconds =
        field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
            && time.getUnit() == TimeUnit.NANOS;
    return new Found(
        nanoseconds
            ? Optional.of(DataTypes.LongType)
            : sparks
                .flatMap(schema -> named(schema, field.getName()))
                .or(() -> converted(field, converter)),
        field.toString().replaceFirst("^(optional|required) ", ""),
        nanoseconds,
        file);
  }

  private static Optional<DataType> named(StructType schema, String name) {
    return List.of(schema.fields()).stream()
        .filter(field -> field.name().equals(name))
        .map(StructField::dataType)
        .findFirst();
  }

  private static Optional<DataType> converted(Type field, ParquetToSparkSchemaConverter converter) {
    try {
      return Optional.of(
          converter.convert(new MessageType("spark_schema", field)).fields()[0].dataType());
    } catch (Exception e) {
      // Spark's AnalysisException is checked and not declared.
      if (e instanceof AnalysisException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Found widest(String name, Found one, Found other) {
    if (one.type().equals(other.type()) && one.nanoseconds() == other.nanoseconds()) {
      return one;
    }
    if (one.nanoseconds() == other.nanoseconds()
        && one.type().isPresent()
        && other.type().isPresent()) {
      if (takes(one.type().get(), other.type().get())) {
        return one;
      }
      if (takes(other.type().get(), one.type().get())) {
        return other;
      }
    }
    throw new HoldoutException(
        ErrorCode.DATA_CONTRACT,
        "Cannot read column "
            + name
            + ": found "
            + one.shown()
            + " in "
            + one.file().shown()
            + " and "
            + other.shown()
            + " in "
            + other.file().shown()
            + ", expected one type, or numbers of different widths. Write one of the files again,"
            + " or name files of one type.");
  }

  /** Whether Spark reads numbers of one type from files that have another. */
  private static boolean takes(DataType wide, DataType narrow) {
    boolean whole = narrow instanceof IntegerType || isSmall(narrow);
    if (wide instanceof LongType || wide instanceof DoubleType) {
      return whole || (wide instanceof DoubleType && narrow instanceof FloatType);
    }
    return wide instanceof IntegerType && isSmall(narrow);
  }

  private static boolean isSmall(DataType type) {
    return type.equals(DataTypes.ByteType) || type.equals(DataTypes.ShortType);
  }

  /** What Spark can read. */
  StructType schema() {
    StructType schema = new StructType();
    for (Map.Entry<String, Found> column : columns.entrySet()) {
      if (column.getValue().type().isPresent()) {
        schema = schema.add(column.getKey(), column.getValue().type().get());
      }
    }
    return schema;
  }

  /** Columns of instants in nanoseconds. */
  List<String> nanoseconds() {
    return columns.entrySet().stream()
        .filter(column -> column.getValue().nanoseconds())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The type of a column that Spark does not read, in Parquet's words. */
  Optional<String> unreadable(String name) {
    return Optional.ofNullable(columns.get(name))
        .filter(column -> column.type().isEmpty())
        .map(Found::shown);
  }
}
