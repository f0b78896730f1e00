package dev.holdout.rebalance;

import dev.holdout.stat.Moments;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;

/**
 * Where rows lie, and how far apart.
 *
 * <p>Numbers are divided by their standard deviation (n − 1) over the rows of the fit; those that
 * do not vary say nothing. The square of a distance is
 *
 * <ul>
 *   <li>where all features are numbers: the sum of the squared differences;
 *   <li>where some are categories (SMOTE-NC, Chawla et al. 2002): the same and, for each category
 *       in which two rows differ, the square of the median of the numbers' standard deviations in
 *       the class that is raised. imbalanced-learn 0.10 adds half of that square;
 *   <li>where all are categories (SMOTE-N, with the value difference metric of Cost and Salzberg
 *       1993, k = 2, r = 1): the sum over categories and classes of the squared difference of the
 *       shares that a class has among the rows of either value. With two classes it orders rows as
 *       k = 1, r = 2 does.
 * </ul>
 *
 * <p>It sums in the order of the features and is symmetric to the bit.
 */
final class Space implements Serializable {
  private static final long serialVersionUID = 1L;

  private final VectorForm form;
  private final double[] centres;
  private final double[] inverses;
  private final double mismatch;

  /** Category → level → coordinates; empty unless all features are categories. */
  private final double[][][] shares;

  private Space(
      VectorForm form, double[] centres, double[] inverses, double mismatch, double[][][] shares) {
    this.form = form;
    this.centres = centres;
    this.inverses = inverses;
    this.mismatch = mismatch;
    this.shares = shares;
  }

  /**
   * The distances for one class.
   *
   * @param known of each class
   * @param raised of the class to be raised
   */
  static Space of(VectorForm form, Collection<FeatureState> known, FeatureState raised) {
    if (form.numbers() == 0) {
      return ofCategories(form, known);
    }
    FeatureState all = FeatureState.of(known, form);
    double[] centres = new double[form.numbers()];
    double[] inverses = new double[form.numbers()];
    double[] spreads = new double[form.numbers()];
    for (int number = 0; number < centres.length; number++) {
      Moments moments = all.number(number);
      centres[number] = moments.mean();
      double inverse = moments.vary() ? 1 / moments.standardDeviation() : 0;
      inverses[number] = Double.isFinite(inverse) ? inverse : 0;
      Moments own = raised.number(number);
      spreads[number] = own.count() < 2 ? 0 : own.standardDeviation() * inverses[number];
    }
    double mismatch = form.categories() == 0 ? 0 : median(spreads);
    return new Space(form, centres, inverses, mismatch * mismatch, new double[0][][]);
  }

  private static Space ofCategories(VectorForm form, Collection<FeatureState> known) {
    FeatureState all = FeatureState.of(known, form);
    int classes = known.size();
    double[][][] shares = new double[form.categories()][][];
    for (int category = 0; category < shares.length; category++) {
      shares[category] = new double[form.levels(category)][classes];
      int label = 0;
      for (FeatureState state : known) {
        for (int level = 0; level < shares[category].length; level++) {
          long rows = all.rows(category, level);
          shares[category][level][label] =
              rows == 0 ? 0 : (double) state.rows(category, level) / rows;
        }
        label++;
      }
    }
    double[] centres = new double[shares.length * classes];
    double[] inverses = new double[centres.length];
    Arrays.fill(centres, 0.5);
    Arrays.fill(inverses, 1);
    return new Space(form, centres, inverses, 0, shares);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  VectorForm form() {
    return form;
  }

  /** How many coordinates a row has. */
  int dimensions() {
    return centres.length;
  }

  /** How many categories are compared as such. */
  int compared() {
    return mismatch > 0 ? form.categories() : 0;
  }

  /** What a category in which two rows differ adds to the square of their distance. */
  double mismatch() {
    return mismatch;
  }

  /** Writes the coordinates of a row, before they are scaled. */
  void coordinates(double[] entries, double[] into, int at) {
    int position = at;
    if (shares.length == 0) {
      for (int number = 0; number < form.numbers(); number++) {
        into[position++] = form.number(entries, number);
      }
      return;
    }
    for (int category = 0; category < shares.length; category++) {
      double[] coordinates = shares[category][form.level(entries, category)];
      System.arraycopy(coordinates, 0, into, position, coordinates.length);
      position += coordinates.length;
    }
  }

  /** A coordinate, centred and scaled: differences of these are those of distances. */
  double scaled(double coordinate, int dimension) {
    return (coordinate - centres[dimension]) * inverses[dimension];
  }

  /** The square of the distance of two rows. */
  double squaredDistance(Points left, int one, Points right, int other) {
    double sum = 0;
    int a = one * centres.length;
    int b = other * centres.length;
    for (int dimension = 0; dimension < centres.length; dimension++) {
      double difference =
          (left.coordinate(a + dimension) - right.coordinate(b + dimension)) * inverses[dimension];
      sum += difference * difference;
    }
    int compared = compared();
    int differing = 0;
    for (int category = 0; category < compared; category++) {
      if (left.level(one, category) != right.level(other, category)) {
        differing++;
      }
    }
    return sum + differing * mismatch;
  }
}
