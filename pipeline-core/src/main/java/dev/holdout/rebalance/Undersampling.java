package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
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
 * Leaves rows of the larger classes out, at random, until the smallest class has {@code ratio} rows
 * for each of theirs. Which rows stay is decided by {@link Draw}.
 *
 * <p>On request each row that stays weighs 1/rate as much, rate being the share of its class that
 * stayed: the classes then keep their weights, and a learner its probabilities, at the cost of
 * fewer rows only.
 */
final class Undersampling implements Rebalancer {
  private final boolean reweighs;

  Undersampling(boolean reweighs) {
    this.reweighs = reweighs;
  }

  @Override
  public String name() {
    return reweighs ? "undersample_weighted" : "undersample";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(Ratio.PARAMETER);
  }

  @Override
  public boolean weighs() {
    return reweighs;
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    ClassCounts counts = given.counts();
    double ratio = Ratio.of(parameters);
    long most = Math.round(counts.of(counts.minority()).rows() / ratio);
    if (counts.of(counts.majority()).rows() <= most) {
      return new Rebalanced(given.rows(), List.of(Ratio.reached(counts, ratio)));
    }
    Training rows = given.rows();
    for (double label : counts.classes().keySet()) {
      long before = counts.of(label).rows();
      if (before > most) {
        rows = rows.as(all -> thinned(all, label, before, most, seed));
      }
    }
    return new Rebalanced(rows, List.of());
  }

  private Dataset<Row> thinned(Dataset<Row> all, double label, long before, long size, long seed) {
    Column ofClass = col(Columns.LABEL).equalTo(label);
    Column drawn = new Draw(seed, "undersample").lowest(all.filter(ofClass), size);
    Dataset<Row> kept = all.filter(ofClass.and(drawn).or(col(Columns.LABEL).notEqual(label)));
    Column weight = col(Columns.WEIGHT);
    double inverseRate = (double) before / size;
    return reweighs
        ? kept.withColumn(
            Columns.WEIGHT, when(ofClass, weight.multiply(lit(inverseRate))).otherwise(weight))
        : kept;
  }
}
