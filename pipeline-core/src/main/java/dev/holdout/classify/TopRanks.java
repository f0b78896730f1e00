package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ModifiedWilson;
import dev.holdout.measure.Range;
import java.util.List;
import java.util.Optional;

/**
 * The share of rows whose true class has one of the k highest scores; of equal scores, that of the
 * class with the higher number counts as higher, as in scikit-learn.
 *
 * <p>Weights: shares of the weight. Interval: {@link ModifiedWilson}, of Kish's effective number of
 * rows.
 */
final class TopRanks implements ClassMetric {
  private final int most;
  private final Definition definition;

  private TopRanks(int most) {
    this.most = most;
    this.definition =
        new Definition(
            "top_" + most + "_accuracy",
            "share of rows whose true class has one of the " + most + " highest scores",
            Range.SHARE,
            Direction.LARGER_IS_BETTER,
            "there are no scores, or no more than " + most + " classes",
            "Russakovsky et al. 2015");
  }

  static List<TopRanks> all() {
    return List.of(new TopRanks(2), new TopRanks(3));
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ClassCounts counts) {
    Optional<String> reason = Lacking.scores(counts);
    if (reason.isEmpty() && counts.classes() <= most) {
      reason = Optional.of("there are only " + counts.classes() + " classes");
    }
    return Lacking.unless(reason, () -> share(counts));
  }

  private double share(ClassCounts counts) {
    return Math.min(1, counts.scores().among(most) / counts.scores().weight());
  }

  @Override
  public Estimate estimate(ClassCounts counts, Confidence confidence) {
    double rows = counts.scores().effectiveRows();
    return ModifiedWilson.estimate(share(counts) * rows, rows);
  }
}
