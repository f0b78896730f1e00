package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConsistencyTest {
  private static final double Z = Quantiles.normal(0.95);

  @Test
  void isTheMeanAgreementWithNeighbours() {
    // On a line at 0, 1, 3, 4, 10 with decisions 0, 1, 1, 1, 0 and two neighbours each:
    // 0: {1, 3} → |0 − 1|; 1: {0, 3} → |1 − ½|; 3: {4, 1} → 0; 4: {3, 1} → 0; 10: {4, 3} → 1
    double[][] features = {{0}, {1}, {3}, {4}, {10}};
    Measure consistency =
        Consistency.of(SampledRows.of(features, new double[] {0, 1, 1, 1, 0}), 2, Z);
    assertThat(consistency.value().orElseThrow()).isCloseTo(1 - 2.5 / 5, within(1e-12));
    assertThat(consistency.lower().orElseThrow()).isLessThan(0.5);
    assertThat(consistency.upper().orElseThrow()).isGreaterThan(0.5);
  }

  @Test
  void featuresAreInUnitsOfTheirDeviationAndMissingOnesAreTheMean() {
    // Unscaled, the second column would decide everything; it is scaled to the first's size.
    double[][] features = {{0, 0}, {0, 1000}, {9, 0}, {9, 1000}, {Double.NaN, 500}, {4.5, 500}};
    double[] decisions = {0, 0, 1, 1, 1, 1};
    // Rows 4 and 5 are at the same place: each other's nearest.
    Measure nearest = Consistency.of(SampledRows.of(features, decisions), 1, Z);
    // All others are nearest to row 4 (at √2 of their 2-wide square's half): decision 1.
    assertThat(nearest.value().orElseThrow()).isCloseTo(1 - 2 / 6.0, within(1e-12));
  }

  @Test
  void textsAreTheSameOrNotAndWorthAsMuchAsNumbers() {
    // A text of two values is what a number of two values is: the same neighbours.
    double[][] numbers = {{0, 0}, {1, 0}, {2, 1}, {5, 1}, {6, 0}, {8, 1}};
    double[] decisions = {0, 1, 0, 1, 1, 0};
    int[] units = {0, 1, 2, 3, 4, 5};
    double[][] first = new double[6][];
    int[][] second = new int[6][];
    for (int row = 0; row < 6; row++) {
      first[row] = new double[] {numbers[row][0]};
      second[row] = new int[] {(int) numbers[row][1]};
    }
    Measure asNumber = Consistency.of(SampledRows.of(numbers, decisions), 2, Z);
    Measure asText =
        Consistency.of(new SampledRows(first, second, decisions, ones(6), units), 2, Z);
    assertThat(asText).isEqualTo(asNumber);
  }

  @Test
  void rowsOfOneClusterAreNoNeighboursAndCountAsOneForTheInterval() {
    // Each of 200 independent rows three times: nearest are the next rows, not the copies.
    SplittableRandom random = new SplittableRandom(3);
    double[][] features = new double[600][];
    double[] decisions = new double[600];
    int[] units = new int[600];
    for (int row = 0; row < 600; row++) {
      boolean copy = row >= 200;
      features[row] = copy ? features[row % 200] : new double[] {random.nextDouble()};
      decisions[row] = copy ? decisions[row % 200] : random.nextInt(2);
      units[row] = row % 200;
    }
    SampledRows copies = new SampledRows(features, new int[600][0], decisions, ones(600), units);
    Measure once =
        Consistency.of(
            SampledRows.of(Arrays.copyOf(features, 200), Arrays.copyOf(decisions, 200)), 1, Z);
    Measure thrice = Consistency.of(copies, 3, Z);
    assertThat(Consistency.of(SampledRows.of(features, decisions), 2, Z).value()).contains(1.0);
    assertThat(thrice.value()).isEqualTo(once.value());
    assertThat(thrice.lower().orElseThrow()).isCloseTo(once.lower().orElseThrow(), within(0.03));
  }

  private static double[] ones(int rows) {
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void rowsCountWhatTheyWeighAndAreNeighboursWhateverThatIs() {
    // As above; 0 and 10 have no weight, and 1 counts twice: 2 · ½ of 2 + 1 + 1.
    double[][] features = {{0}, {1}, {3}, {4}, {10}};
    double[] decisions = {0, 1, 1, 1, 0};
    Measure weighted = Consistency.of(weighted(features, decisions, 0, 2, 1, 1, 0), 2, Z);
    assertThat(weighted.value().orElseThrow()).isCloseTo(1 - 1 / 4.0, within(1e-12));
    Measure once = Consistency.of(SampledRows.of(features, decisions), 2, Z);
    assertThat(Consistency.of(weighted(features, decisions, 2, 2, 2, 2, 2), 2, Z)).isEqualTo(once);
    assertThat(Consistency.of(weighted(features, decisions, 0, 0, 0, 0, 0), 2, Z).undefined())
        .contains("all weights are 0");
  }

  private static SampledRows weighted(double[][] features, double[] decisions, double... weights) {
    int[] units = {0, 1, 2, 3, 4};
    return new SampledRows(features, new int[5][0], decisions, weights, units);
  }

  @Test
  void isUndefinedWithoutNeighboursOrFeatures() {
    double[][] same = {{1}, {1}, {1}};
    assertThat(Consistency.of(SampledRows.of(same, new double[] {0, 1, 1}), 3, Z).undefined())
        .contains("3 rows are not more than 3 neighbours");
    assertThat(Consistency.of(SampledRows.of(same, new double[] {0, 1, 1}), 2, Z).undefined())
        .contains("no feature varies");
  }

  @Test
  void decisionsThatAreAllAlikeAreConsistentAndTheIntervalHasWidth() {
    SplittableRandom random = new SplittableRandom(2);
    double[][] features = new double[100][];
    for (int row = 0; row < 100; row++) {
      features[row] = new double[] {random.nextDouble()};
    }
    Measure consistency = Consistency.of(SampledRows.of(features, new double[100]), 5, Z);
    assertThat(consistency.value()).contains(1.0);
    assertThat(consistency.lower().orElseThrow()).isBetween(0.95, 0.97);
  }

  @Test
  void intervalsOfWeightedRowsHoldTheTruth() {
    SplittableRandom random = new SplittableRandom(5);
    int tables = 200;
    int holds = 0;
    for (int table = 0; table < tables; table++) {
      double[][] features = new double[400][];
      double[] decisions = new double[400];
      double[] weights = new double[400];
      int[] units = new int[400];
      for (int row = 0; row < 400; row++) {
        features[row] = new double[] {random.nextDouble(), random.nextDouble()};
        decisions[row] = random.nextDouble() < 0.3 ? 1 : 0;
        weights[row] = Math.exp(0.8 * random.nextGaussian());
        units[row] = row;
      }
      Measure measure =
          Consistency.of(
              new SampledRows(features, new int[400][0], decisions, weights, units), 5, Z);
      holds +=
          measure.lower().orElseThrow() <= 0.58 && 0.58 <= measure.upper().orElseThrow() ? 1 : 0;
    }
    assertThat((double) holds / tables).isBetween(0.9, 0.99);
  }

  @Test
  void intervalsHoldTheTruth() {
    // Decisions are independent of place: |ŷ − mean of 5 others|, ŷ Bernoulli(0.3), is
    // 0.3·0.7 + 0.7·0.3 on the average.
    SplittableRandom random = new SplittableRandom(4);
    int tables = 200;
    int holds = 0;
    for (int table = 0; table < tables; table++) {
      double[][] features = new double[400][];
      double[] decisions = new double[400];
      for (int row = 0; row < 400; row++) {
        features[row] = new double[] {random.nextDouble(), random.nextDouble()};
        decisions[row] = random.nextDouble() < 0.3 ? 1 : 0;
      }
      Measure measure = Consistency.of(SampledRows.of(features, decisions), 5, Z);
      holds +=
          measure.lower().orElseThrow() <= 0.58 && 0.58 <= measure.upper().orElseThrow() ? 1 : 0;
    }
    assertThat((double) holds / tables).isGreaterThan(0.9);
  }
}
