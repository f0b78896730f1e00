package dev.holdout.evaluate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdout.classify.ClassDetail;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberDetail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The evaluation of one set of predictions.
 *
 * @param task what was predicted
 * @param rows rows evaluated
 * @param threshold a decision is positive when the score is at least this; NaN where the one that
 *     was assumed does not apply, since scores lie outside [0, 1]
 * @param overall over all rows
 * @param segments by segment, in the order of the columns and, within one, by row count
 * @param curves over all rows
 * @param notes what a reader must know: error bounds of binned figures, segments left out
 * @param level of the intervals; empty where a record from before levels were recorded was read
 * @param reuse how Test was asked, where figures are answers of a reusable hold-out
 * @param classes what several classes have beside their metrics
 * @param numbers what predicted numbers have beside their metrics
 */
public record Evaluation(
    Task task,
    long rows,
    double threshold,
    SegmentResult overall,
    List<SegmentResult> segments,
    Curves curves,
    List<String> notes,
    Optional<IntervalLevel> level,
    Optional<Reuse> reuse,
    Optional<ClassDetail> classes,
    Optional<NumberDetail> numbers) {
  @JsonCreator
  public Evaluation {
    segments = List.copyOf(segments);
    notes = List.copyOf(notes);
  }

  /** The evaluation of a binary classifier. */
  public Evaluation(
      long rows,
      double threshold,
      SegmentResult overall,
      List<SegmentResult> segments,
      Curves curves,
      List<String> notes,
      Optional<IntervalLevel> level,
      Optional<Reuse> reuse) {
    this(
        Task.BINARY,
        rows,
        threshold,
        overall,
        segments,
        curves,
        notes,
        level,
        reuse,
        Optional.empty(),
        Optional.empty());
  }

  /** That of a binary classifier whose intervals are of a level that is not told. */
  public Evaluation(
      long rows,
      double threshold,
      SegmentResult overall,
      List<SegmentResult> segments,
      Curves curves,
      List<String> notes) {
    this(rows, threshold, overall, segments, curves, notes, Optional.empty(), Optional.empty());
  }

  /** The same over all rows alone. */
  public Evaluation withoutSegments() {
    return with(List.of());
  }

  /** The same with other segments. */
  Evaluation with(List<SegmentResult> others) {
    return new Evaluation(
        task, rows, threshold, overall, others, curves, notes, level, reuse, classes, numbers);
  }

  /** The same with further metrics over all rows, and notes on them. */
  public Evaluation withOverall(Map<String, Measure> further, List<String> more) {
    SortedMap<String, Measure> metrics = new TreeMap<>(overall.metrics());
    metrics.putAll(further);
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    SegmentResult other =
        new SegmentResult(
            overall.segment(),
            overall.rows(),
            overall.positives(),
            Collections.unmodifiableSortedMap(metrics),
            overall.gaps(),
            overall.verdict(),
            overall.story(),
            overall.curves());
    return new Evaluation(
        task, rows, threshold, other, segments, curves, all, level, reuse, classes, numbers);
  }

  /** The same with one note more, in front. */
  public Evaluation noting(String note) {
    List<String> all = new ArrayList<>(List.of(note));
    all.addAll(notes);
    return new Evaluation(
        task, rows, threshold, overall, segments, curves, all, level, reuse, classes, numbers);
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
   * @param segment column → value, the value empty for null; no entries for all rows, several for a
   *     crossing of columns
   * @param rows its rows
   * @param positives rows whose label is positive; 0 where the task has no positive class
   * @param metrics metric name → measure
   * @param gaps metric name → this segment minus all other rows, where that was compared
   * @param verdict in comparison with all other rows
   * @param story one sentence for a person
   * @param curves of the segments that are drawn
   */
  public record SegmentResult(
      Map<String, Optional<String>> segment,
      long rows,
      long positives,
      SortedMap<String, Measure> metrics,
      SortedMap<String, Gap> gaps,
      Verdict verdict,
      String story,
      Optional<Curves> curves) {
    @JsonCreator
    public SegmentResult {}

    /** A segment without curves. */
    public SegmentResult(
        Map<String, Optional<String>> segment,
        long rows,
        long positives,
        SortedMap<String, Measure> metrics,
        SortedMap<String, Gap> gaps,
        Verdict verdict,
        String story) {
      this(segment, rows, positives, metrics, gaps, verdict, story, Optional.empty());
    }
  }

  /**
   * A difference between a segment and all other rows.
   *
   * @param difference segment minus rest
   * @param ratio segment over rest; undefined where the rest's figure is 0 or a figure may be
   *     negative
   * @param pAdjusted p-value of the difference, Benjamini–Hochberg over all comparisons of the
   *     evaluation
   * @param verdict whether the segment is worse beyond noise
   */
  public record Gap(Measure difference, Measure ratio, double pAdjusted, Verdict verdict) {
    /** Whether the segment is worse beyond noise. */
    @JsonIgnore
    public boolean worse() {
      return verdict == Verdict.WORSE;
    }
  }

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
    /** Those of what has no scores of two classes. */
    static final Curves NONE = new Curves(List.of(), List.of(), List.of());

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
