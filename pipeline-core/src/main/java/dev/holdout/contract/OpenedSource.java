package dev.holdout.contract;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/** A source whose files are listed and whose columns are known. */
sealed interface OpenedSource permits TextSource, TypedSource {
  /** What it consists of, in the order of paths. */
  List<SourceFile> files();

  /** What it consists of now; the same as {@link #files} unless it changed since it was opened. */
  List<SourceFile> listedAgain();

  /** Whether {@link #files} are files, whose bytes can be compared. */
  boolean hasFiles();

  /** Its columns: the declared ones, or its own where none are declared. */
  List<ColumnSpec> columns();

  /** Whether its rows can have a column; of JSON, whose objects may leave any out, always. */
  boolean has(String column);

  /** Whether some of its files can be read without the others. */
  boolean divisible();

  /** The records of these files, with a value for each of its columns. */
  JavaRDD<SourceRecord> read(List<SourceFile> files);

  /** The types of the values of its columns. */
  List<DataType> types();

  /** The lines of these files, where the source has lines. */
  Optional<TextRecords> lines(List<SourceFile> files);

  /** Whether blanks around text values are dropped while it is read. */
  boolean trims();

  /** Opens a source; throws when it is not there or is not what the contract declares. */
  static OpenedSource open(SparkSession spark, SourceSpec source, ContractSpec contract) {
    SpecCheck.source(source);
    return switch (source.format()) {
      case CSV, JSON -> {
        SpecCheck.contract(contract.columns(), contract, source.format());
        yield new TextSource(spark, source, contract.columns());
      }
      case PARQUET, DELTA, TABLE -> {
        OpenedSource opened = new TypedSource(spark, source, contract.columns());
        SpecCheck.contract(opened.columns(), contract, source.format());
        yield opened;
      }
    };
  }
}
