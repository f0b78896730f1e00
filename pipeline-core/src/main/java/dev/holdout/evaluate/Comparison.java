package dev.holdout.evaluate;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
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
 * @param basis what was compared, in one sentence, where it is not both models' scores of the same
 *     rows
 */
public record Comparison(
    long rows,
    String metric,
    Measure champion,
    Measure challenger,
    Measure difference,
    List<SegmentComparison> segments,
    Optional<IntervalLevel> level,
    Optional<String> basis) {
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
    this(
        rows,
        metric,
        champion,
        challenger,
        difference,
        segments,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Two figures whose rows cannot be paired: the interval of the difference combines the two
   * intervals by the method of variance estimates recovery, as for independent ones (Zou & Donner
   * 2008).
   *
   * @param basis what the figures are, in one sentence
   */
  public static Comparison unpaired(
      long rows,
      String metric,
      Measure champion,
      Measure challenger,
      IntervalLevel level,
      String basis) {
    return new Comparison(
        rows,
        metric,
        champion,
        challenger,
        difference(champion, challenger),
        List.of(),
        Optional.of(level),
        Optional.of(basis));
  }

  private static Measure difference(Measure champion, Measure challenger) {
    for (Measure one : List.of(champion, challenger)) {
      if (one.value().isEmpty()) {
        return one;
      }
      if (one.lower().isEmpty() || one.upper().isEmpty()) {
        return Measure.undefined("a figure has no interval");
      }
    }
    double old = champion.value().orElseThrow();
    double now = challenger.value().orElseThrow();
    return Measure.of(
        now - old,
        now
            - old
            - Math.hypot(
                now - challenger.lower().orElseThrow(), champion.upper().orElseThrow() - old),
        now
            - old
            + Math.hypot(
                challenger.upper().orElseThrow() - now, old - champion.lower().orElseThrow()),
        "mover");
  }

  /** One segment's difference; the value of null is {@code (null)}. */
  public record SegmentComparison(String column, String value, long rows, Measure difference) {}
}
