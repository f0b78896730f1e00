package dev.holdout.evaluate;

import java.util.List;

/**
 * Two models on the same rows: challenger minus champion.
 *
 * @param rows rows on which both were scored
 * @param metric the metric that decides
 * @param champion its value for the champion
 * @param challenger its value for the challenger
 * @param difference challenger minus champion, with the interval of the paired bootstrap
 * @param segments the same by segment
 */
public record Comparison(
    long rows,
    String metric,
    Measure champion,
    Measure challenger,
    Measure difference,
    List<SegmentComparison> segments) {
  public Comparison {
    segments = List.copyOf(segments);
  }

  /** One segment's difference; the value of null is {@code (null)}. */
  public record SegmentComparison(String column, String value, long rows, Measure difference) {}
}
