package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Counted;
import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.stat.Statistic;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scorecard of a binary classifier.
 *
 * <p>Segments are compared in every metric that has a direction and an interval that needs no
 * draws; ranking, positives missed and false alarms decide.
 */
final class BinaryScorecard implements Scorecard<ScoreCounts> {
  static final int FEWEST_OF_A_CLASS = 5;

  private static final int MOST_BINS_IN_ALL = 1 << 21;
  private static final int FEWEST_BINS = 1 << 11;
  private static final int COARSE_BINS = 1 << 7;

  private static final List<Estimated> DECIDING =
      List.of(new RocAuc(), Proportion.RECALL, Proportion.PRECISION);

  private static final List<Estimated> COMPARED =
      List.of(
          new RocAuc(),
          Proportion.RECALL,
          Proportion.PRECISION,
          Proportion.SPECIFICITY,
          Proportion.ACCURACY,
          new BalancedAccuracy(),
          Proportion.FPR,
          Proportion.FNR,
          Proportion.NPV,
          Proportion.FDR,
          Proportion.FOR,
          FBeta.F1,
          new Brier(),
          new LogLoss());

  private final ScoreColumns columns;
  private final double threshold;
  private final boolean assumed;

  /**
   * The scorecard of decisions at a threshold.
   *
   * @param columns what the counts read
   */
  BinaryScorecard(ScoreColumns columns, double threshold) {
    this(columns, threshold, false);
  }

  /**
   * The same.
   *
   * @param assumed whether the threshold holds only if all scores lie within [0, 1]
   */
  BinaryScorecard(ScoreColumns columns, double threshold, boolean assumed) {
    this.columns = columns;
    this.threshold = threshold;
    this.assumed = assumed;
  }

  /** Without a threshold, if that was assumed and scores lie outside [0, 1]. */
  @Override
  public BinaryScorecard applyingTo(ScoreCounts all) {
    return assumed && !columns.decided() && all.outsideUnitInterval() > 0
        ? new BinaryScorecard(columns, Undefined.NO_THRESHOLD)
        : this;
  }

  /** The threshold; NaN where none applies. */
  double threshold() {
    return threshold;
  }

  @Override
  public Task task() {
    return Task.BINARY;
  }

  @Override
  public String unit() {
    return Counted.ROWS;
  }

  @Override
  public List<Metric> metrics() {
    return Metrics.all();
  }

  @Override
  public Statistic<ScoreCounts> statistic(long groups) {
    long share = Long.highestOneBit(Math.max(1, MOST_BINS_IN_ALL / Math.max(1, groups)));
    int bins = (int) Math.min(ScoreCounts.MAX_BINS, Math.max(FEWEST_BINS, share));
    return ScoreCounts.statistic(columns, bins, threshold);
  }

  @Override
  public long rows(ScoreCounts counts) {
    return counts.rows();
  }

  @Override
  public long positives(ScoreCounts counts) {
    return counts.positives();
  }

  @Override
  public SortedMap<String, Measure> measures(ScoreCounts counts, Confidence confidence) {
    SortedMap<String, Measure> metrics = new TreeMap<>();
    Metrics.all()
        .forEach(
            metric -> metrics.put(metric.name(), metric.measure(counts, threshold, confidence)));
    return Collections.unmodifiableSortedMap(metrics);
  }

  @Override
  public Measure value(Described metric, ScoreCounts counts) {
    return Metrics.byName(metric.name()).value(counts, threshold);
  }

  @Override
  public Statistic<ScoreCounts> coarse() {
    return ScoreCounts.statistic(columns, COARSE_BINS, threshold);
  }

  @Override
  public List<Estimated> compared() {
    return COMPARED;
  }

  @Override
  public List<Estimated> deciding() {
    return DECIDING;
  }

  @Override
  public Optional<Estimate> estimate(Described metric, ScoreCounts counts, Confidence confidence) {
    return metric instanceof Estimated estimated
            && estimated.value(counts, threshold).value().isPresent()
        ? Optional.of(
            estimated.estimate(counts, threshold, confidence).within(metric.definition().range()))
        : Optional.empty();
  }

  @Override
  public boolean tooFew(ScoreCounts counts) {
    return Math.min(counts.positives(), counts.negatives()) < FEWEST_OF_A_CLASS;
  }
}
