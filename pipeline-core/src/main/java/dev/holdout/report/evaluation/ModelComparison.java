package dev.holdout.report.evaluation;

import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Measure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two models on the same rows.
 *
 * @param baseline the column with the other model's scores
 * @param overall over all rows
 * @param segments by segment
 * @param notes what a reader must know
 */
public record ModelComparison(
    String baseline, Compared overall, List<Compared> segments, List<String> notes) {
  public ModelComparison {
    segments = List.copyOf(segments);
    notes = List.copyOf(notes);
  }

  /**
   * The models over some rows.
   *
   * @param segment column → value, the value empty for null; no entries for all rows
   * @param rows how many
   * @param metrics metric name → the models' figures
   * @param verdict whether this model is worse than the baseline beyond noise
   */
  public record Compared(
      Map<String, Optional<String>> segment,
      long rows,
      SortedMap<String, Pair> metrics,
      Verdict verdict) {
    public Compared {
      metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
  }

  /**
   * A metric of both.
   *
   * @param model this model's
   * @param baseline the other's
   * @param difference this minus the other, paired
   * @param pValue two-sided, adjusted where there are several comparisons; empty where there is no
   *     test
   */
  public record Pair(
      Measure model, Measure baseline, Measure difference, Optional<Double> pValue) {}
}
