package dev.holdout.evaluate;

/** Harmonic mean of precision and recall. */
final class F1 implements Metric {
  private static final Definition DEFINITION =
      new Definition(
          "f1",
          "2·TP / (2·TP + FP + FN)",
          "0 to 1",
          Direction.LARGER_IS_BETTER,
          "there are neither positives nor positive decisions",
          "van Rijsbergen 1979");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Confusion cells = counts.confusion(threshold);
    long of = 2 * cells.tp() + cells.fp() + cells.fn();
    if (of == 0) {
      return Measure.undefined(
          cells.rows() == 0 ? Undefined.NO_ROWS : "neither positives nor positive decisions");
    }
    return Measure.of(2.0 * cells.tp() / of);
  }
}
