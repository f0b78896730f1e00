package dev.holdout.learn;

import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;

/**
 * The winner, fitted on all of Training.
 *
 * @param model preprocessing, model and score extraction: adds {@code _features} and {@code _score}
 *     to rows with the dataset's columns
 * @param weights the features that count at all, the largest absolute weight first
 * @param rebalancing what was done to the rows; empty if nothing was asked for
 */
public record FinalFit(
    PipelineModel model, List<FeatureWeight> weights, Optional<Rebalancing> rebalancing) {
  public FinalFit {
    weights = List.copyOf(weights);
  }

  /** Fits what tells two classes apart. */
  public static FinalFit of(
      Training training,
      FoldPreprocessing preprocessing,
      RebalanceSpec rebalance,
      Candidate winner,
      long seed) {
    return of(training, preprocessing, rebalance, winner, seed, Target.BINARY);
  }

  /**
   * Fits.
   *
   * @param training all blocks
   * @param preprocessing fitted on all blocks
   * @param rebalance how the rows are weighed and rebalanced
   * @param winner what cross-validation selected
   * @param seed for whatever the learner draws
   * @param target what is predicted
   */
  public static FinalFit of(
      Training training,
      FoldPreprocessing preprocessing,
      RebalanceSpec rebalance,
      Candidate winner,
      long seed,
      Target target) {
    Learner learner = Learners.of(winner.family());
    BlockCounts.Count count = BlockCounts.of(training, target).all();
    BlockCounts.refuseMissingClass(count, "Training");
    Transformer encoder = preprocessing.forAll(learner.encoding());
    EncodedRows rows = new EncodedRows(training, encoder, target, rebalance, seed, count.rows(), 1);
    try {
      EncodedRows.Ready ready = rows.use();
      Training encoded = ready.rows();
      Fitted fitted =
          ready.corrected(learner.fit(encoded, Parameters.of(learner, winner.parameters()), seed));
      List<Transformer> stages = new ArrayList<>(List.of(encoder));
      stages.addAll(fitted.stages());
      return new FinalFit(
          new PipelineModel("holdout", stages),
          named(encoded, List.of(training.rows().columns()), fitted.weights(encoded)),
          ready.rebalancing());
    } finally {
      rows.free();
    }
  }

  private static List<FeatureWeight> named(
      Training encoded, List<String> columns, double[] weights) {
    List<String> names = MlColumns.featureNames(encoded.rows().schema(), weights.length);
    return IntStream.range(0, weights.length)
        .filter(index -> weights[index] != 0)
        .mapToObj(index -> FeatureWeight.of(names.get(index), columns, weights[index]))
        .sorted(
            Comparator.<FeatureWeight>comparingDouble(one -> -Math.abs(one.weight()))
                .thenComparing(FeatureWeight::feature))
        .toList();
  }
}
