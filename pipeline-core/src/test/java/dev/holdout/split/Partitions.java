package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Training and Test made by hand, for tests of what comes after a split. */
public record Partitions(Training training, FoldPlan plan, SealedTest test) {
  /**
   * Divides rows by a hash of their {@link Columns#ROW_KEY}: a fifth to Test, the rest into five
   * blocks.
   *
   * @param positive whether the label is positive
   */
  public static Partitions of(Dataset<Row> rows, Column positive) {
    return of(
        rows, positive, pmod(xxhash64(lit("test"), col(Columns.ROW_KEY)), lit(5)).equalTo(lit(0)));
  }

  /** The same with a Test of one's own. */
  public static Partitions of(Dataset<Row> rows, Column positive, Column inTest) {
    Dataset<Row> labelled = rows.withColumn(Columns.LABEL, positive.cast("double"));
    Column block = pmod(xxhash64(lit("block"), col(Columns.ROW_KEY)), lit(5)).cast("int");
    return new Partitions(
        new Training(labelled.filter(not(inTest)).withColumn(Columns.BLOCK, block)),
        FoldPlan.kFold(5),
        new SealedTest(labelled.filter(inTest)));
  }
}
