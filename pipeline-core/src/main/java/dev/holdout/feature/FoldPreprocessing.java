package dev.holdout.feature;

import dev.holdout.split.Fold;
import org.apache.spark.ml.Transformer;

/**
 * Preprocessing, fitted for every fold from that fold's training blocks and for the final model
 * from all of them.
 *
 * <p>Each transformer adds the column {@link #FEATURES}, a vector, and leaves all others as they
 * are.
 */
public interface FoldPreprocessing {
  /** The column with the feature vector. */
  String FEATURES = "_features";

  /** What was learned from the fold's training blocks. */
  Transformer forFold(Fold fold, Encoding encoding);

  /** What was learned from all of Training. */
  Transformer forAll(Encoding encoding);
}
