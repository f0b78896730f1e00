package dev.holdout.fairness;

import dev.holdout.measure.DesignEffect;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Student;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The largest of several groups' figures against the smallest.
 *
 * <p>The largest of noisy figures is too large and the smallest too small, so that groups that are
 * all alike seem to differ, the more the more groups there are. The interval therefore is made of
 * intervals for the differences (ratios) of all pairs that hold together: the largest true gap is
 * at least every pair's lower end and at most the largest upper end. Pairs' intervals are by the
 * method of variance estimates recovery, at the level of {@link StudentizedRange} (Tukey–Kramer).
 * It is on the wide side: the upper end allows for the pair that is known the least. Where all
 * groups are alike, the lower end is above 0 as rarely as the level says.
 *
 * <p>Where rows are not independent, the interval of each pair's difference is stretched by the
 * pair's own {@link DesignEffect}; ratios are made of the groups' stretched intervals, as if no
 * cluster had rows in two groups.
 *
 * <p>Cost: groups squared, for each of some dozens of levels.
 */
final class Extremes {
  private static final String METHOD = "tukey-kramer";

  private final List<Estimate> independent;
  private final List<Estimate> figures;
  private final List<List<DesignEffect>> effects;

  /** Of at least two groups of independent rows. */
  Extremes(List<Estimate> figures) {
    this(figures, figures, List.of());
  }

  /**
   * Of at least two groups.
   *
   * @param independent their figures, with intervals of independent rows
   * @param replicates of each
   */
  Extremes(List<Estimate> independent, List<Replicates> replicates) {
    this(
        independent,
        IntStream.range(0, independent.size())
            .mapToObj(
                at ->
                    Replicates.stretched(
                        independent.get(at), replicates.get(at).effect(independent.get(at))))
            .toList(),
        Replicates.ofPairs(independent, replicates));
  }

  private Extremes(
      List<Estimate> independent, List<Estimate> figures, List<List<DesignEffect>> effects) {
    if (figures.size() < 2) {
      throw new IllegalArgumentException(figures.size() + " groups");
    }
    this.independent = List.copyOf(independent);
    this.figures = List.copyOf(figures);
    this.effects = effects;
  }

  /** How intervals are made. */
  String method() {
    return effects.isEmpty() ? METHOD : METHOD + DesignEffect.CLUSTERS;
  }

  int size() {
    return figures.size();
  }

  double largest() {
    return figures.stream().mapToDouble(Estimate::value).max().orElseThrow();
  }

  double smallest() {
    return figures.stream().mapToDouble(Estimate::value).min().orElseThrow();
  }

  /** The interval of largest − smallest where pairs' intervals are at z; not below 0. */
  Interval difference(double z) {
    return effects.isEmpty() ? ofRows(z) : ofClusters(z);
  }

  private Interval ofClusters(double z) {
    Map<Integer, Double> quantiles = new HashMap<>();
    double lower = 0;
    double upper = 0;
    for (int a = 0; a < independent.size(); a++) {
      for (int b = 0; b < a; b++) {
        DesignEffect effect = effects.get(a).get(b);
        double quantile =
            quantiles.computeIfAbsent(
                effect.buckets(), buckets -> Student.quantile(z, buckets - 1.0));
        Interval pair = independent.get(a).minus(independent.get(b)).at(effect.ratio() * quantile);
        lower = Math.max(lower, Math.max(pair.lower(), -pair.upper()));
        upper = Math.max(upper, Math.max(pair.upper(), -pair.lower()));
      }
    }
    return new Interval(lower, upper);
  }

  private Interval ofRows(double z) {
    Ends ends = new Ends(z);
    double lower = 0;
    double upper = 0;
    for (int a = 0; a < ends.values.length; a++) {
      for (int b = 0; b < ends.values.length; b++) {
        double difference = ends.values[a] - ends.values[b];
        lower = Math.max(lower, difference - Math.sqrt(ends.below[a] + ends.above[b]));
        if (a != b) {
          upper = Math.max(upper, difference + Math.sqrt(ends.above[a] + ends.below[b]));
        }
      }
    }
    return new Interval(lower, upper);
  }

  /** The interval of smallest / largest where pairs' intervals are at z; not above 1. */
  Interval ratio(double z) {
    List<Interval> intervals = figures.stream().map(figure -> figure.at(z)).toList();
    double lower = 1;
    double upper = 1;
    for (int a = 0; a < intervals.size(); a++) {
      for (int b = 0; b < intervals.size(); b++) {
        if (a == b) {
          continue;
        }
        Interval pair =
            Ratios.interval(
                figures.get(a).value(), intervals.get(a), figures.get(b).value(), intervals.get(b));
        lower = Math.min(lower, pair.lower());
        upper = Math.min(upper, pair.upper());
      }
    }
    return new Interval(lower, upper);
  }

  /** The p-value of there being no difference between any. */
  double pDifference() {
    return p(z -> difference(z).lower() > 0);
  }

  /** The p-value of smallest / largest being {@code rule} or more. */
  double pRatio(double rule) {
    return p(z -> ratio(z).upper() < rule);
  }

  /** The level at which the evidence just ceases to hold. */
  private double p(DoublePredicate holds) {
    double low = 0;
    double high = 38;
    for (int step = 0; step < 32; step++) {
      double z = (low + high) / 2;
      if (holds.test(z)) {
        low = z;
      } else {
        high = z;
      }
    }
    return StudentizedRange.outside(figures.size(), high);
  }

  /** Values, and squared distances to the ends of their intervals. */
  private final class Ends {
    private final double[] values = new double[figures.size()];
    private final double[] below = new double[figures.size()];
    private final double[] above = new double[figures.size()];

    private Ends(double z) {
      for (int at = 0; at < values.length; at++) {
        values[at] = figures.get(at).value();
        Interval interval = figures.get(at).at(z);
        below[at] = (values[at] - interval.lower()) * (values[at] - interval.lower());
        above[at] = (interval.upper() - values[at]) * (interval.upper() - values[at]);
      }
    }
  }
}
