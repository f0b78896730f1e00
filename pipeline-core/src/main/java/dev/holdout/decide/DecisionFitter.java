package dev.holdout.decide;

import dev.holdout.decide.DecisionReport.CurvePoint;
import dev.holdout.decide.DecisionSpec.Rule;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Fits calibrator and threshold to out-of-fold scores, and to nothing else: {@link OutOfFoldScores}
 * come from a cross-validation only.
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
   *     threshold); with {@link ErrorCode#CONFIGURATION} if settings are out of range
   */
  public static Decision fit(OutOfFoldScores outOfFold, DecisionSpec spec) {
    return fit(outOfFold.counts(), outOfFold.byFoldApart().values(), spec);
  }

  /**
   * The same from counts by score, of whichever rows: whoever has them answers for their being out
   * of fold.
   *
   * @param outOfFold counts of negatives (channel 0) and positives (channel 1)
   */
  public static Decision fit(AdaptiveHistogram outOfFold, DecisionSpec spec) {
    return fit(outOfFold, List.of(outOfFold), spec);
  }

  private static Decision fit(
      AdaptiveHistogram outOfFold, Collection<AdaptiveHistogram> folds, DecisionSpec spec) {
    check(spec);
    ScoreCounts counts = ScoreCounts.of(outOfFold);
    check(counts, spec);
    CalibratorKind kind =
        spec.calibrator() == CalibratorKind.AUTO ? CrossFit.of(folds).choice() : spec.calibrator();
    Calibrator calibrator = CalibratorFitter.fit(kind, counts);
    double threshold =
        objective(spec)
            .map(objective -> new ThresholdSearch(counts.calibratedBy(calibrator), objective))
            .map(ThresholdSearch::threshold)
            .orElse(spec.threshold());
    return new Decision(calibrator, threshold);
  }

  /**
   * What was fitted, for a reader. The Brier scores are those of the rows that were judged by
   * calibrators of other folds, where there are such. The curve of a fixed threshold is empty,
   * since it has no objective.
   *
   * @param decision fitted to these counts by this specification
   */
  public static DecisionReport report(
      OutOfFoldScores outOfFold, DecisionSpec spec, Decision decision) {
    return report(outOfFold.counts(), outOfFold.byFoldApart().values(), spec, decision);
  }

  static DecisionReport report(AdaptiveHistogram outOfFold, DecisionSpec spec, Decision decision) {
    return report(outOfFold, List.of(outOfFold), spec, decision);
  }

  private static DecisionReport report(
      AdaptiveHistogram outOfFold,
      Collection<AdaptiveHistogram> folds,
      DecisionSpec spec,
      Decision decision) {
    ScoreCounts counts = ScoreCounts.of(outOfFold);
    ScoreCounts calibrated = counts.calibratedBy(decision.calibrator());
    CalibratorKind kind = decision.calibrator().kind();
    CrossFit crossFit = CrossFit.of(folds);
    List<CurvePoint> curve =
        objective(spec)
            .map(objective -> new ThresholdSearch(calibrated, objective).curve())
            .orElse(List.of());
    return new DecisionReport(
        kind,
        decision.threshold(),
        objective(spec).map(Objective::words).orElse("fixed"),
        crossFit.brier(CalibratorKind.NONE).orElseGet(counts::brier),
        crossFit.brier(kind),
        curve,
        Optional.of(crossFit.report(spec.calibrator(), kind)));
  }

  private static Optional<Objective> objective(DecisionSpec spec) {
    return switch (spec.rule()) {
      case FIXED -> Optional.empty();
      case F_BETA -> Optional.of(new Objective.FBeta(spec.beta()));
      case COST ->
          Optional.of(new Objective.Cost(spec.falsePositiveCost(), spec.falseNegativeCost()));
    };
  }

  private static void check(DecisionSpec spec) {
    Problems problems = new Problems();
    if (spec.rule() == Rule.FIXED && !(spec.threshold() >= 0 && spec.threshold() <= 1)) {
      problems.add("decision", "threshold " + spec.threshold(), "a number from 0 to 1", "");
    }
    if (spec.rule() == Rule.F_BETA && !(spec.beta() > 0 && spec.beta() <= 1e6)) {
      problems.add("decision", "beta " + spec.beta(), "a number above 0, up to 1000000", "");
    }
    if (spec.rule() == Rule.COST
        && !(isCost(spec.falsePositiveCost()) && isCost(spec.falseNegativeCost()))) {
      problems.add(
          "decision",
          "costs " + spec.falsePositiveCost() + " and " + spec.falseNegativeCost(),
          "finite numbers above 0",
          "");
    }
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot choose a threshold");
  }

  private static boolean isCost(double cost) {
    return cost > 0 && Double.isFinite(cost);
  }

  private static void check(ScoreCounts counts, DecisionSpec spec) {
    long negatives = counts.negatives();
    long positives = counts.positives();
    boolean oneClassWillDo = spec.calibrator() == CalibratorKind.NONE && spec.rule() == Rule.FIXED;
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
}
