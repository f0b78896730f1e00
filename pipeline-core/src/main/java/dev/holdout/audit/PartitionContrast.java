package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.AucEstimate;
import dev.holdout.evaluate.Bins;
import dev.holdout.evaluate.RocAuc;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Interval;
import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How well a classifier tells rows of Test from rows of Training: the classifier two-sample test
 * with {@link PartitionModel}. Where both come from one distribution the area is one half.
 *
 * <p>Each row is scored by the classifier of its part, which was fitted on the others; the areas
 * within the parts are averaged by their pairs. One scan; of a partition of more than {@value
 * #MAX_ROWS} rows about as many are scored, chosen by the hash of their row keys.
 *
 * <p>Source: Lopez-Paz & Oquab 2017.
 *
 * @param auc the area
 * @param interval its 95 % interval
 * @param trainingRows rows of Training that were scored
 * @param testRows rows of Test that were scored
 */
record PartitionContrast(double auc, Interval interval, long trainingRows, long testRows) {
  private static final long MAX_ROWS = 100_000;
  private static final int PART = 1;

  /**
   * Scores a sample of both partitions.
   *
   * @param columns those that the classifier reads
   */
  static Optional<PartitionContrast> of(Rows rows, Profile profile, List<ColumnSummary> columns) {
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    PartitionModel model = PartitionModel.of(columns);
    List<Column> selected = new ArrayList<>();
    selected.add(Rows.held());
    selected.add(rows.part());
    columns.forEach(column -> selected.add(column.column().values()));
    Dataset<Row> sample =
        rows.both()
            .filter(
                xxhash64(lit("contrast"), col(Columns.ROW_KEY))
                    .lt(
                        when(Rows.held(), lit(below(profile.held())))
                            .otherwise(lit(below(profile.all().rows())))))
            .select(selected.toArray(Column[]::new));
    return of(
        Scan.byGroup(
            sample,
            row -> List.of(String.valueOf(row.getInt(PART))),
            new PartitionScores.Of(model)));
  }

  /** The hash below which rows are scored. */
  private static long below(long rows) {
    double share = (double) MAX_ROWS / Math.max(1, rows);
    return share >= 1 ? Long.MAX_VALUE : (long) ((share - 0.5) * Math.scalb(1.0, 64));
  }

  private static Optional<PartitionContrast> of(SortedMap<String, PartitionScores> parts) {
    double weighted = 0;
    double pairs = 0;
    ScoreCounts all = PartitionScores.STATISTIC.empty();
    for (PartitionScores scores : parts.values()) {
      ScoreCounts part = scores.counts();
      all.merge(part);
      double weight = (double) part.positives() * part.negatives();
      if (weight > 0) {
        Bins bins = part.bins();
        weighted += weight * RocAuc.area(bins.counts()[0], bins.counts()[1]);
        pairs += weight;
      }
    }
    if (pairs == 0) {
      return Optional.empty();
    }
    double auc = weighted / pairs;
    return Optional.of(
        new PartitionContrast(
            auc,
            AucEstimate.interval(auc, all, Significance.Z95),
            all.negatives(),
            all.positives()));
  }
}
