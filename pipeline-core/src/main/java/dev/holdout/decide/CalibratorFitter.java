package dev.holdout.decide;

/** Fits a calibrator of a given kind to counts. */
final class CalibratorFitter {
  private CalibratorFitter() {}

  /**
   * The calibrator.
   *
   * @param kind any but {@link CalibratorKind#AUTO}
   * @param counts of both classes
   */
  static Calibrator fit(CalibratorKind kind, ScoreCounts counts) {
    return switch (kind) {
      case AUTO ->
          throw new IllegalArgumentException("chosen by " + CrossFit.class.getSimpleName());
      case NONE -> new NoCalibration();
      case TEMPERATURE -> Temperature.fit(counts);
      case PLATT -> Platt.fit(counts);
      case BETA -> Beta.fit(counts);
      case ISOTONIC -> Isotonic.fit(counts);
    };
  }
}
