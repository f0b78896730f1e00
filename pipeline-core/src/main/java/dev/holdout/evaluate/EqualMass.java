package dev.holdout.evaluate;

/** Neighbouring bins put into fewer groups of about equal mass. */
final class EqualMass {
  private EqualMass() {}

  /** At most {@code most} bins with about as many rows each. */
  static Bins ofRows(Bins bins, int most) {
    return merge(bins, groups(bins, most, 1, 1));
  }

  /**
   * At most {@code most} bins; half of the mass is that of the positives, half of the negatives.
   */
  static Bins ofBothClasses(Bins bins, int most) {
    return merge(bins, groupsOfBothClasses(bins, most));
  }

  /** The group of each bin, ascending from 0 without gaps, as for {@link #ofBothClasses}. */
  static int[] groupsOfBothClasses(Bins bins, int most) {
    return groups(bins, most, 1.0 / Math.max(1, bins.sum(0)), 1.0 / Math.max(1, bins.sum(1)));
  }

  private static int[] groups(Bins bins, int most, double negativeMass, double positiveMass) {
    double total = negativeMass * bins.sum(0) + positiveMass * bins.sum(1);
    int[] groups = new int[bins.size()];
    double before = 0;
    int group = -1;
    int lastSlot = -1;
    for (int bin = 0; bin < groups.length; bin++) {
      double mass = negativeMass * bins.counts()[0][bin] + positiveMass * bins.counts()[1][bin];
      int slot = Math.min(most - 1, (int) (most * (before + mass / 2) / total));
      group += slot == lastSlot ? 0 : 1;
      lastSlot = slot;
      groups[bin] = group;
      before += mass;
    }
    return groups;
  }

  private static Bins merge(Bins bins, int[] groups) {
    int size = groups.length == 0 ? 0 : groups[groups.length - 1] + 1;
    double[] values = new double[size];
    double[][] counts = new double[2][size];
    for (int bin = 0; bin < groups.length; bin++) {
      double negatives = bins.counts()[0][bin];
      double positives = bins.counts()[1][bin];
      values[groups[bin]] += bins.values()[bin] * (negatives + positives);
      counts[0][groups[bin]] += negatives;
      counts[1][groups[bin]] += positives;
    }
    for (int at = 0; at < size; at++) {
      values[at] /= counts[0][at] + counts[1][at];
    }
    return new Bins(values, counts);
  }
}
