package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;

import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files, a Delta table or a catalog table: sources that know their types. Columns that are
 * not declared are not read.
 */
final class TypedSource implements OpenedSource {
  private final SparkSession spark;
  private final SourceSpec source;
  private final List<SourceFile> files;
  private final List<ColumnSpec> columns;
  private final Optional<PinnedTable> pinned;
  private final Optional<ParquetFiles> parquet;
  private final WideIntegers wide;

  TypedSource(SparkSession spark, SourceSpec source, List<ColumnSpec> declared) {
    this.spark = spark;
    this.source = source;
    if (source.format() == Format.PARQUET) {
      this.pinned = Optional.empty();
      this.files = new SourceFiles(spark.sessionState().newHadoopConf()).list(source);
      this.parquet = Optional.of(new ParquetFiles(spark, files));
    } else {
      this.pinned = Optional.of(PinnedTable.of(spark, source));
      this.files = pinned.get().files();
      this.parquet = Optional.empty();
    }
    this.wide = WideIntegers.of(asStored(files));
    StructField[] fields = rows(files).schema().fields();
    this.columns = declared.isEmpty() ? taken(fields) : present(fields, declared);
  }

  @Override
  public List<SourceFile> files() {
    return files;
  }

  @Override
  public List<SourceFile> listedAgain() {
    return pinned.isPresent()
        ? files
        : new SourceFiles(spark.sessionState().newHadoopConf()).list(source);
  }

  @Override
  public boolean hasFiles() {
    return pinned.isEmpty();
  }

  @Override
  public List<ColumnSpec> columns() {
    return columns;
  }

  @Override
  public boolean has(String column) {
    return List.of(rows(files).columns()).contains(column);
  }

  @Override
  public boolean divisible() {
    return pinned.isEmpty();
  }

  @Override
  public boolean trims() {
    return false;
  }

  @Override
  public Optional<TextRecords> lines(List<SourceFile> of) {
    return Optional.empty();
  }

  @Override
  public List<DataType> types() {
    StructType schema = rows(files).schema();
    return columns.stream().map(column -> schema.apply(column.name()).dataType()).toList();
  }

  @Override
  public JavaRDD<SourceRecord> read(List<SourceFile> of) {
    List<Column> selected = new ArrayList<>(List.of(file()));
    columns.forEach(column -> selected.add(Columns.named(column.name())));
    DataType[] types = types().toArray(DataType[]::new);
    return ((org.apache.spark.sql.classic.Dataset<Row>)
            rows(of).select(selected.toArray(Column[]::new)))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(row -> record(row, types));
  }

  private static SourceRecord record(InternalRow row, DataType[] types) {
    @Nullable Object[] values = new Object[types.length];
    for (int column = 0; column < types.length; column++) {
      values[column] = row.isNullAt(1 + column) ? null : row.get(1 + column, types[column]);
    }
    return new SourceRecord(row.getString(0), 0, null, null, null, values);
  }

  private Dataset<Row> rows(List<SourceFile> of) {
    return wide.readable(asStored(of));
  }

  private Dataset<Row> asStored(List<SourceFile> of) {
    return parquet
        .map(stored -> stored.rows(of))
        .orElseGet(() -> pinned.map(PinnedTable::read).orElseThrow());
  }

  /** The file of each row where the plan knows it. */
  private Column file() {
    return pinned.isEmpty() || pinned.get().knowsFiles()
        ? regexp_replace(col("_metadata.file_path"), "^file:/+", "/")
        : lit(source.table().orElse(new Path(files.get(0).path()).getName()));
  }

  private List<ColumnSpec> taken(StructField[] fields) {
    Problems problems = new Problems();
    List<ColumnSpec> taken = new ArrayList<>();
    for (StructField field : fields) {
      Optional<ColumnType> type = SourceTypes.columnType(field.dataType());
      if (type.isPresent()) {
        taken.add(ColumnSpec.of(field.name(), type.get()));
      } else {
        problems.add(
            "column " + field.name(),
            "type " + field.dataType().simpleString(),
            "text, number, boolean, date or timestamp",
            "Declare the columns to read without it, or flatten it in the source");
      }
    }
    problems.throwIfAny(ErrorCode.DATA_CONTRACT, "Cannot read " + shown());
    return taken;
  }

  private List<ColumnSpec> present(StructField[] fields, List<ColumnSpec> declared) {
    Problems problems = new Problems();
    List<String> names = Arrays.stream(fields).map(StructField::name).toList();
    for (ColumnSpec column : declared) {
      int at = names.indexOf(column.name());
      Optional<String> unreadable = parquet.flatMap(stored -> stored.unreadable(column.name()));
      if (unreadable.isPresent()) {
        problems.add(
            "column " + column.name(),
            "the Parquet type " + unreadable.get(),
            "text, number, boolean, date or timestamp",
            "Leave it out, or write it as another type in the source");
      } else if (at < 0) {
        problems.add(
            "column " + column.name(), "no such column", "one of " + names, "Check its name");
      } else if (SourceTypes.columnType(fields[at].dataType()).isEmpty()) {
        problems.add(
            "column " + column.name(),
            "type " + fields[at].dataType().simpleString(),
            "text, number, boolean, date or timestamp",
            "Leave it out, or flatten it in the source");
      }
    }
    problems.throwIfAny(ErrorCode.DATA_CONTRACT, "Cannot read " + shown());
    return List.copyOf(declared);
  }

  private String shown() {
    return source.table().orElseGet(() -> source.files().get(0).path());
  }
}
