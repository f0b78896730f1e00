package dev.holdout.classify;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Range;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/**
 * Cohen's kappa: agreement of predictions and truth beyond that of chance, (Po − Pe) / (1 − Pe).
 * Plain, where only the same class agrees, and with linear weights 1 − |i − j| / (K − 1) and
 * quadratic weights 1 − (i − j)² / (K − 1)² for classes whose numbers are an order.
 *
 * <p>Interval: {@link SmoothFunction}, with the slopes of Fleiss, Cohen & Everitt 1969.
 */
final class Agreement extends SmoothFunction {
  private final Definition definition;
  private final IntBinaryOperator distance;

  private Agreement(Definition definition, IntBinaryOperator distance) {
    this.definition = definition;
    this.distance = distance;
  }

  static List<Agreement> all() {
    return List.of(
        new Agreement(
            definition(
                    "cohen_kappa",
                    "(Po − Pe) / (1 − Pe), Po the share of rows predicted rightly, Pe that of"
                        + " chance",
                    "Cohen 1960")
                .titled("Cohen’s kappa"),
            (i, j) -> i == j ? 0 : 1),
        new Agreement(
            definition(
                "linear_weighted_kappa",
                "1 − Σ d·p / Σ d·e, d = |i − j| for true class i and predicted class j, p their"
                    + " share of rows, e that of chance; means something where classes are ordered",
                "Cohen 1968"),
            (i, j) -> Math.abs(i - j)),
        new Agreement(
            definition(
                "quadratic_weighted_kappa",
                "1 − Σ d·p / Σ d·e, d = (i − j)² for true class i and predicted class j, p their"
                    + " share of rows, e that of chance; means something where classes are ordered",
                "Cohen 1968"),
            (i, j) -> (i - j) * (i - j)));
  }

  private static Definition definition(String name, String formula, String source) {
    return new Definition(
        name,
        formula,
        Range.of(-1, 1, "−1 to 1, 0 for chance"),
        Direction.LARGER_IS_BETTER,
        "all rows are of one class and predicted to be",
        source);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  double lowest() {
    return -1;
  }

  @Override
  Optional<String> lacking(ClassShares shares) {
    return expected(shares) > 0
        ? Optional.empty()
        : Optional.of("all rows are of one class and predicted to be");
  }

  @Override
  double of(ClassShares shares) {
    double observed = 0;
    for (int i = 0; i < shares.classes(); i++) {
      for (int j = 0; j < shares.classes(); j++) {
        observed += distance.applyAsInt(i, j) * shares.cells()[i][j];
      }
    }
    return 1 - observed / expected(shares);
  }

  private double expected(ClassShares shares) {
    double expected = 0;
    for (int i = 0; i < shares.classes(); i++) {
      for (int j = 0; j < shares.classes(); j++) {
        expected += distance.applyAsInt(i, j) * shares.actual()[i] * shares.predicted()[j];
      }
    }
    return expected;
  }

  @Override
  double[][] slopes(ClassShares shares) {
    int classes = shares.classes();
    double expected = expected(shares);
    double ratio = 1 - of(shares);
    double[] ofActual = new double[classes];
    double[] ofPredicted = new double[classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        ofActual[i] += distance.applyAsInt(i, j) * shares.predicted()[j];
        ofPredicted[j] += distance.applyAsInt(i, j) * shares.actual()[i];
      }
    }
    double[][] slopes = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        slopes[i][j] =
            (ratio * (ofActual[i] + ofPredicted[j]) - distance.applyAsInt(i, j)) / expected;
      }
    }
    return slopes;
  }
}
