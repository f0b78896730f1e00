package dev.holdout.fairness;

import dev.holdout.measure.Quantiles;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Erf;

/**
 * The range of k independent standard normals: what makes intervals of all pairs of k groups hold
 * together.
 *
 * <p>P(range ≤ q) = k ∫ φ(x) (Φ(x) − Φ(x − q))<sup>k−1</sup> dx, by the trapezoid, which converges
 * faster than any power of the step for such integrands. Far in the tail, where 1 − P cancels, the
 * sum over pairs bounds it from above and is exact in the limit.
 *
 * <p>Source: Tukey 1953; Kramer 1956 for unequal sizes, shown conservative by Hayter 1984. Not safe
 * for several threads.
 */
final class StudentizedRange {
  private static final double STEP = 1.0 / 8;
  private static final double REACH = 8.5;
  private static final double TAIL = 1e-7;

  private final Map<Key, Double> known = new HashMap<>();

  private record Key(int groups, double level) {}

  /** The z at which intervals of all pairs hold together at a level; 1.96 for two at 95 %. */
  double z(int groups, double level) {
    return known.computeIfAbsent(new Key(groups, level), key -> find(key.groups, key.level));
  }

  private static double find(int groups, double level) {
    return groups == 2
        ? Quantiles.normal(level)
        : new BrentSolver(1e-11)
            .solve(200, z -> outside(groups, z) - (1 - level), 0, 40, Quantiles.normal(level));
  }

  /** The chance that some pair of groups lies further apart than z standard errors. */
  static double outside(int groups, double z) {
    double pairs = groups * (groups - 1.0) / 2 * Quantiles.outside(z);
    if (groups == 2 || pairs < TAIL) {
      return Math.min(1, pairs);
    }
    double range = z * Math.sqrt(2);
    double sum = 0;
    for (double x = -REACH; x <= REACH; x += STEP) {
      sum += Math.exp(-x * x / 2) * Math.pow(below(x) - below(x - range), groups - 1.0);
    }
    double inside = groups * sum * STEP / Math.sqrt(2 * Math.PI);
    return Math.min(1, Math.max(0, 1 - inside));
  }

  private static double below(double x) {
    return Erf.erfc(-x / Math.sqrt(2)) / 2;
  }
}
