package dev.holdout.learn;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.split.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores for rows by models that have not seen their block: one row for each training row and
 * candidate, with the columns {@code _row_key, candidate, fold, _label, _score}, or {@code _scores}
 * in place of the last where there are several classes.
 *
 * <p>Cost: each fold's validation rows are read and encoded once for all candidates.
 */
final class OutOfFold {
  static final String CANDIDATE = "candidate";
  static final String FOLD = "fold";
  private static final String SCORED = "_scored";

  private OutOfFold() {}

  /** The scores of candidates that were fitted in every fold. */
  static Dataset<Row> scores(FamilySearch search, List<CandidateFits> fits) {
    return scores(search, fits, fold -> lit(fold.index()));
  }

  /**
   * The same with other numbers in the column of the fold.
   *
   * @param number of a fold's validation row, which may depend on its block
   */
  static Dataset<Row> scores(
      FamilySearch search, List<CandidateFits> fits, Function<Fold, Column> number) {
    return search.plan().folds().stream()
        .map(fold -> scores(search, fold, fits, number.apply(fold)))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static Dataset<Row> scores(
      FamilySearch search, Fold fold, List<CandidateFits> fits, Column number) {
    Dataset<Row> rows =
        search
            .encoder(fold)
            .transform(search.training().validationOf(fold).rows())
            .select(
                col(Columns.ROW_KEY),
                number.as(FOLD),
                col(Columns.LABEL),
                col(FoldPreprocessing.FEATURES));
    String made = search.target().scores();
    List<Column> scores = new ArrayList<>();
    for (int index = 0; index < fits.size(); index++) {
      CandidateFits fit = fits.get(index);
      String score = made + "_" + index;
      for (Transformer stage : fit.in(fold).stages()) {
        rows = stage.transform(rows);
      }
      rows = rows.withColumnRenamed(made, score);
      scores.add(struct(lit(fit.candidate().id()).as(CANDIDATE), col(score).as(made)));
    }
    return rows.select(
            col(Columns.ROW_KEY),
            col(FOLD),
            col(Columns.LABEL),
            explode(array(scores.toArray(Column[]::new))).as(SCORED))
        .select(
            col(Columns.ROW_KEY),
            col(SCORED + "." + CANDIDATE),
            col(FOLD),
            col(Columns.LABEL),
            col(SCORED + "." + made));
  }
}
