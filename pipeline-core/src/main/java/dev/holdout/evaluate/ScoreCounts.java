package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * All that the metrics of a binary classifier need of a set of rows: counts of (score, label), sums
 * of the losses, decisions, and counts of what could not be used.
 *
 * <p>A row counts when its score is finite and its label is 0 or 1 (a number or a boolean), and its
 * decision and weight, where there are such columns, are what they should be; other rows are
 * counted by what they lack and are part of no metric. The same rows give the same state to the
 * last bit, in any order and division; where rows are weighted, to the rounding of sums of doubles.
 *
 * <p>Scores are exact while the distinct ones fit into {@code maxBins} bins. Losses, calibration
 * cells and the decisions at the statistic's own threshold are exact always; the decisions at other
 * thresholds are those of the bins' middles when {@link #exact} is false.
 *
 * <p>Weighted rows appear to metrics as <em>effective rows</em>: weights scaled so that they add up
 * to (Σw)²/Σw², the number of equally weighted rows that would tell as much (Kish 1965). Ratios are
 * those of the weights; intervals are as wide as so few rows make them.
 *
 * <p>Size: at most {@code 24 · maxBins} bytes and 1.5 KB, {@code 40 · maxBins} if weighted; twice
 * that while filling.
 */
public final class ScoreCounts implements State<ScoreCounts> {
  /** Bins of {@link #statistic(String, String)}. */
  public static final int MAX_BINS = 1 << 15;

  private static final int NEGATIVE = ClassMass.NEGATIVE;
  private static final int POSITIVE = ClassMass.POSITIVE;

  /** Of counts that are weights already. */
  private static final Of EFFECTIVE = new Of(new ScoreColumns("", "", "", null), 4096, Double.NaN);

  private final Of of;
  private AdaptiveHistogram histogram;
  private CalibrationCells calibration;
  private LossSums losses;
  private OmittedRows omitted = new OmittedRows();
  private ClassMass mass = new ClassMass();
  private long outsideUnitInterval;
  private @Nullable Bins sorted;
  private @Nullable Resamples resamples;
  private @Nullable Recalibration recalibration;

  private ScoreCounts(Of of) {
    this.of = of;
    this.histogram =
        of.weighted()
            ? AdaptiveHistogram.weighted(2, of.maxBins)
            : new AdaptiveHistogram(2, of.maxBins);
    this.calibration = new CalibrationCells(of.weighted());
    this.losses = new LossSums(of.weighted());
  }

  /**
   * Counts of a score and a label column.
   *
   * @param score a column of numbers; null, NaN and infinities are counted as null scores
   * @param label a column of 0 and 1 or of booleans, true being positive
   */
  public static Statistic<ScoreCounts> statistic(String score, String label) {
    return statistic(score, label, MAX_BINS, Double.NaN);
  }

  /**
   * The same with its own bound and with exact decisions at one threshold.
   *
   * @param maxBins at least 4096
   * @param threshold a decision is positive when the score is at least this
   */
  public static Statistic<ScoreCounts> statistic(
      String score, String label, int maxBins, double threshold) {
    return new Of(ScoreColumns.of(score, label), maxBins, threshold);
  }

  /** The same of other columns. */
  static Statistic<ScoreCounts> statistic(ScoreColumns columns, int maxBins, double threshold) {
    return new Of(columns, maxBins, threshold);
  }

  /** Counts kept by hand, without a table: exact decisions at {@code threshold} if given. */
  public static ScoreCounts empty(int maxBins, OptionalDouble threshold) {
    return new ScoreCounts(new Of(ScoreColumns.of("", ""), maxBins, threshold.orElse(Double.NaN)));
  }

  private record Of(ScoreColumns columns, int maxBins, double threshold)
      implements Statistic<ScoreCounts> {
    boolean weighted() {
      return columns.weighted();
    }

    @Override
    public ScoreCounts empty() {
      return new ScoreCounts(this);
    }

    @Override
    public Consumer<ScoreCounts> of(Row row) {
      return ScoredRow.of(row, columns, threshold);
    }

    @Override
    public ScoreCounts read(DataInput in) throws IOException {
      ScoreCounts counts = new ScoreCounts(this);
      counts.histogram = AdaptiveHistogram.read(in);
      counts.calibration = CalibrationCells.read(in, weighted());
      counts.losses = LossSums.read(in, weighted());
      counts.omitted = OmittedRows.read(in);
      counts.mass = ClassMass.read(in);
      counts.outsideUnitInterval = in.readLong();
      return counts;
    }
  }

  @Override
  public void add(Row row) {
    add(ScoredRow.of(row, of.columns, of.threshold));
  }

  /** Takes one row in. */
  public void add(double score, boolean positive) {
    add(ScoredRow.of(score, positive, of.threshold));
  }

  void add(ScoredRow row) {
    if (row.weight() == 0) {
      return;
    }
    if (!row.usable()) {
      omit(row);
      return;
    }
    sorted = null;
    int label = row.positive() ? POSITIVE : NEGATIVE;
    double weight = row.weight();
    mass.add(label, weight, row.decided());
    if (of.columns.scored()) {
      histogram.add(row.score(), label, weight);
      addLosses(row.losses(), row.positive(), 1, weight);
    }
  }

  private void omit(ScoredRow row) {
    boolean noLabel = Double.isNaN(row.label());
    omitted.add(
        of.columns.scored() && !Double.isFinite(row.score()),
        noLabel,
        !noLabel && !ScoredRow.isClass(row.label()),
        of.columns.decided() && !ScoredRow.isClass(row.prediction()),
        !ScoredRow.isWeight(row.weight()));
  }

  /**
   * Counts as given: nothing may be added to them or merged into them, and they have no histogram.
   *
   * @param bins channel 0 of negatives and channel 1 of positives
   */
  public static ScoreCounts of(AdaptiveHistogram.Bins bins) {
    ScoreCounts counts = empty(4096, OptionalDouble.empty());
    for (int bin = 0; bin < bins.size(); bin++) {
      for (int label = 0; label < 2; label++) {
        long count = bins.counts()[label][bin];
        counts.mass.given(label, count, (double) count);
        if (count > 0) {
          boolean positive = label == POSITIVE;
          counts.addLosses(LossTerms.of(bins.values()[bin], positive), positive, count, 1);
        }
      }
    }
    counts.mass.evenly();
    counts.sorted = Bins.of(bins);
    return counts;
  }

  /**
   * Effective rows as given: nothing may be added to them or merged into them, and they have no
   * histogram.
   */
  static ScoreCounts of(Bins bins) {
    ScoreCounts counts = new ScoreCounts(EFFECTIVE);
    for (int bin = 0; bin < bins.size(); bin++) {
      for (int label = 0; label < 2; label++) {
        double count = bins.counts()[label][bin];
        if (count > 0) {
          boolean positive = label == POSITIVE;
          counts.mass.given(label, Math.max(1, Math.round(count)), count);
          counts.addLosses(LossTerms.of(bins.values()[bin], positive), positive, 1, count);
        }
      }
    }
    counts.mass.evenly();
    counts.sorted = bins;
    return counts;
  }

  private void addLosses(LossTerms terms, boolean positive, long count, double weight) {
    if (!terms.inUnit()) {
      outsideUnitInterval += count;
      return;
    }
    calibration.add(terms, positive, count, weight);
    losses.add(terms, count, weight);
  }

  /** What makes counts like these. */
  Statistic<ScoreCounts> statistic() {
    return of;
  }

  @Override
  public void merge(ScoreCounts other) {
    sorted = null;
    histogram.merge(other.histogram);
    calibration.merge(other.calibration);
    losses.merge(other.losses);
    omitted.merge(other.omitted);
    mass.merge(other.mass);
    outsideUnitInterval += other.outsideUnitInterval;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    histogram.write(out);
    calibration.write(out);
    losses.write(out);
    omitted.write(out);
    mass.write(out);
    out.writeLong(outsideUnitInterval);
  }

  /** Rows that are part of metrics. */
  public long rows() {
    return negatives() + positives();
  }

  /** Of {@link #rows}, those whose label is negative. */
  public long negatives() {
    return mass.rows(NEGATIVE);
  }

  /** Of {@link #rows}, those whose label is positive. */
  public long positives() {
    return mass.rows(POSITIVE);
  }

  /** Effective rows: the rows where they are not weighted. */
  public double mass() {
    return negativeMass() + positiveMass();
  }

  /** Of {@link #mass}, that of negatives. */
  public double negativeMass() {
    return scale() * mass.weight(NEGATIVE);
  }

  /** Of {@link #mass}, that of positives. */
  public double positiveMass() {
    return scale() * mass.weight(POSITIVE);
  }

  /** Effective rows for each unit of weight; 1 where rows are not weighted. */
  public double scale() {
    return of.weighted() ? mass.effective() : 1;
  }

  /** Rows that are part of no metric, by what they lack. */
  OmittedRows omitted() {
    return omitted;
  }

  /** Of {@link #rows}, those whose score is no probability. */
  public long outsideUnitInterval() {
    return outsideUnitInterval;
  }

  /** Whether rows have scores, not decisions alone. */
  boolean scored() {
    return of.columns.scored();
  }

  /** Whether rows bring their decisions. */
  boolean decided() {
    return of.columns.decided();
  }

  /** By score, channel 0 of negatives and 1 of positives. Not a copy: do not change it. */
  public AdaptiveHistogram histogram() {
    return histogram;
  }

  /** Whether every distinct score has a bin of its own. */
  public boolean exact() {
    return histogram.exact();
  }

  /** Effective rows by score, ascending. */
  public Bins bins() {
    Bins bins = sorted;
    if (bins == null) {
      bins = Bins.of(histogram.bins());
      if (of.weighted()) {
        bins = new Bins(bins.values(), histogram.weights()).scaled(scale());
      }
      sorted = bins;
    }
    return bins;
  }

  /** The draws of the counts as they are now, kept for the next metric that asks. */
  Resamples resamples(Confidence confidence) {
    Resamples drawn = resamples;
    if (drawn == null || !drawn.of(this, confidence)) {
      drawn = new Resamples(this, confidence);
      resamples = drawn;
    }
    return drawn;
  }

  /** The logistic curve through the counts as they are now, kept likewise. */
  Recalibration recalibration() {
    Recalibration fitted = Recalibration.of(bins(), recalibration);
    recalibration = fitted;
    return fitted;
  }

  /** Sum of the scores that are probabilities, over effective rows, as are all sums here. */
  public double scoreSum() {
    return scale() * losses.scores();
  }

  /** Sum of log loss over the rows whose score is a probability. */
  public double logLossSum() {
    return scale() * losses.logLoss();
  }

  /** Sum of squares of log loss. */
  public double squaredLogLossSum() {
    return scale() * losses.squaredLogLoss();
  }

  /** Sum of (score − label)² over the rows whose score is a probability. */
  public double brierSum() {
    return scale() * losses.brier();
  }

  /** Sum of squares of (score − label)². */
  public double squaredBrierSum() {
    return scale() * losses.squaredBrier();
  }

  /** By equal-width bins of the score. */
  ScoreCells calibration() {
    return calibration.scaled(scale());
  }

  /**
   * Decisions by truth. A decision is that of the rows where they bring one, else positive when the
   * score is at least the threshold.
   */
  public Confusion confusion(double threshold) {
    if (threshold == of.threshold || of.columns.decided()) {
      double fp = scale() * mass.decidedPositive(NEGATIVE);
      double tp = scale() * mass.decidedPositive(POSITIVE);
      return new Confusion(
          tp, fp, Math.max(0, positiveMass() - tp), Math.max(0, negativeMass() - fp));
    }
    return Confusion.of(bins(), threshold);
  }

  /** Decisions by truth as at {@link #confusion}, in what rows weigh: rows where all weigh 1. */
  public Confusion weights(double threshold) {
    if (threshold == of.threshold || of.columns.decided()) {
      return mass.decisions(mass::weight, mass::decidedPositive);
    }
    return confusion(threshold).dividedBy(scale());
  }

  /**
   * Rows by decision and truth, whatever they weigh.
   *
   * @param threshold that of the statistic, unless rows bring their decisions
   */
  Confusion decisions(double threshold) {
    return of.weighted()
        ? mass.decisions(label -> mass.rows(label), mass::rowsDecidedPositive)
        : confusion(threshold);
  }
}
