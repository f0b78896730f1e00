package dev.holdout.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is evaluated.
 *
 * @param segments what divides the rows into segments; null is a segment of its own
 * @param intersections how many of them are crossed at the most: 1 for none, 2 for all pairs
 * @param protectedAttributes names of those of the segments that are protected attributes
 * @param minRows a segment with fewer rows is "too few rows to judge", and is not reported if it is
 *     crossed
 * @param maxSegments at most this many values of a column are reported, the largest; the rest
 *     together as one. As many of each crossing; the rest of these are left out
 * @param confidence of intervals, such as 0.95
 * @param draws bootstrap draws where an interval needs them
 * @param seed for the draws
 */
public record EvaluationSpec(
    List<SegmentBy> segments,
    int intersections,
    List<String> protectedAttributes,
    int minRows,
    int maxSegments,
    double confidence,
    int draws,
    long seed) {
  /** More views than these are refused: each row is counted once in each. */
  public static final int MOST_VIEWS = 500;

  public EvaluationSpec {
    segments = List.copyOf(segments);
    protectedAttributes = List.copyOf(protectedAttributes);
    if (segments.stream().map(SegmentBy::name).distinct().count() < segments.size()) {
      throw new IllegalArgumentException("two segments of one name");
    }
    if (intersections < 1 || intersections > 4) {
      throw new IllegalArgumentException("intersections " + intersections);
    }
  }

  /** The same by the values of columns, none of them crossed. */
  public static EvaluationSpec of(
      List<String> segments,
      List<String> protectedAttributes,
      int minRows,
      int maxSegments,
      double confidence,
      int draws,
      long seed) {
    return new EvaluationSpec(
        SegmentBy.columns(segments),
        1,
        protectedAttributes,
        minRows,
        maxSegments,
        confidence,
        draws,
        seed);
  }

  /** The same without segments. */
  public EvaluationSpec overall() {
    return new EvaluationSpec(
        List.of(), 1, List.of(), minRows, maxSegments, confidence, draws, seed);
  }

  /** The same of a table that has {@link SegmentColumns#of} as columns. */
  public EvaluationSpec stored() {
    return new EvaluationSpec(
        SegmentBy.columns(segments.stream().map(SegmentBy::name).toList()),
        intersections,
        protectedAttributes,
        minRows,
        maxSegments,
        confidence,
        draws,
        seed);
  }

  /** The same without crossings. */
  EvaluationSpec uncrossed() {
    return new EvaluationSpec(
        segments, 1, protectedAttributes, minRows, maxSegments, confidence, draws, seed);
  }

  /** How many views so many segments make: each by itself, each pair, and so on to this depth. */
  public static long views(int segments, int depth) {
    double all = 0;
    double choose = 1;
    for (int at = 1; at <= depth; at++) {
      choose = choose * (segments - at + 1) / at;
      all += choose;
    }
    return (long) all;
  }

  /** Each segment by itself, then each pair, and so on; by place in {@link #segments}. */
  List<int[]> views() {
    List<int[]> views = new ArrayList<>();
    List<int[]> last = List.of(new int[0]);
    for (int depth = 1; depth <= intersections; depth++) {
      List<int[]> deeper = new ArrayList<>();
      for (int[] view : last) {
        for (int next = view.length == 0 ? 0 : view[view.length - 1] + 1;
            next < segments.size();
            next++) {
          int[] longer = Arrays.copyOf(view, view.length + 1);
          longer[view.length] = next;
          deeper.add(longer);
        }
      }
      views.addAll(deeper);
      last = deeper;
    }
    return views;
  }
}
