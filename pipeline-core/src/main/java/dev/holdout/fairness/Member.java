package dev.holdout.fairness;

import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Confidence;
import java.util.Map;
import java.util.Optional;

/**
 * A group with what its figures are functions of.
 *
 * @param value attribute → value
 * @param counts of its rows
 * @param cells its decisions at the threshold, in effective rows
 * @param threshold a decision is positive when the score is at least this
 * @param confidence of intervals
 * @param enough whether it has rows enough to be judged
 */
record Member(
    Map<String, Optional<String>> value,
    ScoreCounts counts,
    GroupCells cells,
    double threshold,
    Confidence confidence,
    boolean enough) {
  static Member of(Group group, double threshold, FairnessSpec spec) {
    GroupCells cells = GroupCells.of(group.counts().confusion(threshold));
    return new Member(
        group.value(),
        group.counts(),
        cells,
        threshold,
        spec.confidence().of(group.value().toString()),
        group.counts().rows() >= spec.minRows());
  }

  long rows() {
    return counts.rows();
  }

  long positives() {
    return counts.positives();
  }

  String words() {
    return Group.words(value);
  }
}
