package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.evaluate.Comparison.SegmentComparison;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Champion and challenger on the same rows: the difference of a metric, overall and by segment,
 * with intervals of the paired bootstrap.
 *
 * <p>Cost: two scans, one for each model's counts and one for the joint counts in bins made of
 * them. Memory: for each segment, 2 × 4096 bins of 24 bytes in the first, at most 33,282 cells in
 * the second.
 */
public final class PairedEvaluator {
  private static final int BINS = 1 << 12;
  private static final int FIRST_SEGMENT = 3;

  /** How null stands in {@link SegmentComparison#value}. */
  private static final String NULL = "(null)";

  private final EvaluationSpec spec;
  private final Metric metric;
  private final IntervalLevel level;
  private final Confidence confidence;

  /**
   * Compares by one metric.
   *
   * @param spec segments, intervals and what is too little to judge
   * @param metric such as {@code Metrics.byName("roc_auc")}
   */
  public PairedEvaluator(EvaluationSpec spec, Metric metric) {
    this(spec, metric, IntervalLevel.of(spec.confidence()));
  }

  /**
   * Compares on rows that were looked at before.
   *
   * @param level of all intervals, in place of the specification's
   */
  public PairedEvaluator(EvaluationSpec spec, Metric metric, IntervalLevel level) {
    this.spec = spec;
    this.metric = metric;
    this.level = level;
    this.confidence = new Confidence(level.corrected(), spec.draws(), spec.seed());
  }

  /**
   * One of the two models.
   *
   * @param score the column with its scores
   * @param threshold its decisions are positive when the score is at least this
   */
  public record ScoredBy(String score, double threshold) {}

  /**
   * Compares the models on the rows that both have scored and that have a label; others are left
   * out.
   *
   * @param rows one row for each case, with both models' scores and the segment columns
   * @param label a column of 0 and 1 or of booleans
   */
  public Comparison compare(
      Dataset<Row> rows, String label, ScoredBy champion, ScoredBy challenger) {
    Dataset<Row> scored =
        new PredictionColumns(rows)
            .number(champion.score, PairedCounts.CHAMPION)
            .number(challenger.score, PairedCounts.CHALLENGER)
            .number(label, PredictionColumns.LABEL)
            .segments(spec.segments())
            .rows()
            .filter(
                finite(PairedCounts.CHAMPION)
                    .and(finite(PairedCounts.CHALLENGER))
                    .and(finite(PredictionColumns.LABEL)));
    SegmentStates<PairedCounts> exact =
        scan(
            scored,
            PairedCounts.statistic(BINS, champion.threshold, challenger.threshold),
            PairedCounts::rows);
    PredictionColumns.refuseOtherLabels(exact.overall().champion(), label);
    ScoreBins championBins = new ScoreBins(exact.overall().champion(), champion.threshold);
    ScoreBins challengerBins = new ScoreBins(exact.overall().challenger(), challenger.threshold);
    SegmentStates<JointCounts> joint =
        scan(scored, new JointCounts.Of(championBins, challengerBins), JointCounts::rows);
    PairedBootstrap bootstrap =
        new PairedBootstrap(
            List.of(metric),
            PairedBootstrap.Side.of(championBins),
            PairedBootstrap.Side.of(challengerBins));
    List<SegmentComparison> segments = new ArrayList<>();
    for (int column = 0; column < exact.views().size(); column++) {
      String name = exact.views().get(column).name();
      List<Segment<JointCounts>> cells = joint.views().get(column).segments();
      int next = 0;
      for (Segment<PairedCounts> segment : exact.views().get(column).segments()) {
        Confidence own = confidence.of(name + segment.value().map(text -> "=" + text).orElse("!"));
        segments.add(
            new SegmentComparison(
                name,
                segment.value().orElse(NULL),
                segment.state().rows(),
                tooFew(segment.state().champion())
                    ? Measure.undefined("too few rows to judge")
                    : difference(bootstrap, segment.state(), cells.get(next).state(), own)));
        next++;
      }
    }
    PairedCounts all = exact.overall();
    return new Comparison(
        all.rows(),
        metric.name(),
        metric.measure(all.champion(), champion.threshold, confidence),
        metric.measure(all.challenger(), challenger.threshold, confidence),
        difference(bootstrap, all, joint.overall(), confidence),
        segments,
        Optional.of(level),
        Optional.empty());
  }

  private static Measure difference(
      PairedBootstrap bootstrap, PairedCounts exact, JointCounts joint, Confidence confidence) {
    return bootstrap
        .differences(
            exact.champion(), exact.challenger(), joint.cells(), joint.counts(), confidence)
        .get(0)
        .measure(confidence.z());
  }

  private boolean tooFew(ScoreCounts counts) {
    return counts.rows() < spec.minRows()
        || Math.min(counts.positives(), counts.negatives()) < BinaryScorecard.FEWEST_OF_A_CLASS;
  }

  private <S extends State<S>> SegmentStates<S> scan(
      Dataset<Row> rows, Statistic<S> statistic, ToLongFunction<S> size) {
    return SegmentStates.scan(rows, FIRST_SEGMENT, spec.uncrossed(), statistic, size);
  }

  private static Column finite(String column) {
    // Spark sorts NaN above infinity.
    return abs(col(column)).lt(lit(Double.POSITIVE_INFINITY));
  }
}
