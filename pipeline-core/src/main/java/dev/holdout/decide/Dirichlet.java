package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.transform;

import dev.holdout.learn.OutOfFoldProbabilities;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Dirichlet calibration: multinomial logistic regression on the logarithms of the probabilities.
 * Beta calibration is its form for two classes, there without the constraint on the signs.
 *
 * <p>Fitted by MLlib: the mean log loss plus λ/2 times the sum of squares of all weights,
 * intercepts free. The authors' ODIR, which draws to the identity by penalising off-diagonal
 * weights and intercepts alone, is not available there; a small λ is for finite weights more than
 * for shape. Source: Kull, Perello-Nieto, Kängsepp, Silva Filho, Song & Flach 2019.
 *
 * @param weights by class, then by the class of the logarithm
 * @param intercepts by class
 */
public record Dirichlet(List<List<Double>> weights, List<Double> intercepts)
    implements ClassCalibrator {
  private static final long serialVersionUID = 1L;

  /** λ of {@link #fit(OutOfFoldProbabilities)}. */
  public static final double PENALTY = 1e-4;

  private static final String LOGARITHMS = "_logarithms";
  private static final int ITERATIONS = 500;
  private static final double TOLERANCE = 1e-10;

  public Dirichlet {
    weights = ClassCalibrator.checked(weights, intercepts.size());
    intercepts = ClassCalibrator.checked(List.of(intercepts), weights.size()).get(0);
  }

  @Override
  public double[] logits(double[] logarithms) {
    double[] logits = new double[intercepts.size()];
    for (int to = 0; to < logits.length; to++) {
      logits[to] = intercepts.get(to);
      for (int from = 0; from < logarithms.length; from++) {
        logits[to] += weights.get(to).get(from) * logarithms[from];
      }
    }
    return logits;
  }

  /** Fits to out-of-fold rows with a λ of {@value #PENALTY}. */
  public static Dirichlet fit(OutOfFoldProbabilities outOfFold) {
    return fit(outOfFold, PENALTY);
  }

  /**
   * Fits to out-of-fold rows.
   *
   * @param penalty λ, at least 0
   */
  public static Dirichlet fit(OutOfFoldProbabilities outOfFold, double penalty) {
    Dataset<Row> rows =
        outOfFold
            .rows()
            .select(
                col(OutOfFoldProbabilities.LABEL),
                functions
                    .array_to_vector(
                        transform(
                            col(OutOfFoldProbabilities.PROBABILITIES),
                            one -> log(greatest(lit(EDGE), one))))
                    .as(LOGARITHMS));
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily("multinomial")
            .setStandardization(false)
            .setRegParam(penalty)
            .setMaxIter(ITERATIONS)
            .setTol(TOLERANCE)
            .setLabelCol(OutOfFoldProbabilities.LABEL)
            .setFeaturesCol(LOGARITHMS)
            .fit(rows);
    List<List<Double>> weights = new ArrayList<>();
    List<Double> intercepts = new ArrayList<>();
    for (int to = 0; to < outOfFold.classes(); to++) {
      List<Double> row = new ArrayList<>();
      for (int from = 0; from < outOfFold.classes(); from++) {
        row.add(model.coefficientMatrix().apply(to, from));
      }
      weights.add(row);
      intercepts.add(model.interceptVector().apply(to));
    }
    return new Dirichlet(weights, intercepts);
  }
}
