package dev.holdout.evaluate;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Logistic regression on a handful of features, from weights of negatives and positives at each
 * point: Newton's method on the likelihood, with backtracking.
 *
 * <p>Where the classes are separated the likelihood has no maximum: the search then ends, with
 * large coefficients, when the gradient for one row is below 1e-12. Features that do not vary
 * independently leave the coefficients undetermined; those found are small. Cost: O(points) for
 * each of at most 100 steps, a handful as a rule.
 */
public final class LogisticFit {
  private static final int STEPS = 100;
  private static final double SMALLEST_STEP = 1e-10;
  private static final double TOLERANCE = 1e-12;
  private static final double RIDGE = 1e-12;

  private final double[][] features;
  private final double[] offset;
  private final double[] negatives;
  private final double[] positives;
  private double[] coefficients;

  private LogisticFit(
      double[][] features, double[] offset, double[] negatives, double[] positives) {
    this.features = features;
    this.offset = offset;
    this.negatives = negatives;
    this.positives = positives;
    this.coefficients = new double[features.length];
  }

  /**
   * Fits P(positive) = 1 / (1 + exp(−Σ coefficient · feature)).
   *
   * @param features by feature, then by point; a feature of ones for the intercept
   * @param negatives their weight at each point
   * @param positives their weight at each point
   */
  public static LogisticFit of(double[][] features, double[] negatives, double[] positives) {
    return of(features, new double[negatives.length], negatives, positives);
  }

  /** The same with a term whose coefficient is 1. */
  static LogisticFit of(
      double[][] features, double[] offset, double[] negatives, double[] positives) {
    LogisticFit fit = new LogisticFit(features, offset, negatives, positives);
    fit.search();
    return fit;
  }

  /** A feature of ones. */
  public static double[] ones(int points) {
    double[] ones = new double[points];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The coefficient of a feature. */
  public double coefficient(int feature) {
    return coefficients[feature];
  }

  /** The negative log likelihood of all rows at the coefficients found. */
  public double loss() {
    return loss(coefficients);
  }

  /** The standard error of a coefficient, from the inverse of Fisher's information. */
  double standardError(int feature) {
    return Math.sqrt(Math.max(0, covariance().getEntry(feature, feature)));
  }

  /**
   * The standard error of a coefficient that holds whatever the chance of a positive is at each
   * point: the inverse of the information on either side of the sum of squared scores, with n / (n
   * − k) for n rows and k coefficients.
   *
   * <p>Source: White 1982; the factor is HC1 of MacKinnon & White 1985.
   */
  double robustError(int feature) {
    RealMatrix covariance = covariance();
    double[][] squares = new double[coefficients.length][coefficients.length];
    double rows = 0;
    for (int point = 0; point < negatives.length; point++) {
      double probability = 1 / (1 + Math.exp(-logOdds(coefficients, point)));
      rows += negatives[point] + positives[point];
      double square =
          negatives[point] * probability * probability
              + positives[point] * (1 - probability) * (1 - probability);
      for (int row = 0; row < squares.length; row++) {
        for (int column = 0; column < squares.length; column++) {
          squares[row][column] += square * features[row][point] * features[column][point];
        }
      }
    }
    RealMatrix both =
        covariance.multiply(new Array2DRowRealMatrix(squares, false)).multiply(covariance);
    double free = Math.max(1, rows - coefficients.length);
    return Math.sqrt(both.getEntry(feature, feature) * rows / free);
  }

  private RealMatrix covariance() {
    return new LUDecomposition(newton(coefficients).curvature, 0).getSolver().getInverse();
  }

  private void search() {
    if (features.length == 0) {
      return;
    }
    double rows = Arrays.stream(negatives).sum() + Arrays.stream(positives).sum();
    double current = loss(coefficients);
    for (int iteration = 0; iteration < STEPS; iteration++) {
      Newton newton = newton(coefficients);
      if (newton.gradient.getLInfNorm() < TOLERANCE * rows) {
        return;
      }
      double[] direction =
          new LUDecomposition(newton.curvature, 0)
              .getSolver()
              .solve(newton.gradient)
              .mapMultiply(-1)
              .toArray();
      double slope = newton.gradient.dotProduct(new ArrayRealVector(direction, false));
      double step = 1;
      double[] next = moved(direction, step);
      double loss = loss(next);
      while (!(loss < current + 1e-4 * step * slope) && step >= SMALLEST_STEP) {
        step /= 2;
        next = moved(direction, step);
        loss = loss(next);
      }
      if (step < SMALLEST_STEP) {
        return;
      }
      coefficients = next;
      current = loss;
    }
  }

  private double[] moved(double[] direction, double step) {
    double[] moved = coefficients.clone();
    for (int feature = 0; feature < moved.length; feature++) {
      moved[feature] += step * direction[feature];
    }
    return moved;
  }

  private double logOdds(double[] at, int point) {
    double sum = offset[point];
    for (int feature = 0; feature < at.length; feature++) {
      sum += at[feature] * features[feature][point];
    }
    return sum;
  }

  private double loss(double[] at) {
    double sum = 0;
    for (int point = 0; point < negatives.length; point++) {
      double z = logOdds(at, point);
      // ln(1 + exp(z)) for a negative, less z for a positive; without overflow on either side.
      double softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      sum += negatives[point] * softplus + positives[point] * (softplus - z);
    }
    return sum;
  }

  private record Newton(ArrayRealVector gradient, RealMatrix curvature) {}

  private Newton newton(double[] at) {
    int size = at.length;
    double[] gradient = new double[size];
    double[][] curvature = new double[size][size];
    for (int point = 0; point < negatives.length; point++) {
      double probability = 1 / (1 + Math.exp(-logOdds(at, point)));
      double rows = negatives[point] + positives[point];
      double residual = rows * probability - positives[point];
      double weight = rows * probability * (1 - probability);
      for (int row = 0; row < size; row++) {
        gradient[row] += residual * features[row][point];
        for (int column = 0; column <= row; column++) {
          curvature[row][column] += weight * features[row][point] * features[column][point];
        }
      }
    }
    for (int row = 0; row < size; row++) {
      curvature[row][row] += RIDGE * (1 + curvature[row][row]);
      for (int column = 0; column < row; column++) {
        curvature[column][row] = curvature[row][column];
      }
    }
    return new Newton(
        new ArrayRealVector(gradient, false), new Array2DRowRealMatrix(curvature, false));
  }
}
