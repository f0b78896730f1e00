package dev.holdout.decide;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.Map;
import java.util.Optional;

/**
 * Fits calibrator and threshold to out-of-fold scores, and to nothing else: {@link OutOfFoldScores}
 * and {@link CostedScores} come from a cross-validation only.
 *
 * <p>The threshold applies to calibrated scores. Where the counts are binned, a score stands for
 * its bin's middle, within {@link AdaptiveHistogram#relativeError}. Cost: no scan; driver memory by
 * the number of bins.
 */
public final class DecisionFitter {
  private DecisionFitter() {}

  /**
   * Fits both.
   *
   * @throws HoldoutException with {@link ErrorCode#DATA_INSUFFICIENT} if there are no rows, or rows
   *     of one class alone where both are needed (everywhere but with no calibrator and a fixed
   *     threshold), or if no threshold meets what the rule demands; with {@link
   *     ErrorCode#CONFIGURATION} if settings are out of range, or if the rule reads columns
   */
  public static Decision fit(OutOfFoldScores outOfFold, DecisionSpec spec) {
    return fit(outOfFold.counts(), FoldedScores.of(outOfFold.byFoldApart()), spec);
  }

  /** The same where the costs of a row come from columns. */
  public static Decision fit(CostedScores outOfFold, DecisionSpec spec) {
    return fit(outOfFold.all(), outOfFold.apart(), spec);
  }

  /**
   * The same from counts by score, of whichever rows: whoever has them answers for their being out
   * of fold. The threshold is {@link Decision#threshold}.
   *
   * @param outOfFold counts of negatives (channel 0) and positives (channel 1)
   */
  public static Decision fit(AdaptiveHistogram outOfFold, DecisionSpec spec) {
    return fit(outOfFold, FoldedScores.of(Map.of(0, outOfFold)), spec);
  }

  /**
   * The same.
   *
   * @param apart the scores of folds that share no row
   */
  static Decision fit(AdaptiveHistogram outOfFold, FoldedScores apart, DecisionSpec spec) {
    check(spec);
    ScoreCounts scores = ScoreCounts.of(outOfFold);
    check(scores, spec);
    DecisionCounts counts = DecisionCounts.of(outOfFold);
    checkColumns(counts, spec);
    Calibrator calibrator = calibrator(scores, apart, spec);
    return decision(calibrator, counts.calibratedBy(calibrator), spec);
  }

  private static Calibrator calibrator(ScoreCounts scores, FoldedScores apart, DecisionSpec spec) {
    return CalibratorFitter.fit(
        spec.calibrator() == CalibratorKind.AUTO
            ? CrossFit.of(apart.parts().values()).choice()
            : spec.calibrator(),
        scores);
  }

  private static Decision decision(
      Calibrator calibrator, DecisionCounts calibrated, DecisionSpec spec) {
    ThresholdSearch search = new ThresholdSearch(calibrated, spec.rule());
    int best = search.best();
    Optional<BandSearch.Found> found =
        spec.review().flatMap(review -> new BandSearch(calibrated).find(spec.rule(), review, best));
    double threshold = search.threshold(found.map(BandSearch.Found::threshold).orElse(best));
    Optional<Band> band =
        found.map(
            positions ->
                new Band(
                    Math.min(threshold, calibrated.threshold(positions.first())),
                    Math.max(threshold, calibrated.threshold(positions.end()))));
    return new Decision(calibrator, threshold, band);
  }

  /**
   * What was fitted, for a reader. The Brier scores are those of the rows that were judged by
   * calibrators of other folds, where there are such.
   *
   * @param decision fitted to these counts by this specification
   */
  public static DecisionReport report(
      OutOfFoldScores outOfFold, DecisionSpec spec, Decision decision) {
    return report(outOfFold.counts(), FoldedScores.of(outOfFold.byFoldApart()), spec, decision);
  }

  static DecisionReport report(AdaptiveHistogram outOfFold, DecisionSpec spec, Decision decision) {
    return report(outOfFold, FoldedScores.of(Map.of(0, outOfFold)), spec, decision);
  }

  static DecisionReport report(
      AdaptiveHistogram outOfFold, FoldedScores apart, DecisionSpec spec, Decision decision) {
    CalibratorKind kind = decision.calibrator().kind();
    CrossFit crossFit = CrossFit.of(apart.parts().values());
    DecisionCounts calibrated = DecisionCounts.of(outOfFold).calibratedBy(decision.calibrator());
    ThresholdSearch search = new ThresholdSearch(calibrated, spec.rule());
    return new DecisionReport(
        kind,
        decision.threshold(),
        spec.rule().words(),
        crossFit.brier(CalibratorKind.NONE).orElseGet(() -> ScoreCounts.of(outOfFold).brier()),
        crossFit.brier(kind),
        search.curve(search.shown(calibrated.from(decision.threshold()))),
        Optional.empty(),
        Optional.of(crossFit.report(spec.calibrator(), kind)));
  }

  private static void check(DecisionSpec spec) {
    Problems problems = new Problems();
    spec.check(problems);
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot choose a threshold");
  }

  private static void check(ScoreCounts counts, DecisionSpec spec) {
    long negatives = counts.negatives();
    long positives = counts.positives();
    boolean oneClassWillDo =
        spec.calibrator() == CalibratorKind.NONE && !spec.rule().needsBothClasses();
    if (negatives + positives == 0 || (!oneClassWillDo && (negatives == 0 || positives == 0))) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot fit the decision to out-of-fold scores: found "
              + negatives
              + " negative and "
              + positives
              + " positive rows, expected rows of both classes. Check the label, or give more"
              + " rows.");
    }
  }

  private static void checkColumns(DecisionCounts counts, DecisionSpec spec) {
    if (!spec.rule().columns().isEmpty() && !counts.hasAmounts()) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot choose a threshold: found costs from the columns "
              + spec.rule().columns()
              + " and scores without them, expected the same costs for every row. Read the columns"
              + " with the scores.");
    }
  }
}
