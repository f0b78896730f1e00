package dev.holdout.fairness;

import dev.holdout.evaluate.Estimated;
import dev.holdout.evaluate.Metrics;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A metric of {@code evaluate}, with that metric's interval.
 *
 * @param metric which
 * @param cells what it is made of
 */
record OfMetric(Estimated metric, ToDoubleFunction<GroupCells> cells) implements GroupFigure {
  static final OfMetric AUC =
      new OfMetric(
          (Estimated) Metrics.byName("roc_auc"),
          cells -> Math.min(cells.positives(), cells.negatives()));
  static final OfMetric ECE = new OfMetric((Estimated) Metrics.byName("ece"), GroupCells::rows);

  @Override
  public Optional<String> undefined(Member member) {
    return metric.value(member.counts(), member.threshold()).undefined();
  }

  @Override
  public double terms(Member member) {
    return cells.applyAsDouble(member.cells());
  }

  @Override
  public Measure value(Member member) {
    return metric.value(member.counts(), member.threshold());
  }

  @Override
  public Estimate estimate(Member member) {
    return metric
        .estimate(member.counts(), member.threshold(), member.confidence())
        .within(metric.definition().range());
  }
}
