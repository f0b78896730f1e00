package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One count of decisions by truth, what its rows weigh where they are weighted; 0 when there are no
 * rows. {@link EffectiveRows} says how much evidence that is.
 */
final class CellCount implements Metric {
  /** Positives decided positive. */
  static final CellCount TP =
      new CellCount(
          "tp",
          "True positives (TP)",
          "rows decided positive that are positive, by their weight",
          Confusion::tp);

  /** Negatives decided positive. */
  static final CellCount FP =
      new CellCount(
          "fp",
          "False positives (FP)",
          "rows decided positive that are negative, by their weight",
          Confusion::fp);

  /** Positives decided negative. */
  static final CellCount FN =
      new CellCount(
          "fn",
          "False negatives (FN)",
          "rows decided negative that are positive, by their weight",
          Confusion::fn);

  /** Negatives decided negative. */
  static final CellCount TN =
      new CellCount(
          "tn",
          "True negatives (TN)",
          "rows decided negative that are negative, by their weight",
          Confusion::tn);

  private final Definition definition;
  private final ToDoubleFunction<Confusion> count;

  private CellCount(String name, String title, String formula, ToDoubleFunction<Confusion> count) {
    this.definition =
        new Definition(
                name,
                formula,
                Range.of(0, Double.POSITIVE_INFINITY, "0 to n, the sum of the weights"),
                Direction.NEITHER,
                "never",
                "Fawcett 2006")
            .titled(title)
            .digits(0);
    this.count = count;
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure measure(ScoreCounts counts, double threshold, Confidence confidence) {
    return value(counts, threshold);
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Optional<String> undecided = Undefined.noDecisions(counts, threshold);
    if (undecided.isPresent()) {
      return Measure.undefined(undecided.get());
    }
    return Measure.of(count.applyAsDouble(counts.weights(threshold)));
  }
}
