package dev.holdout.regress;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Counted;
import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.stat.Statistic;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an evaluation asks of predicted numbers.
 *
 * <p>Segments are compared by mean absolute error, in the unit of what is predicted, and by R²,
 * which allows for how much a segment's values vary.
 *
 * @param quantile the level that predictions are quantiles of, for the pinball loss; empty where
 *     they are not
 */
public record NumberScorecard(OptionalDouble quantile) implements Scorecard<NumberCounts> {
  private static final List<NumberMetric> COMPARED =
      List.of("mae", "r2").stream().map(name -> NumberMetrics.byName(name).orElseThrow()).toList();
  private static final double FEWEST_ROWS = 10;

  public NumberScorecard {
    if (quantile.isPresent() && !(quantile.getAsDouble() > 0 && quantile.getAsDouble() < 1)) {
      throw new IllegalArgumentException("quantile level " + quantile.getAsDouble());
    }
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public String unit() {
    return Counted.ROWS;
  }

  @Override
  public List<NumberMetric> metrics() {
    return NumberMetrics.all().stream()
        .filter(metric -> quantile.isPresent() || !metric.name().equals("pinball_loss"))
        .toList();
  }

  @Override
  public Statistic<NumberCounts> statistic(long groups) {
    return NumberCounts.statistic(quantile, groups);
  }

  @Override
  public long rows(NumberCounts counts) {
    return counts.rows();
  }

  @Override
  public long positives(NumberCounts counts) {
    return 0;
  }

  @Override
  public SortedMap<String, Measure> measures(NumberCounts counts, Confidence confidence) {
    SortedMap<String, Measure> measures = new TreeMap<>();
    metrics()
        .forEach(metric -> measures.put(metric.name(), metric.measure(counts, confidence.z())));
    return Collections.unmodifiableSortedMap(measures);
  }

  @Override
  public Measure value(Described metric, NumberCounts counts) {
    return NumberMetrics.byName(metric.name()).orElseThrow().value(counts);
  }

  @Override
  public List<NumberMetric> compared() {
    return COMPARED;
  }

  @Override
  public Optional<Estimate> estimate(Described metric, NumberCounts counts, Confidence confidence) {
    return NumberMetrics.byName(metric.name())
        .filter(known -> known.value(counts).value().isPresent())
        .flatMap(
            known -> known.estimate(counts).map(found -> found.within(known.definition().range())));
  }

  @Override
  public boolean tooFew(NumberCounts counts) {
    return counts.effectiveRows() < FEWEST_ROWS;
  }

  /** Rows by prediction, and quantiles of the residuals. */
  public NumberDetail detail(NumberCounts counts, Confidence confidence) {
    return NumberDetails.of(counts, confidence.z());
  }
}
