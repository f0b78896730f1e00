package dev.holdout.decide;

/**
 * What is made of scores that are no probabilities of one class: of those of several classes and of
 * predicted numbers.
 *
 * @param calibrator how the probabilities of several classes are calibrated
 * @param coverage share of actual values that a predicted interval is to hold, in (0, 1)
 */
public record PredictionSpec(ClassCalibratorKind calibrator, double coverage) {
  public static final PredictionSpec DEFAULT = new PredictionSpec(ClassCalibratorKind.NONE, 0.9);

  public PredictionSpec {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("coverage " + coverage);
    }
  }
}
