package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.contract.Columns;
import dev.holdout.decide.Decider;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Says of Test's stored scores how many rows a person is to decide, and how the model decides the
 * others. Cost: one scan of the scores.
 */
final class ReviewedTest {
  private ReviewedTest() {}

  /**
   * The sentences.
   *
   * @param scores with probability, decision and review
   * @param labelled whether the labels stand beside them and may be told of
   */
  static String note(Dataset<Row> scores, boolean labelled) {
    Column review = col(Decider.REVIEW);
    Column acted = col(Decider.DECISION);
    Column positive = labelled ? col(Columns.LABEL).equalTo(lit(1.0)) : lit(false);
    Row counts =
        scores
            .agg(
                count_if(review.isNotNull()),
                count_if(review),
                count_if(review.and(positive)),
                count_if(acted.and(positive)),
                count_if(acted.and(positive.equalTo(lit(false)))),
                count_if(acted.equalTo(lit(false)).and(positive)))
            .first();
    long rows = counts.getLong(0);
    long reviewed = counts.getLong(1);
    String band =
        String.format(
            Locale.ROOT,
            "A person decides %,d of the %,d rows (%.1f %%), whose probability is too close to call;"
                + " precision, recall and the other figures of decisions count these rows as the"
                + " threshold alone would decide them.",
            reviewed,
            rows,
            rows == 0 ? 0.0 : 100.0 * reviewed / rows);
    return !labelled
        ? band
        : band
            + String.format(
                Locale.ROOT,
                " Of the rows left to the person %,d are positive; of the other %,d the model decides"
                    + " %,d rightly and %,d wrongly positive, and misses %,d positives.",
                counts.getLong(2),
                rows - reviewed,
                counts.getLong(3),
                counts.getLong(4),
                counts.getLong(5));
  }
}
