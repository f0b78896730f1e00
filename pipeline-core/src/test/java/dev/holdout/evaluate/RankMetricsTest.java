package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Metrics of the order of scores; {@link BinaryMetricsGoldenTest} has more of their values. */
class RankMetricsTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 1000, 1);
  private static final List<String> RESAMPLED =
      List.of("average_precision", "partial_auc", "ks", "gain_at_10", "lift_at_10");

  /** Two of the 20 rows are the tenth: one of score 0.9, and one of the four of score 0.8. */
  @Test
  void tiesAtTheCutShareWhatIsLeft() {
    double[] scores = new double[20];
    int[] labels = new int[20];
    for (int row = 0; row < 20; row++) {
      scores[row] = row == 0 ? 0.9 : row < 5 ? 0.8 : 0.1;
      labels[row] = row < 3 || row == 10 ? 1 : 0;
    }
    ScoreCounts counts = Sample.counts(scores, labels);
    // One positive for sure, and a quarter of the two among the four.
    assertThat(value("gain_at_10", counts)).isCloseTo(1.5 / 4, within(1e-12));
    assertThat(value("lift_at_10", counts)).isCloseTo(15.0 / 4, within(1e-12));
  }

  @Test
  void withoutSkillThePartialAreaIsOneHalfAndTheLiftOne() {
    ScoreCounts counts = Sample.counts(new double[] {.3, .3, .3, .3}, new int[] {1, 0, 0, 1});
    assertThat(value("partial_auc", counts)).isCloseTo(0.5, within(1e-12));
    assertThat(value("gain_at_10", counts)).isCloseTo(0.1, within(1e-12));
    assertThat(value("lift_at_10", counts)).isCloseTo(1, within(1e-12));
    assertThat(value("ks", counts)).isZero();
  }

  /** Of 60 tables whose scores know nothing, the interval of about 3 may leave 0 out. */
  @Test
  void distancesOfScoresWithoutSkillHoldZero() {
    Random random = new Random(9);
    int without = 0;
    for (int table = 0; table < 60; table++) {
      ScoreCounts counts =
          ScoreCounts.empty(ScoreCounts.MAX_BINS, java.util.OptionalDouble.empty());
      for (int row = 0; row < 300; row++) {
        counts.add(random.nextDouble(), row % 3 == 0);
      }
      without += measure("ks", counts, CONFIDENCE).lower().orElseThrow() > 0 ? 1 : 0;
    }
    // Six is three standard deviations of √(60·0.05·0.95) above 1.5.
    assertThat(without).as("seed 9").isLessThanOrEqualTo(6);
  }

  @Test
  void allMetricsReadTheSameDraws() {
    ScoreCounts counts = Sample.calibrated(new Random(4), 2000, 0.3);
    Resamples once = counts.resamples(CONFIDENCE);
    RESAMPLED.forEach(name -> measure(name, counts, CONFIDENCE));
    assertThat(counts.resamples(CONFIDENCE)).isSameAs(once);
    assertThat(counts.resamples(CONFIDENCE.with(BootstrapMethod.BCA))).isSameAs(once);
    assertThat(counts.resamples(CONFIDENCE.of("other"))).isNotSameAs(once);
    Resamples again = counts.resamples(CONFIDENCE);
    counts.add(0.5, true);
    assertThat(counts.resamples(CONFIDENCE)).isNotSameAs(again);
  }

  /** The spread of the draws is that of the figure over fresh tables, to a tenth or so. */
  @Test
  void drawsSpreadAsFreshTablesDo() {
    Random random = new Random(12);
    ScoreCounts counts = Sample.calibrated(random, 2000, 0.3);
    for (RankStatistic statistic : RankStatistic.values()) {
      double sum = 0;
      double squares = 0;
      for (int table = 0; table < 200; table++) {
        double value = statistic.of(Sample.calibrated(random, 2000, 0.3));
        sum += value;
        squares += value * value;
      }
      double deviation = Math.sqrt((squares - sum * sum / 200) / 199);
      // A deviation of 200 has a standard error of 5 %.
      assertThat(counts.resamples(CONFIDENCE).deviation(statistic))
          .as("%s, seed 12", statistic)
          .isCloseTo(deviation, within(0.25 * deviation));
    }
  }

  @Test
  void percentilesAndBcaOnRequest() {
    ScoreCounts counts = Sample.calibrated(new Random(6), 3000, 0.3);
    for (String name : RESAMPLED) {
      Measure own = measure(name, counts, CONFIDENCE);
      Measure percentile = measure(name, counts, CONFIDENCE.with(BootstrapMethod.PERCENTILE));
      Measure bca = measure(name, counts, CONFIDENCE.with(BootstrapMethod.BCA));
      assertThat(percentile.method()).contains("percentile");
      assertThat(bca.method()).contains("bca");
      double width = own.upper().orElseThrow() - own.lower().orElseThrow();
      for (Measure measure : List.of(percentile, bca)) {
        assertThat(measure.value()).isEqualTo(own.value());
        // Where rows are many, all of them say about the same.
        assertThat(measure.lower().orElseThrow())
            .as(name)
            .isCloseTo(own.lower().orElseThrow(), within(0.4 * width));
        assertThat(measure.upper().orElseThrow())
            .as(name)
            .isCloseTo(own.upper().orElseThrow(), within(0.4 * width));
      }
    }
  }

  @Test
  void oneClassAloneHasNoDraws() {
    ScoreCounts positives = Sample.counts(new double[] {.2, .7}, new int[] {1, 1});
    for (BootstrapMethod method : BootstrapMethod.values()) {
      for (String name : List.of("average_precision", "gain_at_10")) {
        Measure measure = measure(name, positives, CONFIDENCE.with(method));
        assertThat(measure.lower().orElseThrow()).isLessThan(measure.value().orElseThrow());
      }
    }
  }

  private static Measure measure(String name, ScoreCounts counts, Confidence confidence) {
    return Metrics.byName(name).measure(counts, 0.5, confidence);
  }

  private static double value(String name, ScoreCounts counts) {
    return Metrics.byName(name).value(counts, 0.5).value().orElseThrow();
  }
}
