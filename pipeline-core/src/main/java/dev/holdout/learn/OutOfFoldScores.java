package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Scan;
import dev.holdout.table.Tables;

/**
 * Scores of training rows by models that have not seen them: what a decision may be learned from.
 *
 * <p>Invariant: they come from a cross-validation's stored scores; scores of Test cannot become
 * this. Size: that of {@link ScoreCounts}, whatever the number of rows.
 */
public final class OutOfFoldScores {
  private final ScoreCounts counts;

  OutOfFoldScores(ScoreCounts counts) {
    this.counts = counts;
  }

  /** Those of the candidate that won; one scan of its family's out-of-fold scores. */
  public static OutOfFoldScores ofWinner(Tables tables, CrossValidation search) {
    return new OutOfFoldScores(
        Scan.of(
            tables
                .read(search.outOfFold())
                .filter(col(OutOfFold.CANDIDATE).equalTo(search.selected())),
            ScoreCounts.statistic(Fitted.SCORE, Columns.LABEL)));
  }

  /** Counts by score of negatives (channel 0) and positives (channel 1). */
  public AdaptiveHistogram counts() {
    return counts.histogram();
  }
}
