package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.stat.AdaptiveHistogram;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

final class RowResamplerTest {
  private static final int ROWS = 2_000;
  private static final int DRAWS = 4_000;

  /** Sums are those of BigDecimal where amounts have at most 20 binary places. */
  @Test
  void amountsAreSummedWithoutRounding() {
    Random random = new Random(3);
    AdaptiveHistogram one = new AdaptiveHistogram(Amounts.CHANNELS, 4_096);
    AdaptiveHistogram other = new AdaptiveHistogram(Amounts.CHANNELS, 4_096);
    BigDecimal acted = BigDecimal.ZERO;
    BigDecimal left = BigDecimal.ZERO;
    for (int row = 0; row < 1_000; row++) {
      double amount = Math.scalb((double) (random.nextLong() >>> 10), -20);
      double small = random.nextInt(1 << 20) / 1024.0;
      acted = acted.add(new BigDecimal(amount));
      left = left.add(new BigDecimal(small));
      long[] part = new long[Amounts.CHANNELS];
      Amounts.write(true, amount, small, part);
      (random.nextBoolean() ? one : other).add(0.5, part);
    }
    one.merge(other);
    DecisionCounts counts = DecisionCounts.of(one);
    assertThat(counts.moment(Amounts.TP, 0)).isEqualTo(acted.doubleValue());
    assertThat(counts.moment(Amounts.FN, 0)).isEqualTo(left.doubleValue());
    assertThat(counts.moment(Amounts.FP, 0)).isZero();
    assertThat(counts.positives(0)).isEqualTo(1_000);
  }

  /** Of a sum over Poisson copies of each row, the variance is the sum of the squares. */
  @Test
  void amountsVaryAsThoseOfResampledRowsDo() {
    Random random = new Random(5);
    AdaptiveHistogram histogram = new AdaptiveHistogram(Amounts.CHANNELS, 4_096);
    double sum = 0;
    double squares = 0;
    double products = 0;
    double leftSquares = 0;
    for (int row = 0; row < ROWS; row++) {
      double acted = 100 * random.nextDouble();
      double left = 20 + acted / 2 + 10 * random.nextDouble();
      long[] part = new long[Amounts.CHANNELS];
      Amounts.write(true, acted, left, part);
      histogram.add(row % 2, part);
      sum += acted;
      squares += acted * acted;
      leftSquares += left * left;
      products += acted * left;
    }
    RowResampler resampler = new RowResampler(DecisionCounts.of(histogram), 1);
    SplittableRandom draws = new SplittableRandom(1);
    SummaryStatistics acted = new SummaryStatistics();
    SummaryStatistics left = new SummaryStatistics();
    SummaryStatistics both = new SummaryStatistics();
    for (int draw = 0; draw < DRAWS; draw++) {
      DecisionCounts drawn = resampler.draw(draws);
      double ofActed = drawn.moment(Amounts.TP, 0) + drawn.moment(Amounts.TP, 1);
      double ofLeft = drawn.moment(Amounts.FN, 0) + drawn.moment(Amounts.FN, 1);
      acted.addValue(ofActed);
      left.addValue(ofLeft);
      both.addValue(ofActed - ofLeft);
    }
    double tolerance = 5 / Math.sqrt(2.0 * DRAWS);
    assertThat(acted.getMean()).isCloseTo(sum, within(5 * Math.sqrt(squares / DRAWS)));
    assertThat(acted.getVariance() / squares).isCloseTo(1, within(2 * tolerance));
    assertThat(left.getVariance() / leftSquares).isCloseTo(1, within(2 * tolerance));
    double ofDifference = squares + leftSquares - 2 * products;
    assertThat(both.getVariance() / ofDifference).isCloseTo(1, within(2 * tolerance));
  }

  /**
   * 10,000 rows, 500 wrong on either side: a mean cost of 0.1, and ±1.96·√(0.1·0.9 / 10,000) =
   * ±0.00588 about it. Where each row was scored twice, the interval is as wide as of 10,000 rows.
   */
  @Test
  void theIntervalOfACostIsThatOfItsRows() {
    for (int copies = 1; copies <= 2; copies++) {
      AdaptiveHistogram histogram = new AdaptiveHistogram(2, 4_096);
      for (int row = 0; row < 10_000 * copies; row++) {
        boolean high = row % 2 == 0;
        boolean wrong = row % 20 < 2;
        histogram.add(high ? 0.75 : 0.25, high != wrong ? 1 : 0);
      }
      DecisionCounts counts = DecisionCounts.of(histogram);
      ThresholdBootstrap.Drawn drawn =
          new ThresholdBootstrap(
                  counts,
                  new LeastCost(CostMatrix.of(1, 1)),
                  List.of(0, 1, 2),
                  new Confidence(0.95, 4_000, 1),
                  copies)
              .draw(1, 0.5, List.of(0, 1, 2));
      Measure cost = drawn.objective();
      assertThat(cost.value().orElseThrow()).isEqualTo(0.1);
      assertThat(cost.lower().orElseThrow()).isCloseTo(0.1 - 0.00588, within(0.0006));
      assertThat(cost.upper().orElseThrow()).isCloseTo(0.1 + 0.00588, within(0.0006));
      assertThat(drawn.threshold().lower()).contains(0.5);
      assertThat(drawn.band()).hasSize(3);
    }
  }
}
