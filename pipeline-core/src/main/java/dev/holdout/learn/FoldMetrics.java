package dev.holdout.learn;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.split.Fold;
import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The metrics of every candidate in every fold, from one scan of the out-of-fold scores.
 *
 * <p>All metrics that have a direction are kept, so that another one can decide without a new fit.
 * Those of decisions take a score of at least one half as positive.
 */
final class FoldMetrics {
  private static final double THRESHOLD = 0.5;

  /** Groups up to which every score keeps as many bins as an evaluation gives it. */
  private static final int FINE_GROUPS = 64;

  private static final int FEWEST_BINS = 4_096;

  private final FamilySearch search;
  private final SortedMap<String, ScoreCounts> counts;

  private FoldMetrics(FamilySearch search, SortedMap<String, ScoreCounts> counts) {
    this.search = search;
    this.counts = counts;
  }

  static FoldMetrics scan(FamilySearch search, Dataset<Row> scores) {
    int groups = search.candidates().size() * search.plan().folds().size();
    int bins =
        Math.max(
            FEWEST_BINS,
            (int) ((long) ScoreCounts.MAX_BINS * FINE_GROUPS / Math.max(FINE_GROUPS, groups)));
    return new FoldMetrics(
        search,
        Scan.byGroup(
            scores,
            row ->
                List.of(
                    group(
                        row.getInt(row.fieldIndex(OutOfFold.FOLD)),
                        row.getString(row.fieldIndex(OutOfFold.CANDIDATE)))),
            ScoreCounts.statistic(Fitted.SCORE, Columns.LABEL, bins, THRESHOLD)));
  }

  /** Where no candidate was scored. */
  static FoldMetrics none(FamilySearch search) {
    return new FoldMetrics(search, new TreeMap<>());
  }

  private static String group(int fold, String candidate) {
    return fold + " " + candidate;
  }

  /** What was found about a candidate. */
  CandidateResult of(CandidateFits fits) {
    String id = fits.candidate().id();
    Optional<String> failure = fits.failure().or(() -> unusable(id));
    SortedMap<String, FoldMetric> metrics = new TreeMap<>();
    if (failure.isEmpty()) {
      Metrics.all().stream()
          .filter(metric -> metric.direction() != Metric.Direction.NEITHER)
          .forEach(
              metric -> over(id, metric).ifPresent(found -> metrics.put(metric.name(), found)));
    }
    return new CandidateResult(fits.candidate(), id, failure, metrics, fits.seconds());
  }

  /** Why scores cannot be judged: some are missing, not finite, or no probabilities. */
  private Optional<String> unusable(String id) {
    for (Fold fold : search.plan().folds()) {
      ScoreCounts found = counts.get(group(fold.index(), id));
      long expected = search.counts().validation(fold).rows();
      long rows = found == null ? 0 : found.rows() - found.outsideUnitInterval();
      if (rows != expected) {
        return Optional.of(
            "fold "
                + fold.index()
                + ": "
                + (expected - rows)
                + " of "
                + expected
                + " scores are missing, not finite or outside [0, 1]");
      }
    }
    return Optional.empty();
  }

  /** The metric over folds; empty when it is undefined in any. */
  private Optional<FoldMetric> over(String id, Metric metric) {
    List<Double> values = new ArrayList<>();
    for (Fold fold : search.plan().folds()) {
      ScoreCounts found = counts.get(group(fold.index(), id));
      Optional<Double> value =
          found == null ? Optional.empty() : metric.value(found, THRESHOLD).value();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(FoldMetric.of(values));
  }
}
