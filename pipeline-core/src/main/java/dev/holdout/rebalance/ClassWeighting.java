package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Column;

/** Multiplies the weight of each row by the weight of its class; all rows stay. */
abstract class ClassWeighting implements Rebalancer {
  /** The weight of each class that has rows. */
  abstract SortedMap<Double, Double> weights(ClassCounts counts, Parameters parameters);

  @Override
  public final boolean weighs() {
    return true;
  }

  @Override
  public final boolean resamples() {
    return false;
  }

  @Override
  public final Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    Column factor = lit(1.0);
    for (Map.Entry<Double, Double> weight : weights(given.counts(), parameters).entrySet()) {
      factor =
          when(col(Columns.LABEL).equalTo(weight.getKey()), weight.getValue()).otherwise(factor);
    }
    Column weighed = col(Columns.WEIGHT).multiply(factor);
    return new Rebalanced(
        given.rows().as(rows -> rows.withColumn(Columns.WEIGHT, weighed)), List.of());
  }
}
