package dev.holdout.evaluate;

/** Mean of recall and specificity. */
final class BalancedAccuracy implements Metric {
  private static final Definition DEFINITION =
      new Definition(
          "balanced_accuracy",
          "(TP / (TP + FN) + TN / (TN + FP)) / 2",
          "0 to 1, 0.5 without skill",
          Direction.LARGER_IS_BETTER,
          "there are no positives or no negatives",
          "Brodersen et al. 2010");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Confusion cells = counts.confusion(threshold);
    return Undefined.unlessBothClasses(
        counts,
        () ->
            ((double) cells.tp() / cells.positives() + (double) cells.tn() / cells.negatives())
                / 2);
  }
}
