package dev.holdout.evaluate;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The evaluation of one set of predictions.
 *
 * @param rows rows evaluated
 * @param threshold a decision is positive when the score is at least this
 * @param overall over all rows
 * @param segments by segment, in the order of the columns and, within one, by row count
 * @param curves over all rows
 * @param notes what a reader must know: error bounds of binned figures, segments left out
 * @param level of the intervals; empty where a record from before levels were recorded was read
 * @param reuse how Test was asked, where figures are answers of a reusable hold-out
 */
public record Evaluation(
    long rows,
    double threshold,
    SegmentResult overall,
    List<SegmentResult> segments,
    Curves curves,
    List<String> notes,
    Optional<IntervalLevel> level,
    Optional<Reuse> reuse) {
  @JsonCreator
  public Evaluation {
    segments = List.copyOf(segments);
    notes = List.copyOf(notes);
  }

  /** An evaluation whose intervals are of a level that is not told. */
  public Evaluation(
      long rows,
      double threshold,
      SegmentResult overall,
      List<SegmentResult> segments,
      Curves curves,
      List<String> notes) {
    this(rows, threshold, overall, segments, curves, notes, Optional.empty(), Optional.empty());
  }

  /** The same with one note more, in front. */
  public Evaluation noting(String note) {
    List<String> all = new ArrayList<>(List.of(note));
    all.addAll(notes);
    return new Evaluation(rows, threshold, overall, segments, curves, all, level, reuse);
  }

  /**
   * That figures are answers of a {@link ReusableHoldout}.
   *
   * @param threshold its threshold T
   * @param noise its noise rate σ
   * @param budget how many answers may come from Test
   * @param spent how many did, these included
   * @param epsilon ε of the differential privacy of all answers that the budget allows
   * @param heldOut the metrics here whose answers came from Test
   */
  public record Reuse(
      double threshold, double noise, int budget, int spent, double epsilon, List<String> heldOut) {
    public Reuse {
      heldOut = List.copyOf(heldOut);
    }
  }

  /**
   * One segment.
   *
   * @param segment column → value, the value empty for null; no entries for all rows
   * @param rows its rows
   * @param positives rows whose label is positive
   * @param metrics metric name → measure
   * @param gaps metric name → this segment minus all other rows, where that was compared
   * @param verdict in comparison with all other rows
   * @param story one sentence for a person
   */
  public record SegmentResult(
      Map<String, Optional<String>> segment,
      long rows,
      long positives,
      SortedMap<String, Measure> metrics,
      SortedMap<String, Gap> gaps,
      Verdict verdict,
      String story) {}

  /**
   * A difference between a segment and all other rows.
   *
   * @param difference segment minus rest
   * @param pAdjusted p-value, Benjamini–Hochberg over all comparisons of the evaluation
   * @param worse whether the segment is worse beyond noise
   */
  public record Gap(Measure difference, double pAdjusted, boolean worse) {}

  /** What the evidence says about a segment. */
  public enum Verdict {
    WORSE,
    NOT_WORSE,
    TOO_FEW_ROWS,
    NOT_COMPARED
  }

  /**
   * Curves for plotting, at most a few hundred points each.
   *
   * @param roc points (false positive rate, true positive rate)
   * @param precisionRecall points (recall, precision)
   * @param reliability calibration bins
   */
  public record Curves(
      List<Point> roc, List<Point> precisionRecall, List<ReliabilityBin> reliability) {
    /** A point. */
    public record Point(double x, double y) {}

    /**
     * One bin of scores.
     *
     * @param meanScore mean score of its rows
     * @param observed share of positives, with its interval
     * @param rows its rows
     */
    public record ReliabilityBin(double meanScore, Measure observed, long rows) {}
  }
}
