package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.covar_samp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.var_samp;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Comparison.SegmentComparison;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * Champion and challenger on the same rows by a metric that is the mean of what each row adds, or
 * the root of such a mean: the difference, overall and by segment.
 *
 * <p>Intervals of means are those of the paired t; of roots by the delta method, with the variance
 * of b/(2√B) − a/(2√A) for rows' losses a and b with means A and B. Segments with fewer than {@code
 * minRows} rows are not judged.
 *
 * <p>Cost: one query for all rows and one for each segment column.
 */
public final class PairedLosses {
  private static final String CHAMPION = "champion";
  private static final String CHALLENGER = "challenger";

  /** How null stands in {@link SegmentComparison#value}. */
  private static final String NULL = "(null)";

  private final EvaluationSpec spec;
  private final List<String> columns;
  private final String metric;
  private final boolean root;
  private final IntervalLevel level;

  /**
   * Compares by one metric.
   *
   * @param spec segments, which are columns of the rows, and what is too little to judge
   * @param metric its name
   * @param root whether it is the root of the mean
   * @param level of all intervals
   */
  public PairedLosses(EvaluationSpec spec, String metric, boolean root, IntervalLevel level) {
    this.spec = spec;
    this.columns = spec.segments().stream().map(SegmentBy::name).toList();
    this.metric = metric;
    this.root = root;
    this.level = level;
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
        Sums sums = Sums.of(row, 1);
        segments.add(
            new SegmentComparison(
                columns.get(at),
                row.isNullAt(0) ? NULL : row.getString(0),
                sums.rows,
                sums.rows < spec.minRows()
                    ? Measure.undefined("too few rows to judge")
                    : difference(sums)));
      }
    }
    Sums all = Sums.of(summed(losses.groupBy()).first(), 0);
    return new Comparison(
        all.rows,
        metric,
        figure(all, all.champion),
        figure(all, all.challenger),
        difference(all),
        segments,
        Optional.of(level),
        Optional.empty());
  }

  private List<Row> largest(RelationalGroupedDataset groups) {
    return summed(groups).orderBy(col("rows").desc()).limit(spec.maxSegments()).collectAsList();
  }

  private static Dataset<Row> summed(RelationalGroupedDataset groups) {
    return groups.agg(
        count(lit(1)).as("rows"),
        avg(CHAMPION),
        avg(CHALLENGER),
        var_samp(CHAMPION),
        var_samp(CHALLENGER),
        covar_samp(CHAMPION, CHALLENGER));
  }

  private static Column finite(String column) {
    // Spark sorts NaN above infinity.
    return abs(col(column)).lt(lit(Double.POSITIVE_INFINITY));
  }

  /** Means, variances and covariance (n − 1) of what rows add. */
  private record Sums(
      long rows,
      double champion,
      double challenger,
      double ofChampion,
      double ofChallenger,
      double together) {
    static Sums of(Row row, int at) {
      return new Sums(
          row.getLong(at),
          number(row, at + 1),
          number(row, at + 2),
          number(row, at + 3),
          number(row, at + 4),
          number(row, at + 5));
    }

    private static double number(Row row, int at) {
      return row.isNullAt(at) ? Double.NaN : row.getDouble(at);
    }
  }

  private Measure figure(Sums sums, double mean) {
    return sums.rows == 0
        ? Measure.undefined("no rows that both have scored")
        : Measure.of(root ? Math.sqrt(mean) : mean);
  }

  private Measure difference(Sums sums) {
    if (sums.rows < 2) {
      return Measure.undefined("fewer than two rows that both have scored");
    }
    double weightOfChampion = root ? 0.5 / Math.sqrt(sums.champion) : 1;
    double weightOfChallenger = root ? 0.5 / Math.sqrt(sums.challenger) : 1;
    double value =
        root
            ? Math.sqrt(sums.challenger) - Math.sqrt(sums.champion)
            : sums.challenger - sums.champion;
    if (!Double.isFinite(weightOfChampion) || !Double.isFinite(weightOfChallenger)) {
      return Measure.undefined("a model makes no error");
    }
    double variance =
        weightOfChampion * weightOfChampion * sums.ofChampion
            + weightOfChallenger * weightOfChallenger * sums.ofChallenger
            - 2 * weightOfChampion * weightOfChallenger * sums.together;
    double reach =
        -new TDistribution(sums.rows - 1.0)
                .inverseCumulativeProbability((1 - level.corrected()) / 2)
            * Math.sqrt(Math.max(0, variance) / sums.rows);
    return Measure.of(value, value - reach, value + reach, root ? "delta" : "paired-t");
  }
}
