package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtremesTest {
  private static final int TABLES = 2000;
  private static final double Z = Quantiles.normal(0.95);

  @Test
  void twoGroupsAreNewcombesMethod10() {
    // statsmodels 0.13.5, confint_proportions_2indep(805, 1795, 349, 1488, method="newcomb",
    // correction=False)
    Interval interval =
        new Extremes(List.of(Wilson.estimate(349, 1488), Wilson.estimate(805, 1795))).difference(Z);
    assertThat(interval.lower()).isCloseTo(0.18205318232698947, within(1e-12));
    assertThat(interval.upper()).isCloseTo(0.24502334032690656, within(1e-12));
  }

  @Test
  void ratiosAreEquation9OfDonnerAndZou() {
    // The formula as printed, in Python, on Wilson's intervals of statsmodels; the score interval
    // of statsmodels is 1.0790 to 1.6721.
    Estimate numerator = Wilson.estimate(56, 70);
    Estimate denominator = Wilson.estimate(48, 80);
    Interval ratio =
        Ratios.interval(numerator.value(), numerator.at(Z), denominator.value(), denominator.at(Z));
    assertThat(ratio.lower()).isCloseTo(1.0782946132402957, within(1e-9));
    assertThat(ratio.upper()).isCloseTo(1.6629199665110788, within(1e-9));
    Measure over = numerator.over(denominator, Z);
    assertThat(over.lower().orElseThrow()).isCloseTo(ratio.lower(), within(1e-12));
    assertThat(over.upper().orElseThrow()).isCloseTo(ratio.upper(), within(1e-12));
  }

  @Test
  void aRatioWithNothingAboveIsZeroAndHasAnUpperEnd() {
    Interval interval =
        new Extremes(List.of(Wilson.estimate(0, 50), Wilson.estimate(30, 50))).ratio(Z);
    assertThat(interval.lower()).isZero();
    assertThat(interval.upper()).isBetween(0.01, 0.2);
  }

  @Test
  void pIsWhereTheIntervalJustReachesNoDifference() {
    Extremes extremes =
        new Extremes(
            List.of(Wilson.estimate(30, 100), Wilson.estimate(45, 100), Wilson.estimate(40, 100)));
    double p = extremes.pDifference();
    StudentizedRange range = new StudentizedRange();
    assertThat(extremes.difference(range.z(3, 1 - p * 1.01)).lower()).isPositive();
    assertThat(extremes.difference(range.z(3, 1 - p * 0.99)).lower()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2,100,0.5", "2,200,0.05", "5,100,0.3", "5,300,0.03", "20,100,0.3", "20,400,0.05"})
  void groupsThatAreAlikeSeemToDifferAsRarelyAsTheLevelSays(int groups, int rows, double rate) {
    double[] rates = new double[groups];
    Arrays.fill(rates, rate);
    Coverage coverage = coverage(rates, rows);
    // 5 % and three standard errors of 2,000 tables.
    assertThat(coverage.falseGaps).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / TABLES));
    assertThat(coverage.falseRatios).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / TABLES));
    assertThat(coverage.gap).isGreaterThan(0.95 - 3 * Math.sqrt(0.05 * 0.95 / TABLES));
    assertThat(coverage.ratio).isGreaterThan(0.95 - 3 * Math.sqrt(0.05 * 0.95 / TABLES));
  }

  @Test
  void intervalsHoldTrueGaps() {
    for (double[] rates :
        List.of(
            new double[] {0.2, 0.3}, new double[] {0.1, 0.12, 0.15, 0.3}, new double[] {.5, .9})) {
      Coverage coverage = coverage(rates, 150);
      assertThat(coverage.gap).isGreaterThan(0.935);
      assertThat(coverage.ratio).isGreaterThan(0.935);
    }
  }

  /** Shares of tables. */
  private record Coverage(double falseGaps, double falseRatios, double gap, double ratio) {}

  private static Coverage coverage(double[] rates, int rows) {
    SplittableRandom random = new SplittableRandom(11);
    double z = new StudentizedRange().z(rates.length, 0.95);
    double largest = Arrays.stream(rates).max().orElseThrow();
    double smallest = Arrays.stream(rates).min().orElseThrow();
    double[] counts = new double[4];
    for (int table = 0; table < TABLES; table++) {
      List<Estimate> figures = new ArrayList<>();
      for (double rate : rates) {
        int hits = 0;
        for (int row = 0; row < rows; row++) {
          hits += random.nextDouble() < rate ? 1 : 0;
        }
        figures.add(Wilson.estimate(hits, rows));
      }
      Extremes extremes = new Extremes(figures);
      Interval gap = extremes.difference(z);
      Interval ratio = extremes.ratio(z);
      counts[0] += gap.lower() > 0 ? 1 : 0;
      counts[1] += ratio.upper() < 1 ? 1 : 0;
      counts[2] += holds(gap, largest - smallest);
      counts[3] += holds(ratio, smallest / largest);
    }
    return new Coverage(
        counts[0] / TABLES, counts[1] / TABLES, counts[2] / TABLES, counts[3] / TABLES);
  }

  private static int holds(Interval interval, double truth) {
    return interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
  }
}
