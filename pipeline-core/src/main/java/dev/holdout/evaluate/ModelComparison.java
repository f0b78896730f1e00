package dev.holdout.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Two models on the same rows: the score minus the baseline, in every metric, overall and by
 * segment.
 *
 * @param rows rows that both have scored and that have a label
 * @param omitted rows that lack a score of either or a label
 * @param overall all rows
 * @param segments by segment, in the order of the columns and, within one, by row count
 * @param comparisons p-values are adjusted over so many: overall and segments × metrics
 * @param level of the intervals
 * @param notes what a reader must know: bounds of binned figures, segments left out
 */
public record ModelComparison(
    long rows,
    long omitted,
    Group overall,
    List<Group> segments,
    int comparisons,
    IntervalLevel level,
    List<String> notes) {
  public ModelComparison {
    segments = List.copyOf(segments);
    notes = List.copyOf(notes);
  }

  /**
   * Some of the rows.
   *
   * @param segment column → value, the value empty for null; no entries for all rows
   * @param rows how many
   * @param positives those whose label is positive
   * @param metrics metric name → how the models differ; empty where rows are too few
   * @param decisions rows in which one model alone decides rightly
   * @param verdict over all metrics
   * @param story one sentence for a person
   */
  public record Group(
      Map<String, Optional<String>> segment,
      long rows,
      long positives,
      SortedMap<String, Difference> metrics,
      McNemar decisions,
      Verdict verdict,
      String story) {}

  /**
   * One metric.
   *
   * @param baseline its value for the baseline
   * @param score its value for the score that is compared
   * @param difference score minus baseline, with a paired interval
   * @param pValue two-sided, of no difference; empty where there is none
   * @param pAdjusted the same by Benjamini–Hochberg over all comparisons
   * @param verdict by the adjusted p-value and the metric's direction
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Difference(
      Measure baseline,
      Measure score,
      Measure difference,
      Optional<Double> pValue,
      Optional<Double> pAdjusted,
      Verdict verdict) {}

  /** What the evidence says of the score against the baseline. */
  public enum Verdict {
    BETTER,
    WORSE,
    /** Better in some metrics and worse in others. */
    MIXED,
    NO_DIFFERENCE_SHOWN,
    TOO_FEW_ROWS
  }
}
