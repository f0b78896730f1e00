package dev.holdout.audit;

import dev.holdout.measure.Interval;
import dev.holdout.measure.Wilson;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Tests and intervals of counts. */
final class Significance {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** The two-sided standard normal quantile of 95 %. */
  static final double Z95 = NORMAL.inverseCumulativeProbability(0.975);

  private Significance() {}

  /**
   * The chance of counts so different if rows and columns were independent: Pearson's χ² test. Rows
   * of the table without counts are left out; 1 when nothing is left to compare.
   *
   * @param table pairs of counts, one for each value
   */
  static double independence(List<long[]> table) {
    double first = 0;
    double second = 0;
    int values = 0;
    for (long[] pair : table) {
      first += pair[0];
      second += pair[1];
      values += pair[0] + pair[1] > 0 ? 1 : 0;
    }
    if (values < 2 || first == 0 || second == 0) {
      return 1;
    }
    double statistic = 0;
    for (long[] pair : table) {
      double both = (double) pair[0] + pair[1];
      if (both > 0) {
        double expected = both * first / (first + second);
        double off = pair[0] - expected;
        statistic += off * off / expected + off * off / (both - expected);
      }
    }
    return 1 - new ChiSquaredDistribution(null, values - 1.0).cumulativeProbability(statistic);
  }

  /** Wilson's 95 % interval of a share. */
  static Interval wilson(long hits, long trials) {
    return Wilson.interval((double) hits, (double) trials, Z95);
  }

  /** The chance of a standard normal beyond {@code z}, on one side. */
  static double beyond(double z) {
    return 1 - NORMAL.cumulativeProbability(z);
  }

  /**
   * The Jensen–Shannon distance, the root of the base-2 divergence, of two sets of counts: 0 if
   * their shares are equal, 1 if they have no value in common.
   */
  static double jensenShannon(List<long[]> table) {
    double first = 0;
    double second = 0;
    for (long[] pair : table) {
      first += pair[0];
      second += pair[1];
    }
    double divergence = 0;
    for (long[] pair : table) {
      double p = pair[0] / first;
      double q = pair[1] / second;
      divergence += (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2;
    }
    return Math.sqrt(Math.max(0, divergence));
  }

  private static double term(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
  }
}
