package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Scan;
import dev.holdout.stat.Statistic;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores of training rows by models that have not seen them: what a decision may be learned from.
 *
 * <p>Invariant: they come from a cross-validation's stored scores; scores of Test cannot become
 * this. The counts of all rows are the merge of those of the folds, and the same for any number of
 * executors. Size: at most 2<sup>21</sup> bins of 24 bytes for up to 512 folds together, 4,096 for
 * each of more; whatever the number of rows.
 */
public final class OutOfFoldScores {
  private static final int MOST_BINS_IN_ALL = 1 << 21;
  private static final int FEWEST_BINS = 1 << 12;

  private final ScoreCounts counts;
  private final SortedMap<Integer, AdaptiveHistogram> byFold;
  private final Set<Integer> apart;

  private OutOfFoldScores(
      ScoreCounts counts, SortedMap<Integer, AdaptiveHistogram> byFold, Set<Integer> apart) {
    this.counts = counts;
    this.byFold = Collections.unmodifiableSortedMap(byFold);
    this.apart = apart;
  }

  /**
   * Those of the candidate that won; one scan of its family's out-of-fold scores.
   *
   * @param plan the folds of the search
   */
  public static OutOfFoldScores ofWinner(Tables tables, CrossValidation search, FoldPlan plan) {
    return of(rows(tables, search.outOfFold(), search.selected()), plan);
  }

  /**
   * Those of one candidate; one scan of the scores.
   *
   * @param scores a family's out-of-fold scores
   * @param candidate its {@link Candidate#id}
   * @param plan the folds of the search
   */
  public static OutOfFoldScores of(
      Tables tables, TableVersion scores, String candidate, FoldPlan plan) {
    return of(rows(tables, scores, candidate), plan);
  }

  /**
   * The rows of one candidate: {@code _row_key, candidate, fold, _label, _score}.
   *
   * @param scores a family's out-of-fold scores
   */
  public static Dataset<Row> rows(Tables tables, TableVersion scores, String candidate) {
    return tables.read(scores).filter(col(OutOfFold.CANDIDATE).equalTo(candidate));
  }

  /**
   * The same rows, each of Training once at the most: those of folds no two of which validate on
   * the same row, so of repeats the first.
   *
   * @param plan the folds of the search
   */
  public static Dataset<Row> rowsOnce(
      Tables tables, TableVersion scores, String candidate, FoldPlan plan) {
    return rows(tables, scores, candidate)
        .filter(col(OutOfFold.FOLD).isin(apart(plan.folds()).toArray()));
  }

  /** Those of one candidate's rows of a table of out-of-fold scores. */
  static OutOfFoldScores of(Dataset<Row> scores, FoldPlan plan) {
    Statistic<ScoreCounts> statistic =
        ScoreCounts.statistic(Fitted.SCORE, Columns.LABEL, bins(plan.folds().size()), Double.NaN);
    SortedMap<String, ScoreCounts> groups =
        Scan.byGroup(
            scores,
            row -> List.of(String.valueOf(row.getInt(row.fieldIndex(OutOfFold.FOLD)))),
            statistic);
    SortedMap<Integer, AdaptiveHistogram> byFold = new TreeMap<>();
    groups.forEach((fold, counted) -> byFold.put(Integer.valueOf(fold), counted.histogram()));
    return new OutOfFoldScores(Scan.merge(groups.values(), statistic), byFold, apart(plan.folds()));
  }

  /** Counts by score of negatives (channel 0) and positives (channel 1). */
  public AdaptiveHistogram counts() {
    return counts.histogram();
  }

  /**
   * The same of each fold's validation rows, by the fold's index. Not copies: do not change them.
   * Folds of repeats, and combinations of blocks, share rows with other folds: {@link
   * #byFoldApart}.
   */
  public SortedMap<Integer, AdaptiveHistogram> byFold() {
    return byFold;
  }

  /**
   * As {@link #byFold}, for folds no two of which validate on the same row, so that what is learned
   * on some can be judged on another: all folds, or those of the first repeat, or of combinations
   * the first that have no block in common.
   */
  public SortedMap<Integer, AdaptiveHistogram> byFoldApart() {
    SortedMap<Integer, AdaptiveHistogram> folds = new TreeMap<>(byFold);
    folds.keySet().retainAll(apart);
    return folds;
  }

  /** The folds of {@link #byFoldApart}, by index. */
  public static Set<Integer> apart(List<Fold> folds) {
    List<Fold> taken = new ArrayList<>();
    for (Fold fold : folds) {
      boolean free =
          taken.stream()
              .allMatch(
                  other ->
                      other.layer() == fold.layer()
                          && Collections.disjoint(other.validation(), fold.validation()));
      if (free) {
        taken.add(fold);
      }
    }
    return Set.copyOf(taken.stream().map(Fold::index).toList());
  }

  private static int bins(int folds) {
    return Math.min(
        ScoreCounts.MAX_BINS,
        Math.max(FEWEST_BINS, Integer.highestOneBit(MOST_BINS_IN_ALL / Math.max(1, folds))));
  }
}
