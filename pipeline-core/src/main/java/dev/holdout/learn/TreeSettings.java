package dev.holdout.learn;

import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;

/** What the learners of trees share. */
final class TreeSettings {
  /**
   * Bins of a numeric feature unless given, cut at quantiles of the rows: what lies in one bin is
   * not divided, so that a rare class in the tails of a feature wants more. MLlib's default is 32.
   */
  static final int BINS = 64;

  static final int MOST_BINS = 4_096;
  static final String BINS_MEANING = "groups of numbers between which trees split";

  private TreeSettings() {}

  /** Bins of each feature: MLlib needs one for every value of a nominal feature. */
  static int maxBins(Training encoded, int bins) {
    return Math.max(bins, MlColumns.largestArity(encoded.rows().schema()));
  }

  /** MLlib's word for a share of the features; 0 stands for {@code automatic}. */
  static String featureSubset(double share, String automatic) {
    if (share == 0) {
      return automatic;
    }
    return share == 1 ? "all" : Double.toString(share);
  }

  static double leaves(int trees, Parameters parameters) {
    return trees * Math.scalb(1.0, parameters.whole("max_depth"));
  }

  static Fitted fitted(List<Transformer> stages, Vector importances) {
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return stages;
      }

      @Override
      public double[] weights(Training encoded) {
        return importances.toArray().clone();
      }
    };
  }
}
