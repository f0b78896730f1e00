package dev.holdout.learn;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.stat.Statistic;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Judges probabilities of a positive; decisions take one of at least one half as positive. */
final class BinaryJudge implements Judge<ScoreCounts> {
  private static final double THRESHOLD = 0.5;

  /** Groups up to which every score keeps as many bins as an evaluation gives it. */
  private static final int FINE_GROUPS = 64;

  private static final int FEWEST_BINS = 4_096;

  private static final List<Metric> DIRECTED =
      Metrics.all().stream().filter(metric -> metric.direction() != Direction.NEITHER).toList();

  @Override
  public List<Metric> metrics() {
    return DIRECTED;
  }

  @Override
  public Dataset<Row> columns(Dataset<Row> scores) {
    return scores;
  }

  @Override
  public Statistic<ScoreCounts> statistic(int groups) {
    int bins =
        Math.max(
            FEWEST_BINS,
            (int) ((long) ScoreCounts.MAX_BINS * FINE_GROUPS / Math.max(FINE_GROUPS, groups)));
    return ScoreCounts.statistic(Fitted.SCORE, Columns.LABEL, bins, THRESHOLD);
  }

  @Override
  public long usable(ScoreCounts counts) {
    return counts.rows() - counts.outsideUnitInterval();
  }

  @Override
  public String unusable() {
    return "missing, not finite or outside [0, 1]";
  }

  @Override
  public Measure value(Described metric, ScoreCounts counts) {
    return Metrics.byName(metric.name()).value(counts, THRESHOLD);
  }
}
