package dev.holdout.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Strategies of rebalancing beside each other, and whether any helps.
 *
 * @param answer in one sentence
 * @param candidate id of the candidate that all were fitted with
 * @param reference id of the strategy that the others are compared with; empty where nothing could
 *     be compared
 * @param calibrator that every strategy's scores went through
 * @param calibratorAsked whether the pipeline names it
 * @param deciding metrics that answer the question; the others are shown
 * @param confidence of the intervals, and one minus the share of false verdicts allowed
 * @param testToTrain rows that a fold validates on for each that it trains on
 * @param strategies in the order given
 * @param groups all rows, then the segments
 * @param comparisons tests of what answers the question, corrected together (Benjamini–Hochberg)
 * @param otherComparisons those of the other metrics, apart from these
 * @param segmentComparisons tests of segments, corrected together
 * @param notes what a reader should know
 */
public record Study(
    String answer,
    String candidate,
    Optional<String> reference,
    String calibrator,
    boolean calibratorAsked,
    List<String> deciding,
    double confidence,
    double testToTrain,
    List<Compared> strategies,
    List<Group> groups,
    int comparisons,
    int otherComparisons,
    int segmentComparisons,
    List<String> notes) {
  public Study {
    deciding = List.copyOf(deciding);
    strategies = List.copyOf(strategies);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }

  /**
   * One strategy.
   *
   * @param strategy its id
   * @param failure why it was not compared; empty where it was
   * @param fit what it took
   * @param values metric → its value over all rows
   */
  public record Compared(
      String strategy,
      Optional<String> failure,
      StrategyFit fit,
      SortedMap<String, Measure> values) {}

  /**
   * Some of the rows.
   *
   * @param column the segment's column; empty for all rows
   * @param value its value; empty for null and for all rows
   * @param rows how many
   * @param positives those whose label is positive
   * @param differences of every strategy but the reference, in the order of strategies; empty where
   *     rows are too few
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Group(
      Optional<String> column,
      Optional<String> value,
      long rows,
      long positives,
      List<Difference> differences) {
    public Group {
      differences = List.copyOf(differences);
    }
  }

  /**
   * A strategy minus the reference.
   *
   * @param strategy its id
   * @param metric the metric
   * @param overRows over all rows of the group, interval of the paired bootstrap
   * @param overFolds mean over folds, interval of the corrected resampled t-test
   * @param pAdjusted the larger of the two p-values, adjusted; empty where there is none
   * @param verdict what the evidence says
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Difference(
      String strategy,
      String metric,
      Measure overRows,
      Measure overFolds,
      Optional<Double> pAdjusted,
      Verdict verdict) {}

  /** What the evidence says about a difference. */
  public enum Verdict {
    BETTER,
    WORSE,
    NO_DIFFERENCE_SHOWN,
    /** Too few rows, or a metric without a value over rows or in some fold. */
    TOO_FEW_ROWS
  }

  /** The differences over all rows. */
  public List<Difference> overall() {
    return groups.isEmpty() ? List.of() : groups.get(0).differences();
  }
}
