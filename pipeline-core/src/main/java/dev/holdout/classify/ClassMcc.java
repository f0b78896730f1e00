package dev.holdout.classify;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Range;
import java.util.Optional;

/**
 * Matthews' correlation for several classes: the covariance of predictions and truth over the root
 * of the product of their variances, each summed over classes.
 *
 * <p>Interval: {@link SmoothFunction}.
 */
final class ClassMcc extends SmoothFunction {
  private static final Definition DEFINITION =
      new Definition(
              "mcc",
              "(Σ pₖₖ − Σ tₖcₖ) / √((1 − Σ tₖ²)(1 − Σ cₖ²)), p the shares of rows by true and"
                  + " predicted class, t and c the shares of each class among the truth and the"
                  + " predictions",
              Range.of(-1, 1, "−1 to 1, 0 without skill"),
              Direction.LARGER_IS_BETTER,
              "all rows are of one class, or all predictions are",
              "Gorodkin 2004")
          .titled("Matthews correlation");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  double lowest() {
    return -1;
  }

  @Override
  Optional<String> lacking(ClassShares shares) {
    if (single(shares.actual())) {
      return Optional.of("all rows are of one class");
    }
    return single(shares.predicted())
        ? Optional.of("all predictions are of one class")
        : Optional.empty();
  }

  private static boolean single(double[] margin) {
    int occurring = 0;
    for (double share : margin) {
      occurring += share > 0 ? 1 : 0;
    }
    return occurring < 2;
  }

  @Override
  double of(ClassShares shares) {
    return shares.allRight()
        ? 1
        : covariance(shares) / Math.sqrt(spread(shares.actual()) * spread(shares.predicted()));
  }

  private static double covariance(ClassShares shares) {
    double covariance = shares.right();
    for (int at = 0; at < shares.classes(); at++) {
      covariance -= shares.actual()[at] * shares.predicted()[at];
    }
    return covariance;
  }

  /** 1 − Σ share², as a sum without cancellation. */
  private static double spread(double[] margin) {
    double spread = 0;
    for (double share : margin) {
      spread += share * (1 - share);
    }
    return spread;
  }

  @Override
  double[][] slopes(ClassShares shares) {
    int classes = shares.classes();
    double ofActual = spread(shares.actual());
    double ofPredicted = spread(shares.predicted());
    double root = Math.sqrt(ofActual * ofPredicted);
    double value = covariance(shares) / root;
    double[][] slopes = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        double numerator = (i == j ? 1 : 0) - shares.predicted()[i] - shares.actual()[j];
        double logarithm = shares.actual()[i] / ofActual + shares.predicted()[j] / ofPredicted;
        slopes[i][j] = numerator / root + value * logarithm;
      }
    }
    return slopes;
  }
}
