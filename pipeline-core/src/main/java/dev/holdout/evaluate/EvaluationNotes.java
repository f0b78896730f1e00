package dev.holdout.evaluate;

import dev.holdout.measure.Counted;
import dev.holdout.measure.Described;
import dev.holdout.measure.Scorecard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a reader of an evaluation must know beside its figures. */
final class EvaluationNotes {
  private EvaluationNotes() {}

  /**
   * Of weighted rows; none where all weigh the same.
   *
   * @param effective how many equally weighted rows would tell as much
   */
  static List<String> ofWeights(long rows, double effective) {
    return effective > 0 && effective < rows * (1 - 1e-9)
        ? List.of(
            String.format(
                Locale.ROOT,
                "Rows are weighted: %,d rows are as much evidence as %,.1f rows of equal weight"
                    + " (Kish); intervals are as wide as so few rows make them.",
                rows,
                effective))
        : List.of();
  }

  /** Of a binary classifier. */
  static List<String> ofScores(ScoreCounts all, List<ScoreCounts> segments) {
    List<String> notes = new ArrayList<>(ofWeights(all.rows(), all.mass()));
    if (all.omitted().all() > 0) {
      notes.add(all.omitted().note());
    }
    double bound = largest(RocAuc::errorBound, segments);
    if (Math.max(bound, RocAuc.errorBound(all)) > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Scores are counted in bins: ROC AUC is within %.1e of its exact value overall"
                  + " (likely %.1e) and within %.1e in every segment (likely %.1e). Decisions,"
                  + " losses and calibration over bins of equal width are exact; other figures of"
                  + " calibration take each score to within %.1e of its size.",
              RocAuc.errorBound(all),
              RocAuc.likelyError(all),
              bound,
              largest(RocAuc::likelyError, segments),
              segments.stream()
                  .mapToDouble(segment -> segment.histogram().relativeError())
                  .reduce(all.histogram().relativeError(), Math::max)));
    }
    return notes;
  }

  private static double largest(ToDoubleFunction<ScoreCounts> error, List<ScoreCounts> segments) {
    return segments.stream().mapToDouble(error).max().orElse(0);
  }

  /**
   * Of any task.
   *
   * @param own those of the task
   */
  static List<String> of(
      List<String> ofSegments,
      List<String> own,
      Scorecard<?> scorecard,
      int comparisons,
      double level) {
    List<String> notes = new ArrayList<>(ofSegments);
    notes.addAll(own);
    if (comparisons > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Each segment is compared with all other %s in %s: %,d comparisons, p-values"
                  + " adjusted over all of them (Benjamini–Hochberg); worse at an adjusted p of at"
                  + " most %.2g.",
              Counted.words(2, scorecard.unit()),
              String.join(", ", scorecard.compared().stream().map(Described::name).toList()),
              comparisons,
              1 - level));
    }
    return notes;
  }
}
