package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NeighbourPairsTest {
  @Test
  void rowsThatAreEachOthersNeighboursVaryTogether() {
    // Two couples, one of which disagrees: 2 and 0 around 1, so that the sum varies by 1 + 1, and
    // the mean of four by 2 / 16.
    NeighbourPairs pairs = pairs(new double[] {1, 0, 0, 0}, new int[][] {{1}, {0}, {3}, {2}});
    assertThat(pairs.mean()).isEqualTo(0.5);
    assertThat(pairs.variance()).isCloseTo(2 / 16.0, within(1e-12));
  }

  @Test
  void whereRowsLieAloneMakesNoCovariance() {
    // A ring of rows, of which the first half disagree with the next and the others do not: values
    // of pairs are those of the pairs beyond, except where the halves meet.
    int rows = 400;
    double[] decisions = new double[rows];
    int[][] neighbours = new int[rows][];
    for (int row = 0; row < rows; row++) {
      decisions[row] = row < rows / 2 && row % 2 == 0 ? 1 : 0;
      neighbours[row] = new int[] {(row + 1) % rows};
    }
    NeighbourPairs pairs = pairs(decisions, neighbours);
    assertThat(pairs.mean()).isEqualTo(0.5);
    // Each row's own square is ¼, whatever its neighbours; 1 % of them meet.
    assertThat(pairs.variance() * rows * rows).isCloseTo(rows * 0.25, within(rows * 0.01));
  }

  @Test
  void theVarianceIsThatOfOtherSamples() {
    int tables = 400;
    double sum = 0;
    double squares = 0;
    double variances = 0;
    for (int table = 0; table < tables; table++) {
      SplittableRandom random = new SplittableRandom(table);
      double[][] features = new double[300][];
      double[] decisions = new double[300];
      for (int row = 0; row < 300; row++) {
        features[row] = new double[] {random.nextDouble(), random.nextDouble()};
        // Alike on the left, at random on the right.
        decisions[row] = features[row][0] > 0.5 && random.nextDouble() < 0.3 ? 1 : 0;
      }
      Measure measure =
          SimulatedConsistency.of(features, decisions, 5, new Confidence(0.95, 100, 1));
      double loss = 1 - measure.value().orElseThrow();
      double error =
          (logit(1 - measure.lower().orElseThrow()) - logit(1 - measure.upper().orElseThrow()))
              / (2 * 1.959964)
              * loss
              * (1 - loss);
      sum += loss;
      squares += loss * loss;
      variances += error * error;
    }
    double varies = (squares - sum * sum / tables) / (tables - 1);
    // The variance of 400 tables is known to 7 %.
    assertThat(variances / tables / varies).isBetween(0.85, 1.3);
  }

  private static double logit(double share) {
    return Math.log(share / (1 - share));
  }

  private static NeighbourPairs pairs(double[] decisions, int[][] neighbours) {
    return new NeighbourPairs(
        SampledRows.of(new double[decisions.length][1], decisions), neighbours);
  }
}
