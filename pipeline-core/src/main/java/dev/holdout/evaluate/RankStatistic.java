package dev.holdout.evaluate;

/**
 * What {@link Resamples} works out of every draw: figures of the order of scores that are functions
 * of counts by score. Metrics and draws share these, so that both mean the same.
 */
enum RankStatistic {
  /** {@link AveragePrecision}. */
  AVERAGE_PRECISION {
    @Override
    double of(double[] negatives, double[] positives, double negative, double positive) {
      double sum = 0;
      double tp = 0;
      double decided = 0;
      for (int bin = negatives.length - 1; bin >= 0; bin--) {
        tp += positives[bin];
        decided += positives[bin] + negatives[bin];
        sum += positives[bin] == 0 ? 0 : positives[bin] * (tp / decided);
      }
      return sum / positive;
    }
  },
  /** {@link PartialAuc}: the mean recall over its false positive rates, not standardised. */
  PARTIAL_AREA {
    @Override
    double of(double[] negatives, double[] positives, double negative, double positive) {
      double most = PartialAuc.MOST * negative;
      double fp = 0;
      double tp = 0;
      double area = 0;
      for (int bin = negatives.length - 1; bin >= 0 && fp < most; bin--) {
        double wrong = Math.min(negatives[bin], most - fp);
        double found = wrong == 0 ? positives[bin] : positives[bin] * (wrong / negatives[bin]);
        area += wrong * (tp + found / 2);
        fp += wrong;
        tp += found;
      }
      return area / most / positive;
    }
  },
  /** {@link KolmogorovSmirnov}. */
  KOLMOGOROV_SMIRNOV {
    @Override
    double of(double[] negatives, double[] positives, double negative, double positive) {
      double fp = 0;
      double tp = 0;
      double largest = 0;
      for (int bin = negatives.length - 1; bin >= 0; bin--) {
        fp += negatives[bin];
        tp += positives[bin];
        largest = Math.max(largest, Math.abs(tp / positive - fp / negative));
      }
      return largest;
    }
  },
  /** {@link TopGain}. */
  TOP_GAIN {
    @Override
    double of(double[] negatives, double[] positives, double negative, double positive) {
      double left = TopGain.SHARE * (negative + positive);
      double tp = 0;
      for (int bin = negatives.length - 1; bin >= 0 && left > 0; bin--) {
        double rows = negatives[bin] + positives[bin];
        tp += rows <= left ? positives[bin] : positives[bin] * (left / rows);
        left -= rows;
      }
      return tp / positive;
    }
  };

  /**
   * The figure.
   *
   * @param negatives by score, ascending
   * @param positives of the same scores
   * @param negative sum of the negatives, more than 0 but for figures that can do without
   * @param positive sum of the positives, more than 0
   */
  abstract double of(double[] negatives, double[] positives, double negative, double positive);

  /**
   * The figure of counts; there must be some of each class, or of positives where that is enough.
   */
  double of(ScoreCounts counts) {
    double[][] labels = counts.bins().counts();
    return of(labels[0], labels[1], sum(labels[0]), sum(labels[1]));
  }

  /** In the order in which figures add up, so that all of a class is exactly all of it. */
  private static double sum(double[] ofClass) {
    double sum = 0;
    for (int bin = ofClass.length - 1; bin >= 0; bin--) {
      sum += ofClass[bin];
    }
    return sum;
  }
}
