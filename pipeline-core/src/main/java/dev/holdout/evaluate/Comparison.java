package dev.holdout.evaluate;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;

/**
 * Two models on the same rows: challenger minus champion.
 *
 * @param rows rows on which both were scored
 * @param metric the metric that decides
 * @param champion its value for the champion
 * @param challenger its value for the challenger
 * @param difference challenger minus champion, with the interval of the paired bootstrap
 * @param segments the same by segment
 * @param level of the intervals; empty where a record from before levels were recorded was read
 */
public record Comparison(
    long rows,
    String metric,
    Measure champion,
    Measure challenger,
    Measure difference,
    List<SegmentComparison> segments,
    Optional<IntervalLevel> level) {
  @JsonCreator
  public Comparison {
    segments = List.copyOf(segments);
  }

  /** A comparison whose intervals are of a level that is not told. */
  public Comparison(
      long rows,
      String metric,
      Measure champion,
      Measure challenger,
      Measure difference,
      List<SegmentComparison> segments) {
    this(rows, metric, champion, challenger, difference, segments, Optional.empty());
  }

  /** One segment's difference; the value of null is {@code (null)}. */
  public record SegmentComparison(String column, String value, long rows, Measure difference) {}
}
