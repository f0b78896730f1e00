package dev.holdout.evaluate;

import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * All that the metrics of a binary classifier need of a set of rows: counts of (score, label), sums
 * of the losses, and counts of what could not be used.
 *
 * <p>A row counts when its score is finite and its label is 0 or 1 (a number or a boolean); other
 * rows are counted by what they lack and are part of no metric. The same rows give the same state
 * to the last bit, in any order and division.
 *
 * <p>Scores are exact while the distinct ones fit into {@code maxBins} bins. Losses, calibration
 * cells and the decisions at the statistic's own threshold are exact always; the decisions at other
 * thresholds are those of the bins' middles when {@link #exact} is false.
 *
 * <p>Size: at most {@code 24 · maxBins} bytes and 1 KB; twice that while filling.
 */
public final class ScoreCounts implements State<ScoreCounts> {
  /** Bins of {@link #statistic(String, String)}. */
  public static final int MAX_BINS = 1 << 15;

  private static final double EPSILON = Math.ulp(1.0);
  private static final int NEGATIVE = 0;
  private static final int POSITIVE = 1;

  /**
   * 36.05, the largest log loss after clipping, is below 2<sup>6</sup>; its square below
   * 2<sup>11</sup>.
   */
  private static final int LOG_LOSS_BITS = 57;

  private static final int SQUARED_LOG_LOSS_BITS = 52;
  private static final int UNIT_BITS = 62;

  private final Of of;
  private AdaptiveHistogram histogram;
  private CalibrationCells calibration = new CalibrationCells();
  private FixedSum logLoss = new FixedSum(LOG_LOSS_BITS);
  private FixedSum squaredLogLoss = new FixedSum(SQUARED_LOG_LOSS_BITS);
  private FixedSum brier = new FixedSum(UNIT_BITS);
  private FixedSum squaredBrier = new FixedSum(UNIT_BITS);
  private FixedSum scores = new FixedSum(UNIT_BITS);
  private long negatives;
  private long positives;
  private long negativesAtThreshold;
  private long positivesAtThreshold;
  private long outsideUnitInterval;
  private long unusable;
  private long nullScores;
  private long nullLabels;
  private long otherLabels;
  private AdaptiveHistogram.@Nullable Bins sorted;

  private ScoreCounts(Of of) {
    this.of = of;
    this.histogram = new AdaptiveHistogram(2, of.maxBins);
  }

  /**
   * Counts of a score and a label column.
   *
   * @param score a column of numbers; null, NaN and infinities are counted as null scores
   * @param label a column of 0 and 1 or of booleans, true being positive
   */
  public static Statistic<ScoreCounts> statistic(String score, String label) {
    return new Of(score, label, MAX_BINS, Double.NaN);
  }

  /**
   * The same with its own bound and with exact decisions at one threshold.
   *
   * @param maxBins at least 4096
   * @param threshold a decision is positive when the score is at least this
   */
  public static Statistic<ScoreCounts> statistic(
      String score, String label, int maxBins, double threshold) {
    return new Of(score, label, maxBins, threshold);
  }

  /** Counts kept by hand, without a table: exact decisions at {@code threshold} if given. */
  public static ScoreCounts empty(int maxBins, OptionalDouble threshold) {
    return new ScoreCounts(new Of("", "", maxBins, threshold.orElse(Double.NaN)));
  }

  private record Of(String score, String label, int maxBins, double threshold)
      implements Statistic<ScoreCounts> {
    @Override
    public ScoreCounts empty() {
      return new ScoreCounts(this);
    }

    @Override
    public ScoreCounts read(DataInput in) throws IOException {
      ScoreCounts counts = new ScoreCounts(this);
      counts.histogram = AdaptiveHistogram.read(in);
      counts.calibration = CalibrationCells.read(in);
      counts.logLoss = FixedSum.read(in, LOG_LOSS_BITS);
      counts.squaredLogLoss = FixedSum.read(in, SQUARED_LOG_LOSS_BITS);
      counts.brier = FixedSum.read(in, UNIT_BITS);
      counts.squaredBrier = FixedSum.read(in, UNIT_BITS);
      counts.scores = FixedSum.read(in, UNIT_BITS);
      counts.negatives = in.readLong();
      counts.positives = in.readLong();
      counts.negativesAtThreshold = in.readLong();
      counts.positivesAtThreshold = in.readLong();
      counts.outsideUnitInterval = in.readLong();
      counts.unusable = in.readLong();
      counts.nullScores = in.readLong();
      counts.nullLabels = in.readLong();
      counts.otherLabels = in.readLong();
      return counts;
    }
  }

  @Override
  public void add(Row row) {
    double score = number(row.get(row.fieldIndex(of.score)));
    double label = number(row.get(row.fieldIndex(of.label)));
    boolean scored = Double.isFinite(score);
    boolean labelled = label == 0.0 || label == 1.0;
    if (scored && labelled) {
      add(score, label == 1.0);
      return;
    }
    unusable++;
    nullScores += scored ? 0 : 1;
    nullLabels += Double.isNaN(label) ? 1 : 0;
    otherLabels += labelled || Double.isNaN(label) ? 0 : 1;
  }

  /** Takes one row in. */
  public void add(double score, boolean positive) {
    sorted = null;
    histogram.add(score, positive ? POSITIVE : NEGATIVE);
    boolean decided = score >= of.threshold;
    if (positive) {
      positives++;
      positivesAtThreshold += decided ? 1 : 0;
    } else {
      negatives++;
      negativesAtThreshold += decided ? 1 : 0;
    }
    addLosses(score, positive, 1);
  }

  /**
   * Counts as given: nothing may be added to them or merged into them, and they have no histogram.
   *
   * @param bins distinct and ascending, channel 0 of negatives and channel 1 of positives; the
   *     arrays are read, not copied
   */
  public static ScoreCounts of(AdaptiveHistogram.Bins bins) {
    ScoreCounts counts = new ScoreCounts(new Of("", "", 4096, Double.NaN));
    for (int bin = 0; bin < bins.size(); bin++) {
      long negative = bins.counts()[NEGATIVE][bin];
      long positive = bins.counts()[POSITIVE][bin];
      counts.negatives += negative;
      counts.positives += positive;
      counts.addLosses(bins.values()[bin], false, negative);
      counts.addLosses(bins.values()[bin], true, positive);
    }
    counts.sorted = bins;
    return counts;
  }

  private void addLosses(double score, boolean positive, long count) {
    if (count == 0) {
      return;
    }
    if (score < 0 || score > 1) {
      outsideUnitInterval += count;
      return;
    }
    calibration.add(score, positive, count);
    scores.add(score, count);
    double loss = logLoss(score, positive);
    logLoss.add(loss, count);
    squaredLogLoss.add(loss * loss, count);
    double squared = (score - (positive ? 1 : 0)) * (score - (positive ? 1 : 0));
    brier.add(squared, count);
    squaredBrier.add(squared * squared, count);
  }

  @Override
  public void merge(ScoreCounts other) {
    sorted = null;
    histogram.merge(other.histogram);
    calibration.merge(other.calibration);
    logLoss.merge(other.logLoss);
    squaredLogLoss.merge(other.squaredLogLoss);
    brier.merge(other.brier);
    squaredBrier.merge(other.squaredBrier);
    scores.merge(other.scores);
    negatives += other.negatives;
    positives += other.positives;
    negativesAtThreshold += other.negativesAtThreshold;
    positivesAtThreshold += other.positivesAtThreshold;
    outsideUnitInterval += other.outsideUnitInterval;
    unusable += other.unusable;
    nullScores += other.nullScores;
    nullLabels += other.nullLabels;
    otherLabels += other.otherLabels;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    histogram.write(out);
    calibration.write(out);
    for (FixedSum sum : new FixedSum[] {logLoss, squaredLogLoss, brier, squaredBrier, scores}) {
      sum.write(out);
    }
    out.writeLong(negatives);
    out.writeLong(positives);
    out.writeLong(negativesAtThreshold);
    out.writeLong(positivesAtThreshold);
    out.writeLong(outsideUnitInterval);
    out.writeLong(unusable);
    out.writeLong(nullScores);
    out.writeLong(nullLabels);
    out.writeLong(otherLabels);
  }

  /** Rows with a score and a label. */
  public long rows() {
    return negatives + positives;
  }

  /** Of {@link #rows}, those whose label is negative. */
  public long negatives() {
    return negatives;
  }

  /** Of {@link #rows}, those whose label is positive. */
  public long positives() {
    return positives;
  }

  /** Rows left out for want of a score or a label. */
  public long unusable() {
    return unusable;
  }

  /** Rows whose score is null, NaN or infinite. */
  public long nullScores() {
    return nullScores;
  }

  /** Rows whose label is null or NaN. */
  public long nullLabels() {
    return nullLabels;
  }

  /** Rows whose label is neither 0 nor 1 nor null. */
  public long otherLabels() {
    return otherLabels;
  }

  /** Of {@link #rows}, those whose score is no probability. */
  public long outsideUnitInterval() {
    return outsideUnitInterval;
  }

  /**
   * Counts by score: channel 0 of negatives, channel 1 of positives. Not a copy: do not change it.
   */
  public AdaptiveHistogram histogram() {
    return histogram;
  }

  /** Whether every distinct score has a bin of its own. */
  public boolean exact() {
    return histogram.exact();
  }

  /** Bins in ascending order of the score; channel 0 counts negatives, channel 1 positives. */
  public AdaptiveHistogram.Bins bins() {
    AdaptiveHistogram.Bins bins = sorted;
    if (bins == null) {
      bins = histogram.bins();
      sorted = bins;
    }
    return bins;
  }

  /** Sum of the scores that are probabilities. */
  public double scoreSum() {
    return scores.value();
  }

  /** Sum of log loss over the rows whose score is a probability. */
  public double logLossSum() {
    return logLoss.value();
  }

  /** Sum of squares of log loss. */
  public double squaredLogLossSum() {
    return squaredLogLoss.value();
  }

  /** Sum of (score − label)² over the rows whose score is a probability. */
  public double brierSum() {
    return brier.value();
  }

  /** Sum of squares of (score − label)². */
  public double squaredBrierSum() {
    return squaredBrier.value();
  }

  CalibrationCells calibration() {
    return calibration;
  }

  /** Decisions by truth; a decision is positive when the score is at least the threshold. */
  public Confusion confusion(double threshold) {
    if (threshold == of.threshold) {
      return decided(negativesAtThreshold, positivesAtThreshold);
    }
    AdaptiveHistogram.Bins bins = bins();
    long fp = 0;
    long tp = 0;
    for (int bin = bins.size() - 1; bin >= 0 && bins.values()[bin] >= threshold; bin--) {
      fp += bins.counts()[NEGATIVE][bin];
      tp += bins.counts()[POSITIVE][bin];
    }
    return decided(fp, tp);
  }

  /** Log loss of one row, the score clipped at a double's machine epsilon. */
  static double logLoss(double score, boolean positive) {
    double clipped = Math.min(1 - EPSILON, Math.max(EPSILON, score));
    return -(positive ? Math.log(clipped) : Math.log1p(-clipped));
  }

  private Confusion decided(long fp, long tp) {
    return new Confusion(tp, fp, positives - tp, negatives - fp);
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1.0 : 0.0;
    }
    if (value == null) {
      return Double.NaN;
    }
    throw new IllegalArgumentException("neither a number nor a boolean: " + value.getClass());
  }
}
