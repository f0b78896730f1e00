package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Described;
import dev.holdout.measure.Measure;
import java.util.function.ToDoubleFunction;

public record NumberMetric(Definition definition, ToDoubleFunction<NumberCounts> of)
    implements Described {
  public Measure value(NumberCounts counts) {
    return Measure.of(of.applyAsDouble(counts));
  }
}
