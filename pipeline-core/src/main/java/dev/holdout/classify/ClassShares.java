package dev.holdout.classify;

/**
 * Shares of the weight by true class (rows) and predicted class (columns).
 *
 * @param cells by true class, then by predicted class; they sum to 1
 * @param actual sums over predicted classes
 * @param predicted sums over true classes
 * @param effectiveRows how many rows of equal weight tell as much
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for loops, never compared.
record ClassShares(double[][] cells, double[] actual, double[] predicted, double effectiveRows) {

  static ClassShares of(ClassCounts counts) {
    double[][] weights = new double[counts.classes()][counts.classes()];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        weights[i][j] = counts.weight(i, j);
      }
    }
    return of(weights, counts.effectiveRows());
  }

  private static ClassShares of(double[][] weights, double effectiveRows) {
    int classes = weights.length;
    double total = 0;
    double[][] cells = new double[classes][classes];
    double[] actual = new double[classes];
    double[] predicted = new double[classes];
    for (int i = 0; i < classes; i++) {
      for (double weight : weights[i]) {
        total += weight;
      }
    }
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        cells[i][j] = weights[i][j] / total;
        actual[i] += cells[i][j];
        predicted[j] += cells[i][j];
      }
    }
    return new ClassShares(cells, actual, predicted, effectiveRows);
  }

  /**
   * Shares with one row more of each class that occurs, half of it predicted rightly and half
   * spread evenly over the other classes that occur: cells that happen to be empty then have some
   * variance, as in Agresti and Coull's interval.
   */
  ClassShares smoothed() {
    int classes = classes();
    int occurring = 0;
    for (int at = 0; at < classes; at++) {
      occurring += occurs(at) ? 1 : 0;
    }
    double[][] weights = new double[classes][classes];
    double rows = effectiveRows;
    for (int i = 0; i < classes; i++) {
      rows += occurs(i) ? 1 : 0;
      for (int j = 0; j < classes; j++) {
        double more = occurs(i) && occurs(j) ? (i == j ? 0.5 : 0.5 / (occurring - 1)) : 0;
        weights[i][j] = cells[i][j] * effectiveRows + more;
      }
    }
    return of(weights, rows);
  }

  /** Whether a class is the true or the predicted one of any row. */
  boolean occurs(int at) {
    return actual[at] > 0 || predicted[at] > 0;
  }

  int classes() {
    return actual.length;
  }

  /** The share of rows that are predicted rightly; exactly 1 where all are. */
  double right() {
    double sum = 0;
    for (int at = 0; at < classes(); at++) {
      sum += cells[at][at];
    }
    return allRight() ? 1 : sum;
  }

  /** Whether all rows are predicted rightly. */
  boolean allRight() {
    for (int at = 0; at < classes(); at++) {
      for (int other = 0; other < classes(); other++) {
        if (at != other && cells[at][other] > 0) {
          return false;
        }
      }
    }
    return true;
  }
}
