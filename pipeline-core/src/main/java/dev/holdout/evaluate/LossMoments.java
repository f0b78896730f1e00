package dev.holdout.evaluate;

import dev.holdout.evaluate.RowLoss.Kind;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ModifiedWilson;
import dev.holdout.measure.Range;
import dev.holdout.measure.SkewedMean;
import dev.holdout.measure.Student;
import java.math.BigDecimal;
import java.math.MathContext;

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
 * @param rows how many; effective ones where they are weighted
 * @param champion mean of a
 * @param challenger mean of b
 * @param dd mean of the square of d less its mean; {@code ds} to {@code sss} likewise
 */
record LossMoments(
    double rows,
    double champion,
    double challenger,
    double dd,
    double ds,
    double ss,
    double ddd,
    double dds,
    double dss,
    double sss) {

  private static final MathContext DIGITS = new MathContext(80);

  /**
   * Of the sums of d, s, d², ds, s², d³, d²s, ds² and s³, each by weight; of all rows one at least.
   *
   * @param rows effective ones
   * @param weight the sum of the weights
   * @param means of a and of b
   * @param sums in that order
   */
  static LossMoments of(double rows, double weight, double[] means, BigDecimal[] sums) {
    BigDecimal[] m = new BigDecimal[sums.length];
    for (int at = 0; at < m.length; at++) {
      m[at] = sums[at].divide(new BigDecimal(weight), DIGITS);
    }
    BigDecimal d = m[0];
    BigDecimal s = m[1];
    return new LossMoments(
        rows,
        means[0],
        means[1],
        m[2].subtract(d.multiply(d)).doubleValue(),
        m[3].subtract(d.multiply(s)).doubleValue(),
        m[4].subtract(s.multiply(s)).doubleValue(),
        third(m[5], d, d, d, m[2], m[2], m[2]),
        third(m[6], d, d, s, m[3], m[3], m[2]),
        third(m[7], d, s, s, m[4], m[3], m[3]),
        third(m[8], s, s, s, m[4], m[4], m[4]));
  }

  /** E(x − x̄)(y − ȳ)(z − z̄) from E xyz, the means, and E yz, E xz, E xy. */
  private static double third(
      BigDecimal xyz,
      BigDecimal x,
      BigDecimal y,
      BigDecimal z,
      BigDecimal yz,
      BigDecimal xz,
      BigDecimal xy) {
    return xyz.subtract(x.multiply(yz))
        .subtract(y.multiply(xz))
        .subtract(z.multiply(xy))
        .add(x.multiply(y).multiply(z).multiply(BigDecimal.valueOf(2)))
        .doubleValue();
  }

  /** What the champion's metric is, with its interval. */
  Measure ofChampion(Kind kind, Range range, double z) {
    return measure(
        kind, range, z, champion, (dd - 2 * ds + ss) / 4, (sss - 3 * dss + 3 * dds - ddd) / 8);
  }

  /** The same of the challenger. */
  Measure ofChallenger(Kind kind, Range range, double z) {
    return measure(
        kind, range, z, challenger, (dd + 2 * ds + ss) / 4, (sss + 3 * dss + 3 * dds + ddd) / 8);
  }

  private Measure measure(
      Kind kind, Range range, double z, double mean, double variance, double third) {
    if (kind == Kind.SHARE) {
      return ModifiedWilson.estimate(mean * rows, rows).within(range).measure(z);
    }
    double squares = variance + mean * mean;
    Estimate estimate =
        MeanEstimate.of(
            rows,
            rows * mean,
            rows * squares,
            rows * (third + mean * (3 * squares - 2 * mean * mean)),
            range.upper());
    if (!estimate.method().equals("log-t") && !(range.upper() < Double.POSITIVE_INFINITY)) {
      return Measure.of(root(kind, mean));
    }
    return new Estimate(
            root(kind, mean),
            estimate.method(),
            at -> {
              Interval interval = estimate.at(at);
              return new Interval(root(kind, interval.lower()), root(kind, interval.upper()));
            },
            range)
        .measure(z);
  }

  private static double root(Kind kind, double mean) {
    return kind == Kind.ROOT ? Math.sqrt(mean) : mean;
  }

  /** Challenger less champion, of two rows at least; of roots, both above 0. */
  Estimate difference(Kind kind) {
    return switch (kind) {
      case MEAN -> estimate(challenger - champion, new Linear(1, 0), Bend.NONE, "paired-t");
      case ROOT -> ofRoots();
      case SHARE -> ofShares();
    };
  }

  /** Rows that differ are those whose d is −1 or 1. */
  private Estimate ofShares() {
    double mean = challenger - champion;
    double discordant = dd + mean * mean;
    return new PairedShare(rows, rows * (discordant - mean) / 2, rows * (discordant + mean) / 2)
        .estimate();
  }

  private Estimate ofRoots() {
    double ofChampion = Math.sqrt(champion);
    double ofChallenger = Math.sqrt(challenger);
    Linear linear =
        new Linear(
            (0.5 / ofChallenger + 0.5 / ofChampion) / 2,
            (0.5 / ofChallenger - 0.5 / ofChampion) / 2);
    return estimate(ofChallenger - ofChampion, linear, bend(linear), "delta");
  }

  private Estimate estimate(double value, Linear linear, Bend bend, String method) {
    double deviation = Math.sqrt(Math.max(0, linear.variance()));
    double error = deviation / Math.sqrt(rows - 1);
    double skewness = linear.third() / (deviation * deviation * deviation);
    return new Estimate(
        value,
        method,
        z -> {
          double reach = Student.quantile(z, rows - 1);
          return new Interval(
              value - error * reachAbove(-skewness, bend.mirrored(), reach),
              value + error * reachAbove(skewness, bend, reach));
        });
  }

  private double reachAbove(double skewness, Bend bend, double reach) {
    double root = Math.sqrt(rows);
    return Math.max(
        SkewedMean.reachAbove(rows, skewness, reach),
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
