package dev.holdout.decide;

/** What the choice of a threshold makes large or small. */
interface Objective {
  /** Its value for these decisions. */
  double of(long truePositives, long falsePositives, long falseNegatives, long rows);

  /** Whether one value is better than another. */
  boolean better(double value, double than);

  /** In words. */
  String words();

  /**
   * F-beta: (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP), in [0, 1], larger is better; there must be a
   * positive row. Source: van Rijsbergen 1979.
   */
  record FBeta(double beta) implements Objective {
    @Override
    public double of(long truePositives, long falsePositives, long falseNegatives, long rows) {
      double weighted = (1 + beta * beta) * truePositives;
      return weighted / (weighted + beta * beta * falseNegatives + falsePositives);
    }

    @Override
    public boolean better(double value, double than) {
      return value > than;
    }

    @Override
    public String words() {
      return "largest F" + number(beta) + " of the out-of-fold decisions";
    }
  }

  /** The mean cost of a row, smaller is better. */
  record Cost(double falsePositive, double falseNegative) implements Objective {
    @Override
    public double of(long truePositives, long falsePositives, long falseNegatives, long rows) {
      return (falsePositive * falsePositives + falseNegative * falseNegatives) / rows;
    }

    @Override
    public boolean better(double value, double than) {
      return value < than;
    }

    @Override
    public String words() {
      return "lowest cost of the out-of-fold decisions, a false positive at "
          + number(falsePositive)
          + " and a false negative at "
          + number(falseNegative);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
