package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.covar_pop;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.skewness;
import static org.apache.spark.sql.functions.var_pop;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.SkewedMean;
import dev.holdout.measure.Student;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * Moments of two models' losses on the same rows, and the difference of their means, or of the
 * roots of these, that follows.
 *
 * <p>Interval: with a and b what a row adds to the means A and B, the difference varies like the
 * mean of w·b − v·a; w and v are 1, or 1 / (2√B) and 1 / (2√A) for roots (delta method). Student's
 * t of that, farther out on the side of its longer tail ({@link SkewedMean}). A root bends, which
 * lessens the skewness that large losses of its own model make and moves the difference aside: each
 * end is the farther of those with and without it, for a sample shows less than all of a long tail.
 *
 * <p>Central moments are kept of the difference d = b − a and the sum s = a + b, which is exact
 * where the models are nearly the same.
 *
 * <p>Source: Hall 1992, sections 2.4 and 3.9 (smooth functions of means).
 *
 * @param rows how many
 * @param champion mean of a
 * @param challenger mean of b
 * @param dd mean of the square of d less its mean; {@code ds} to {@code sss} likewise
 */
record LossMoments(
    long rows,
    double champion,
    double challenger,
    double dd,
    double ds,
    double ss,
    double ddd,
    double dds,
    double dss,
    double sss) {

  /** The moments of groups of rows, after the columns of the groups; {@code rows} is the first. */
  static Dataset<Row> of(RelationalGroupedDataset groups, String champion, String challenger) {
    Column a = col(champion);
    Column b = col(challenger);
    Column d = b.minus(a);
    Column s = a.plus(b);
    return groups.agg(
        count(lit(1)).as("rows"),
        avg(a),
        avg(b),
        var_pop(d),
        covar_pop(d, s),
        var_pop(s),
        third(d),
        third(s),
        third(a),
        third(b));
  }

  /** Those of a row of such a table, from a position on. */
  static LossMoments read(Row row, int at) {
    if (row.getLong(at) == 0) {
      return new LossMoments(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
    double ddd = row.getDouble(at + 6);
    double sss = row.getDouble(at + 7);
    // 2a = s − d and 2b = s + d.
    double ofChampion = 8 * row.getDouble(at + 8);
    double ofChallenger = 8 * row.getDouble(at + 9);
    return new LossMoments(
        row.getLong(at),
        row.getDouble(at + 1),
        row.getDouble(at + 2),
        row.getDouble(at + 3),
        row.getDouble(at + 4),
        row.getDouble(at + 5),
        ddd,
        (ofChallenger + ofChampion - 2 * sss) / 6,
        (ofChallenger - ofChampion - 2 * ddd) / 6,
        sss);
  }

  /** Spark has no skewness of what does not vary. */
  private static Column third(Column of) {
    return coalesce(skewness(of).multiply(pow(var_pop(of), 1.5)), lit(0.0));
  }

  /**
   * Challenger less champion.
   *
   * @param figure what is compared
   * @param z two-sided standard normal quantile of the level
   */
  Measure difference(PairedLosses.Figure figure, double z) {
    if (rows < 2) {
      return Measure.undefined("fewer than two rows that both have scored");
    }
    return switch (figure) {
      case MEAN -> measure(challenger - champion, new Linear(1, 0), Bend.NONE, "paired-t", z);
      case ROOT -> ofRoots(z);
      case SHARE -> ofShares().measure(z);
    };
  }

  /** Rows that differ are those whose d is −1 or 1. */
  private Estimate ofShares() {
    double mean = challenger - champion;
    double discordant = dd + mean * mean;
    return new PairedShare(
            rows,
            Math.rint(rows * (discordant - mean) / 2),
            Math.rint(rows * (discordant + mean) / 2))
        .estimate();
  }

  private Measure ofRoots(double z) {
    if (champion == 0 || challenger == 0) {
      return Measure.undefined("a model makes no error");
    }
    double ofChampion = Math.sqrt(champion);
    double ofChallenger = Math.sqrt(challenger);
    Linear linear =
        new Linear(
            (0.5 / ofChallenger + 0.5 / ofChampion) / 2,
            (0.5 / ofChallenger - 0.5 / ofChampion) / 2);
    return measure(ofChallenger - ofChampion, linear, bend(linear), "delta", z);
  }

  private Measure measure(double value, Linear linear, Bend bend, String method, double z) {
    double deviation = Math.sqrt(Math.max(0, linear.variance()));
    double error = deviation / Math.sqrt(rows - 1.0);
    double skewness = linear.third() / (deviation * deviation * deviation);
    double reach = Student.quantile(z, rows - 1.0);
    return Measure.of(
        value,
        value - error * reachAbove(-skewness, bend.mirrored(), reach),
        value + error * reachAbove(skewness, bend, reach),
        method);
  }

  private double reachAbove(double skewness, Bend bend, double reach) {
    double root = Math.sqrt((double) rows);
    return Math.max(
        SkewedMean.reachAbove((double) rows, skewness, reach),
        SkewedMean.reachAt(
            (skewness + 1.5 * bend.skewness) / root,
            (skewness / 6 + bend.skewness / 2 - bend.bias) / root,
            reach));
  }

  /** What a row adds, to first order: {@code ofDifference}·d + {@code ofSum}·s. */
  private final class Linear {
    private final double p;
    private final double q;

    private Linear(double ofDifference, double ofSum) {
      this.p = ofDifference;
      this.q = ofSum;
    }

    private double variance() {
      return p * p * dd + 2 * p * q * ds + q * q * ss;
    }

    private double third() {
      return p * p * p * ddd + 3 * p * q * (p * dds + q * dss) + q * q * q * sss;
    }

    private double withChampion() {
      return (p * (ds - dd) + q * (ss - ds)) / 2;
    }

    private double withChallenger() {
      return (p * (ds + dd) + q * (ss + ds)) / 2;
    }
  }

  /**
   * What second derivatives do, in deviations: with Q the second-order term of a pair of rows and L
   * what a row adds to first order, {@code skewness} is E L(x) L(y) Q(x, y) and {@code bias} half
   * of E Q(x, x).
   */
  private record Bend(double skewness, double bias) {
    private static final Bend NONE = new Bend(0, 0);

    private Bend mirrored() {
      return new Bend(-skewness, -bias);
    }
  }

  /** The root of a mean M bends by −1 / (4 M√M). */
  private Bend bend(Linear linear) {
    double deviation = Math.sqrt(linear.variance());
    double ofChampion = 0.25 / (champion * Math.sqrt(champion));
    double ofChallenger = 0.25 / (challenger * Math.sqrt(challenger));
    double one = linear.withChampion() / deviation;
    double other = linear.withChallenger() / deviation;
    return new Bend(
        (one * one * ofChampion - other * other * ofChallenger) / deviation,
        ((dd - 2 * ds + ss) * ofChampion - (dd + 2 * ds + ss) * ofChallenger) / 8 / deviation);
  }
}
