package dev.holdout.report.page;

import dev.holdout.report.words.Numbers;
import dev.holdout.split.SplitReport;
import dev.holdout.split.SplitReport.Part;
import java.util.LongSummaryStatistics;
import java.util.function.ToLongFunction;

/**
 * How evenly the folds validate.
 *
 * @param positives largest minus smallest count of positive rows
 * @param negatives the same of negative rows
 */
record Exactness(long positives, long negatives) {
  static Exactness of(SplitReport split) {
    return new Exactness(
        spread(split, Part::positives), spread(split, part -> part.rows() - part.positives()));
  }

  /** Whether no two folds differ by more than one row of either class. */
  boolean exact() {
    return positives <= 1 && negatives <= 1;
  }

  /** In one sentence. */
  String sentence() {
    return exact()
        ? "Exact: no two folds differ by more than one row of either class."
        : "Validation rows of folds differ by up to "
            + Numbers.count(positives, "positive row", "positive rows")
            + " and "
            + Numbers.count(negatives, "negative row", "negative rows")
            + ".";
  }

  private static long spread(SplitReport split, ToLongFunction<Part> count) {
    LongSummaryStatistics counts =
        split.folds().stream()
            .map(SplitReport.FoldCount::validation)
            .mapToLong(count)
            .summaryStatistics();
    return counts.getCount() == 0 ? 0 : counts.getMax() - counts.getMin();
  }
}
