package dev.holdout.evaluate;

import java.util.List;

/**
 * What is evaluated.
 *
 * @param segments columns whose values divide the rows into segments; null is a segment of its own
 * @param protectedAttributes those of the segments that are protected attributes
 * @param minRows a segment with fewer rows is "too few rows to judge"
 * @param maxSegments at most this many values of a column are reported, the largest; the rest
 *     together as one
 * @param confidence of intervals, such as 0.95
 * @param draws bootstrap draws where an interval needs them
 * @param seed for the draws
 */
public record EvaluationSpec(
    List<String> segments,
    List<String> protectedAttributes,
    int minRows,
    int maxSegments,
    double confidence,
    int draws,
    long seed) {
  public EvaluationSpec {
    segments = List.copyOf(segments);
    protectedAttributes = List.copyOf(protectedAttributes);
  }

  /** The same without segments. */
  public EvaluationSpec overall() {
    return new EvaluationSpec(List.of(), List.of(), minRows, maxSegments, confidence, draws, seed);
  }
}
