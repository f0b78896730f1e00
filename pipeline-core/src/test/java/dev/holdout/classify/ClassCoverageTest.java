package dev.holdout.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Intervals hold the truth about as often as they say, in simulated tables. */
final class ClassCoverageTest {
  private static final long SEED = 20_240_502;

  @Test
  void ninetyFivePercentIntervalsHoldTheTruth() {
    assertCoverage(300, 300, new double[] {0.54, 0.35, 0.11});
    assertCoverage(200, 300, new double[] {0.3, 0.3, 0.2, 0.2});
  }

  private static void assertCoverage(int rows, int tables, double[] priors) {
    // Three standard errors of 300 tables below 0.95.
    coverage(rows, tables, priors)
        .forEach(
            (name, share) ->
                assertThat(share).as(name + ", seed " + SEED).isGreaterThanOrEqualTo(0.912));
  }

  static Map<String, Double> coverage(int rows, int tables, double[] priors) {
    Random random = new Random(SEED);
    ClassCounts truth = sample(random, 200_000, priors);
    Map<String, Double> held = new TreeMap<>();
    for (int table = 0; table < tables; table++) {
      ClassCounts sample = sample(random, rows, priors);
      Confidence confidence = new Confidence(0.95, 200, table);
      for (ClassMetric metric : ClassMetrics.all()) {
        Measure expected = metric.value(truth);
        if (expected.value().isEmpty()) {
          continue;
        }
        double value = expected.value().orElseThrow();
        Measure measure = metric.measure(sample, confidence);
        boolean holds =
            measure.value().isPresent()
                && measure.lower().orElseThrow() <= value
                && measure.upper().orElseThrow() >= value;
        held.merge(metric.name(), holds ? 1.0 / tables : 0, Double::sum);
      }
    }
    return held;
  }

  /** Calibrated scores that tell the classes apart to some degree. */
  static ClassCounts sample(Random random, int rows, double[] priors) {
    ClassCounts counts = ClassCounts.empty(priors.length);
    for (int row = 0; row < rows; row++) {
      double[] scores = new double[priors.length];
      double sum = 0;
      for (int at = 0; at < scores.length; at++) {
        scores[at] = priors[at] * Math.exp(1.2 * random.nextGaussian());
        sum += scores[at];
      }
      int top = 0;
      int label = -1;
      double left = random.nextDouble();
      for (int at = 0; at < scores.length; at++) {
        scores[at] /= sum;
        top = scores[at] > scores[top] ? at : top;
        left -= scores[at];
        label = label < 0 && left < 0 ? at : label;
      }
      counts.add(label < 0 ? scores.length - 1 : label, top, 1, scores);
    }
    return counts;
  }
}
