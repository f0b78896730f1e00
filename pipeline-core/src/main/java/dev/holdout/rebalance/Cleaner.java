package dev.holdout.rebalance;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds rows to be taken out because of their neighbours. */
interface Cleaner {
  /** What it looks for, for people. */
  String looksFor();

  /** How many neighbours of a row it asks for. */
  int neighbours();

  /**
   * Keys and labels of rows to be taken out, none twice.
   *
   * @param rows of {@link Parent#COLUMNS}
   * @param counts of these rows
   * @param cleaned labels of classes that may lose rows
   * @param notes receives what a reader should know
   */
  Dataset<Row> found(
      Dataset<Row> rows,
      ClassCounts counts,
      Set<Double> cleaned,
      Space space,
      long seed,
      List<String> notes);
}
