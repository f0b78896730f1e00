package dev.holdout.decide;

import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;

import org.apache.spark.sql.Column;

/**
 * Platt scaling: 1 / (1 + exp(a·z + b)), z the log-odds of the score.
 *
 * <p>Platt scaled the margins of a support vector machine; the margin of a learner that answers
 * with a probability is its log-odds, on which a = −1, b = 0 leaves a calibrated score as it is. A
 * score nearer to 0 or 1 than {@value #EDGE} counts as that.
 *
 * <p>Source: Platt 1999 (targets smoothed by one row in each class); Lin, Lin and Weng 2007
 * (Newton's method with backtracking). It departs from them in that a > 0 is not allowed: then a is
 * 0, which is the optimum under this constraint, since the loss is convex.
 *
 * @param a at most 0
 * @param b any
 */
public record Platt(double a, double b) implements Calibrator {
  private static final long serialVersionUID = 1L;

  /** A probability nearer to 0 or 1 counts as this far from it. */
  static final double EDGE = 1e-6;

  /** At the most; a handful suffice as a rule. */
  private static final int ITERATIONS = 100;

  private static final double SMALLEST_STEP = 1e-10;

  /** Gradient for one row at which the search ends. */
  private static final double TOLERANCE = 1e-12;

  public Platt {
    if (!(a <= 0) || !Double.isFinite(a) || !Double.isFinite(b)) {
      throw new IllegalArgumentException("a " + a + ", b " + b);
    }
  }

  @Override
  public CalibratorKind kind() {
    return CalibratorKind.PLATT;
  }

  @Override
  public double calibrate(double score) {
    return 1 / (1 + StrictMath.exp(a * logOdds(score) + b));
  }

  /** The same operations as for one score, hence the same bits. */
  @Override
  public Column calibrate(Column score) {
    Column kept = greatest(lit(EDGE), least(lit(1 - EDGE), score));
    Column logOdds = log(kept.divide(lit(1.0).minus(kept)));
    return lit(1.0).divide(lit(1.0).plus(exp(lit(a).multiply(logOdds).plus(lit(b)))));
  }

  private static double logOdds(double score) {
    double kept = Math.max(EDGE, Math.min(1 - EDGE, score));
    return StrictMath.log(kept / (1 - kept));
  }

  /** Minimises the log loss against smoothed targets; both classes must have rows. */
  static Platt fit(ScoreCounts counts) {
    Loss loss = new Loss(counts);
    double a = 0;
    double b = Math.log((counts.negatives() + 1.0) / (counts.positives() + 1.0));
    double current = loss.at(a, b);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      Newton newton = loss.newton(a, b);
      if (newton.gradient < TOLERANCE * loss.rows) {
        break;
      }
      double step = 1;
      double next = loss.at(a + newton.a, b + newton.b);
      while (!(next < current + 1e-4 * step * newton.slope) && step >= SMALLEST_STEP) {
        step /= 2;
        next = loss.at(a + step * newton.a, b + step * newton.b);
      }
      if (step < SMALLEST_STEP) {
        break;
      }
      a += step * newton.a;
      b += step * newton.b;
      current = next;
    }
    // Without a, the smoothed targets' mean share of positives is the optimum.
    return a <= 0 ? new Platt(a, b) : new Platt(0, loss.constant());
  }

  /** A Newton step, its directional derivative and the gradient's largest part. */
  private record Newton(double a, double b, double slope, double gradient) {}

  /** The log loss of all rows, by score. */
  private static final class Loss {
    private final double[] logOdds;
    private final double[] weight;

    /** Smoothed share of positives by score. */
    private final double[] target;

    private final double rows;

    Loss(ScoreCounts counts) {
      int size = counts.size();
      logOdds = new double[size];
      weight = new double[size];
      target = new double[size];
      double high = (counts.positives() + 1.0) / (counts.positives() + 2.0);
      double low = 1 / (counts.negatives() + 2.0);
      for (int i = 0; i < size; i++) {
        logOdds[i] = logOdds(counts.score(i));
        weight[i] = counts.rows(i);
        target[i] = (counts.positives(i) * high + counts.negatives(i) * low) / weight[i];
      }
      rows = counts.positives() + (double) counts.negatives();
    }

    double at(double a, double b) {
      double sum = 0;
      for (int i = 0; i < weight.length; i++) {
        double z = a * logOdds[i] + b;
        // −t·log p − (1 − t)·log(1 − p), without overflow on either side.
        double softplus = z >= 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
        sum += weight[i] * (softplus - (1 - target[i]) * z);
      }
      return sum;
    }

    Newton newton(double a, double b) {
      double ga = 0;
      double gb = 0;
      double haa = 1e-12;
      double hbb = 1e-12;
      double hab = 0;
      for (int i = 0; i < weight.length; i++) {
        double p = 1 / (1 + Math.exp(a * logOdds[i] + b));
        double residual = weight[i] * (target[i] - p);
        ga += residual * logOdds[i];
        gb += residual;
        double curvature = weight[i] * p * (1 - p);
        haa += curvature * logOdds[i] * logOdds[i];
        hab += curvature * logOdds[i];
        hbb += curvature;
      }
      double determinant = haa * hbb - hab * hab;
      double da = -(hbb * ga - hab * gb) / determinant;
      double db = -(haa * gb - hab * ga) / determinant;
      return new Newton(da, db, ga * da + gb * db, Math.max(Math.abs(ga), Math.abs(gb)));
    }

    double constant() {
      double positive = 0;
      for (int i = 0; i < weight.length; i++) {
        positive += weight[i] * target[i];
      }
      return Math.log((rows - positive) / positive);
    }
  }
}
