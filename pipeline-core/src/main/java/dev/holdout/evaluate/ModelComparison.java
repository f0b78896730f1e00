package dev.holdout.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param basis what was compared, in one sentence, where it is not both models' predictions of the
 *     same rows
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ModelComparison(
    long rows,
    long omitted,
    Group overall,
    List<Group> segments,
    int comparisons,
    IntervalLevel level,
    List<String> notes,
    Optional<String> basis) {
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
      String story) {
    /** How the models differ in a metric. */
    public Difference in(String metric) {
      Difference found = metrics.get(metric);
      if (found != null) {
        return found;
      }
      Measure none =
          Measure.undefined(metrics.isEmpty() ? "too few rows to judge" : "not compared");
      return new Difference(
          none, none, none, Optional.empty(), Optional.empty(), Verdict.TOO_FEW_ROWS);
    }

    /** Columns and their values, in a sentence. */
    public String where() {
      return ComparisonStory.where(segment);
    }
  }

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

  /**
   * Two values whose rows cannot be paired: the interval of the difference combines the two
   * intervals by the method of variance estimates recovery, as for independent ones (Zou & Donner
   * 2008). There is no test.
   *
   * @param basis what the values are, in one sentence
   */
  public static ModelComparison unpaired(
      long rows,
      String metric,
      Measure baseline,
      Measure score,
      IntervalLevel level,
      String basis) {
    Difference difference =
        new Difference(
            baseline,
            score,
            difference(baseline, score),
            Optional.empty(),
            Optional.empty(),
            Verdict.NO_DIFFERENCE_SHOWN);
    return new ModelComparison(
        rows,
        0,
        new Group(
            Map.of(),
            rows,
            0,
            new TreeMap<>(Map.of(metric, difference)),
            McNemar.unpaired(),
            Verdict.NO_DIFFERENCE_SHOWN,
            basis),
        List.of(),
        0,
        level,
        List.of(),
        Optional.of(basis));
  }

  private static Measure difference(Measure baseline, Measure score) {
    Measure difference = score.less(baseline);
    if (difference.undefined().isPresent()) {
      return difference;
    }
    if (baseline.lower().isEmpty() || score.lower().isEmpty()) {
      return Measure.undefined("a figure has no interval");
    }
    double old = baseline.value().orElseThrow();
    double now = score.value().orElseThrow();
    return Measure.of(
        now - old,
        now
            - old
            - Math.hypot(now - score.lower().orElseThrow(), baseline.upper().orElseThrow() - old),
        now
            - old
            + Math.hypot(score.upper().orElseThrow() - now, old - baseline.lower().orElseThrow()),
        "mover");
  }

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
