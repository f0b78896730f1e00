package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.split.FoldPlan;
import dev.holdout.table.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predicted numbers of training rows, by models that have not seen them: what the width of an
 * interval may be learned from.
 *
 * <p>Invariant: they come from a cross-validation's stored scores; those of Test cannot become
 * this. Each row is there once: of repeats the first counts.
 */
public final class OutOfFoldNumbers {
  /** The actual value, a double. */
  public static final String LABEL = Columns.LABEL;

  /** The predicted one, a double. */
  public static final String PREDICTION = Fitted.SCORE;

  private final Dataset<Row> rows;

  private OutOfFoldNumbers(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * Those of the candidate that won.
   *
   * @param plan the folds of the search
   */
  public static OutOfFoldNumbers ofWinner(Tables tables, CrossValidation search, FoldPlan plan) {
    return of(OutOfFoldScores.rows(tables, search.outOfFold(), search.selected()), plan);
  }

  /** Those of one candidate's rows of a table of out-of-fold scores. */
  static OutOfFoldNumbers of(Dataset<Row> scores, FoldPlan plan) {
    Object[] apart = OutOfFoldScores.apart(plan.folds()).toArray();
    return new OutOfFoldNumbers(
        scores.filter(col(OutOfFold.FOLD).isin(apart)).select(col(LABEL), col(PREDICTION)));
  }

  /** The rows: {@link #LABEL} and {@link #PREDICTION}. */
  public Dataset<Row> rows() {
    return rows;
  }
}
