package dev.holdout.regress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Intervals hold the truth about as often as they say, in simulated tables. */
final class NumberCoverageTest {
  private static final long SEED = 20_240_503;

  @Test
  void ninetyFivePercentIntervalsHoldTheTruth() {
    // Three standard errors of 400 tables below 0.95.
    coverage(200, 400)
        .forEach(
            (name, share) ->
                assertThat(share).as(name + ", seed " + SEED).isGreaterThanOrEqualTo(0.917));
  }

  static Map<String, Double> coverage(int rows, int tables) {
    Random random = new Random(SEED);
    NumberCounts truth = sample(random, 500_000);
    double z = Quantiles.normal(0.95);
    Map<String, Double> held = new TreeMap<>();
    for (int table = 0; table < tables; table++) {
      NumberCounts sample = sample(random, rows);
      for (NumberMetric metric : NumberMetrics.all()) {
        double value = metric.value(truth).value().orElseThrow();
        Measure measure = metric.measure(sample, z);
        boolean holds =
            measure.lower().orElseThrow() <= value && measure.upper().orElseThrow() >= value;
        held.merge(metric.name(), holds ? 1.0 / tables : 0, Double::sum);
      }
    }
    return held;
  }

  /** Positive values with errors that grow with them, and intervals for half of each row. */
  private static NumberCounts sample(Random random, int rows) {
    NumberCounts counts = NumberCounts.empty(OptionalDouble.of(0.9));
    for (int row = 0; row < rows; row++) {
      double mean = 10 + random.nextGaussian();
      double actual = mean + 0.7 * random.nextGaussian();
      double predicted = mean + 0.2;
      double half = 0.3 + random.nextDouble();
      counts.add(actual, predicted, 1, predicted - half, predicted + half);
    }
    return counts;
  }
}
