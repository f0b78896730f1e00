package dev.holdout.learn;

import dev.holdout.split.Training;
import java.util.List;
import org.apache.spark.ml.Transformer;

/** What a learner learned. */
public interface Fitted {
  /**
   * The column with the score, a double: the probability of the positive class, in [0, 1], or the
   * predicted number.
   */
  String SCORE = "_score";

  /** The column with the probabilities of several classes, an array of doubles by class number. */
  String SCORES = "_scores";

  /**
   * Transformers that, one after the other, add {@link #SCORE}, or {@link #SCORES} where there are
   * several classes, to rows with features. They can be saved inside a {@code PipelineModel}.
   */
  List<Transformer> stages();

  /**
   * How much each feature counts, in the order of the feature vector; empty when the model uses no
   * features. Signed for linear models (the coefficient of the standardised feature), a share of
   * the total for trees.
   *
   * @param encoded the rows it was fitted on; read where a weight needs them (one scan)
   */
  double[] weights(Training encoded);
}
