package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Training;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Scan;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores of training rows by models that have not seen them, with the amounts that decisions about
 * each row move: for rules whose costs come from columns.
 *
 * <p>Invariant: the scores are a cross-validation's, the amounts Training's, so that other costs
 * need no other fit. Cost: one query, which reads the winner's scores and Training's amounts once
 * each and joins them by row key. Size: 264 bytes a bin, at most 2<sup>14</sup> bins for each of at
 * most {@value FoldedScores#MOST_PARTS} parts.
 */
public final class CostedScores {
  private static final int MAX_BINS = 1 << 14;

  /** The group of folds that share rows with others. */
  private static final String SHARED = "";

  private final AdaptiveHistogram all;
  private final FoldedScores apart;

  private CostedScores(AdaptiveHistogram all, FoldedScores apart) {
    this.all = all;
    this.apart = apart;
  }

  /**
   * Those of the candidate that won.
   *
   * @param plan the folds of the search
   * @throws dev.holdout.error.HoldoutException when a column is missing, no number, or holds
   *     something else than amounts of 0 or more in rows whose decision it weighs
   */
  public static CostedScores ofWinner(
      Tables tables, CrossValidation search, Training training, FoldPlan plan, CostMatrix matrix) {
    AmountColumns columns = AmountColumns.of(training.rows().schema(), Optional.of(matrix));
    Dataset<Row> amounts = training.rows().select(columns.selected(List.of(col(Columns.ROW_KEY))));
    Dataset<Row> scores =
        tables.read(search.outOfFold()).filter(col("candidate").equalTo(search.selected()));
    List<Column> first = List.of(col(Decider.SCORE), col(Columns.LABEL));
    List<Column> last = List.of(col("fold").cast("int"));
    int fold = first.size() + columns.names().size();
    Dataset<Row> rows = scores.join(amounts, Columns.ROW_KEY).select(columns.between(first, last));
    Set<Integer> apart = OutOfFoldScores.apart(plan.folds());
    SortedMap<String, AmountCounts> states =
        Scan.byGroup(
            rows,
            row -> List.of(part(row.getInt(fold), apart)),
            AmountCounts.statistic(columns, MAX_BINS));
    AmountCounts all = Scan.merge(states.values(), AmountCounts.statistic(columns, MAX_BINS));
    all.refuseFaults();
    states.remove(SHARED);
    SortedMap<Integer, AdaptiveHistogram> parts = new TreeMap<>();
    states.forEach((part, state) -> parts.put(Integer.valueOf(part), state.histogram()));
    return new CostedScores(all.histogram(), new FoldedScores(parts));
  }

  private static String part(int fold, Set<Integer> apart) {
    return apart.contains(fold) ? Integer.toString(fold % FoldedScores.MOST_PARTS) : SHARED;
  }

  /** Counts and amounts by score. */
  AdaptiveHistogram all() {
    return all;
  }

  /** The same of folds no two of which share a row. */
  FoldedScores apart() {
    return apart;
  }
}
