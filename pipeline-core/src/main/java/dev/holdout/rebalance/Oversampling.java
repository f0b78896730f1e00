package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Repeats rows of the smaller classes until they have {@code ratio} rows for each of the largest
 * class. Each row is repeated equally often; which rows once more is decided by {@link Draw}. A
 * copy counts as synthetic, its one parent being the row that it repeats.
 */
final class Oversampling implements Rebalancer {
  private static final String COPY = "_copy";

  /** A control character, so that no key of a table ends like this. */
  private static final String COPY_MARK = "\u001fcopy ";

  @Override
  public String name() {
    return "oversample";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(Ratio.PARAMETER);
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    ClassCounts counts = given.counts();
    double ratio = Ratio.of(parameters);
    long least = Math.round(counts.of(counts.majority()).rows() * ratio);
    if (counts.of(counts.minority()).rows() >= least) {
      return new Rebalanced(given.rows(), List.of(Ratio.reached(counts, ratio)));
    }
    Column copies = lit(1L);
    Training rows = given.rows();
    for (double label : counts.classes().keySet()) {
      long before = counts.of(label).rows();
      if (before < least) {
        Dataset<Row> ofClass = rows.rows().filter(col(Columns.LABEL).equalTo(label));
        Column once = new Draw(seed, "oversample").lowest(ofClass, least % before);
        copies =
            when(
                    col(Columns.LABEL).equalTo(label),
                    when(once, lit(least / before + 1)).otherwise(lit(least / before)))
                .otherwise(copies);
      }
    }
    Column times = copies;
    return new Rebalanced(rows.as(all -> repeated(all, times)), List.of());
  }

  private static Dataset<Row> repeated(Dataset<Row> rows, Column times) {
    Column copy = col(COPY).gt(1);
    return rows.withColumn(COPY, explode(sequence(lit(1L), times)))
        .withColumn(Columns.SYNTHETIC, copy)
        .withColumn(Columns.PARENTS, when(copy, array(col(Columns.ROW_KEY))))
        .withColumn(
            Columns.ROW_KEY,
            when(copy, concat(col(Columns.ROW_KEY), lit(COPY_MARK), col(COPY).cast("string")))
                .otherwise(col(Columns.ROW_KEY)))
        .drop(COPY);
  }
}
