package dev.holdout.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Where a score falls among at most 129 bins: of equal mass in both classes, with an edge at the
 * threshold so that decisions stay exact.
 */
final class ScoreBins implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double threshold;
  private final double[] edges;
  private final double[] values;

  /**
   * Of the scores counted.
   *
   * @param most bins beside that of the threshold, at most 128
   */
  ScoreBins(ScoreCounts counts, double threshold, int most) {
    this.threshold = threshold;
    Bins bins = counts.bins();
    int[] groups = EqualMass.groupsOfBothClasses(bins, most);
    TreeSet<Double> starts = new TreeSet<>();
    starts.add(Double.NEGATIVE_INFINITY);
    starts.add(threshold);
    for (int bin = 1; bin < groups.length; bin++) {
      if (groups[bin] != groups[bin - 1]) {
        starts.add(bins.values()[bin]);
      }
    }
    edges = starts.stream().mapToDouble(edge -> edge).toArray();
    values = new double[edges.length];
    double[] rows = new double[edges.length];
    for (int bin = 0; bin < bins.size(); bin++) {
      double count = bins.counts()[0][bin] + bins.counts()[1][bin];
      int at = of(bins.values()[bin]);
      values[at] += bins.values()[bin] * count;
      rows[at] += count;
    }
    for (int at = 0; at < edges.length; at++) {
      double mean = rows[at] == 0 ? edges[at] : values[at] / rows[at];
      double end = at + 1 < edges.length ? Math.nextDown(edges[at + 1]) : Double.MAX_VALUE;
      values[at] = Math.min(end, Math.max(edges[at], mean));
    }
  }

  /** The bin of a score. */
  int of(double score) {
    int at = Arrays.binarySearch(edges, score + 0.0);
    return at >= 0 ? at : -at - 2;
  }

  double threshold() {
    return threshold;
  }

  int size() {
    return values.length;
  }

  /** The mean score of each bin. */
  double[] values() {
    return values.clone();
  }
}
