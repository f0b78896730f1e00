package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.classify.ClassMetrics;
import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Comparison.SegmentComparison;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * Champion and challenger on the same rows by a metric that is the mean of what each row adds, or
 * the root of such a mean: the difference, overall and by segment.
 *
 * <p>Intervals are those of {@link LossMoments}, and of shares those of {@link PairedShare}.
 * Segments with fewer than {@code minRows} rows are not judged.
 *
 * <p>Cost: one query for all rows and one for each segment column.
 */
public final class PairedLosses {
  /** What a metric is of what rows add. */
  public enum Figure {
    MEAN,
    /** The root of the mean. */
    ROOT,
    /** The mean of what is 0 or 1. */
    SHARE
  }

  private static final String CHAMPION = "champion";
  private static final String CHALLENGER = "challenger";

  /** How null stands in {@link SegmentComparison#value}. */
  private static final String NULL = "(null)";

  private final EvaluationSpec spec;
  private final List<String> columns;
  private final String metric;
  private final Figure figure;
  private final IntervalLevel level;
  private final double z;

  /**
   * Compares by one metric.
   *
   * @param spec segments, which are columns of the rows, and what is too little to judge
   * @param metric its name
   * @param figure what it is of what rows add
   * @param level of all intervals
   */
  public PairedLosses(EvaluationSpec spec, String metric, Figure figure, IntervalLevel level) {
    this.spec = spec;
    this.columns = spec.segments().stream().map(SegmentBy::name).toList();
    this.metric = metric;
    this.figure = figure;
    this.level = level;
    this.z = Quantiles.normal(level.corrected());
  }

  /**
   * Compares the models on the rows for which both losses are finite; others are left out.
   *
   * @param rows one for each case, with the segment columns
   * @param champion what a row adds to its figure
   * @param challenger the same of the other
   */
  public Comparison compare(Dataset<Row> rows, Column champion, Column challenger) {
    List<Column> read = new ArrayList<>();
    read.add(champion.as(CHAMPION));
    read.add(challenger.as(CHALLENGER));
    for (int at = 0; at < columns.size(); at++) {
      read.add(Columns.named(columns.get(at)).cast("string").as("segment_" + at));
    }
    Dataset<Row> losses =
        rows.select(read.toArray(Column[]::new)).filter(finite(CHAMPION).and(finite(CHALLENGER)));
    List<SegmentComparison> segments = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      for (Row row : largest(losses.groupBy(col("segment_" + at)))) {
        LossMoments of = LossMoments.read(row, 1);
        segments.add(
            new SegmentComparison(
                columns.get(at),
                row.isNullAt(0) ? NULL : row.getString(0),
                of.rows(),
                of.rows() < spec.minRows()
                    ? Measure.undefined("too few rows to judge")
                    : of.difference(figure, z).within(differences())));
      }
    }
    LossMoments all =
        LossMoments.read(LossMoments.of(losses.groupBy(), CHAMPION, CHALLENGER).first(), 0);
    return new Comparison(
        all.rows(),
        metric,
        figure(all, all.champion()),
        figure(all, all.challenger()),
        all.difference(figure, z).within(differences()),
        segments,
        Optional.of(level),
        Optional.empty());
  }

  /** Those that are possible. */
  private Range differences() {
    Range range =
        ClassMetrics.byName(metric)
            .map(known -> known.definition().range())
            .orElse(Range.NOT_NEGATIVE);
    return range.minus(range);
  }

  private List<Row> largest(RelationalGroupedDataset groups) {
    return LossMoments.of(groups, CHAMPION, CHALLENGER)
        .orderBy(col("rows").desc())
        .limit(spec.maxSegments())
        .collectAsList();
  }

  private static Column finite(String column) {
    // Spark sorts NaN above infinity.
    return abs(col(column)).lt(lit(Double.POSITIVE_INFINITY));
  }

  private Measure figure(LossMoments of, double mean) {
    return of.rows() == 0
        ? Measure.undefined("no rows that both have scored")
        : Measure.of(figure == Figure.ROOT ? Math.sqrt(mean) : mean);
  }
}
