package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.holdout.contract.Columns;
import dev.holdout.feature.Encoding;
import dev.holdout.measure.Task;
import dev.holdout.split.Fold;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;

/**
 * The baseline: the share of positives, or that of each class, is every row's score. A model that
 * ranks no better than it (ROC AUC one half) or that has a higher log loss has learned nothing.
 */
final class PriorLearner implements Learner {
  @Override
  public String family() {
    return "prior";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.BINARY, Task.MULTICLASS);
  }

  @Override
  public Encoding encoding() {
    return Encoding.INDEX;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of();
  }

  @Override
  public double complexity(Parameters parameters) {
    return 0;
  }

  @Override
  public Fitted fit(Training encoded, Parameters parameters, long seed) {
    Target target = Target.of(encoded);
    if (target.task() == Task.MULTICLASS) {
      double[] weights = new double[target.classes()];
      // As many rows as there are classes.
      encoded
          .rows()
          .groupBy(Columns.LABEL)
          .agg(sum(weight(encoded)))
          .collectAsList()
          .forEach(row -> weights[(int) row.getDouble(0)] = row.getDouble(1));
      return fitted(ClassPriorModel.of(shares(weights)));
    }
    return fitted(meanLabel(encoded));
  }

  /** The weighted mean of the label, of which the share of positives is a case. */
  static double meanLabel(Training encoded) {
    Column weight = weight(encoded);
    return encoded
        .rows()
        .agg(sum(weight.multiply(col(Columns.LABEL))).divide(sum(weight)))
        .first()
        .getDouble(0);
  }

  private static Column weight(Training encoded) {
    boolean weighed = List.of(encoded.rows().columns()).contains(Columns.WEIGHT);
    return weighed ? col(Columns.WEIGHT) : lit(1.0);
  }

  /**
   * The counts of the blocks are all it needs: no rows are encoded, no job is run, and what a
   * strategy changed would be corrected again. Weights of the table's own are another matter.
   */
  @Override
  public List<CandidateFits> fitFolds(FamilySearch search) {
    if (search.rebalance().weight().isPresent()) {
      return FoldByFold.fit(search);
    }
    SortedMap<Integer, Fitted> byFold = new TreeMap<>();
    for (Fold fold : search.plan().folds()) {
      BlockCounts.Count count = search.counts().training(fold);
      byFold.put(
          fold.index(),
          search.target().task() == Task.MULTICLASS
              ? fitted(
                  ClassPriorModel.of(
                      shares(count.ofClass().stream().mapToDouble(Long::doubleValue).toArray())))
              : fitted(count.share()));
    }
    return search.candidates().stream()
        .map(candidate -> new CandidateFits(candidate, byFold, Optional.empty(), 0.0))
        .toList();
  }

  private static double[] shares(double[] weights) {
    double all = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / all).toArray();
  }

  /** The model that gives every row the same score or prediction. */
  static Fitted fitted(double share) {
    return fitted(PriorModel.of(share));
  }

  private static Fitted fitted(Transformer model) {
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return List.of(model);
      }

      @Override
      public double[] weights(Training encoded) {
        return new double[0];
      }
    };
  }
}
