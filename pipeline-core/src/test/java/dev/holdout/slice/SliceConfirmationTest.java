package dev.holdout.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Holm;
import dev.holdout.measure.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Expected values: scipy 1.10.1 and statsmodels 0.13.5. */
final class SliceConfirmationTest {
  @Test
  void sharesAreTestedExactly() {
    ErrorSums here = new ErrorSums(10, 8, 1.6, true);
    ErrorSums rest = new ErrorSums(20, 7, 4.55, true);
    // scipy.stats.fisher_exact([[8, 2], [7, 13]], "greater")
    assertThat(here.pOfHigher(rest)).isCloseTo(0.02508745627186407, within(1e-12));
    // Beyond a million rows the pooled normal:
    // proportions_ztest([30400, 300000], [100000, 1000000], alternative="larger")
    assertThat(
            new ErrorSums(100_000, 30_400, 0, true)
                .pOfHigher(new ErrorSums(1_000_000, 300_000, 0, true)))
        .isCloseTo(0.004257996665633417, within(1e-9));
  }

  @Test
  void otherErrorsAreTestedByWelch() {
    ErrorSums here = sums(2.1, 3.4, 1.9, 5.0, 4.2);
    ErrorSums rest = sums(1.0, 2.2, 0.4, 1.7, 2.5, 1.1, 0.9);
    assertThat(here.pOfHigher(rest)).isCloseTo(0.014010936722078794, within(1e-9));
    Estimate difference = here.minus(rest);
    Interval interval = difference.at(1.959963984540054);
    assertThat(interval.lower()).isCloseTo(0.29170153164322876, within(1e-8));
    assertThat(interval.upper()).isCloseTo(3.5482984683567715, within(1e-8));
  }

  @Test
  void holmsPValues() {
    assertThat(Holm.adjust(List.of(0.01, 0.04, 0.03, 0.005, 0.9)))
        .containsExactly(new double[] {0.04, 0.09, 0.09, 0.025, 0.9}, within(1e-12));
    assertThat(Holm.adjust(List.of())).isEmpty();
  }

  /** Ten slices of a Test without any difference: how often any of them is confirmed. */
  @Test
  void confirmsNothingOfNoiseMoreOftenThanTheLevelSays() {
    Random random = new Random(3);
    for (boolean zeroOne : new boolean[] {true, false}) {
      for (int size : new int[] {30, 200}) {
        int wrongly = 0;
        for (int trial = 0; trial < 2000; trial++) {
          double[] errors = new double[2000];
          for (int row = 0; row < errors.length; row++) {
            // Log loss has its tail on the right; so has the square of a normal.
            errors[row] =
                zeroOne ? (random.nextInt(10) == 0 ? 1 : 0) : Math.pow(random.nextGaussian(), 2);
          }
          wrongly += anyConfirmed(errors, size, zeroOne, random) ? 1 : 0;
        }
        // 5 % and three standard errors of 2,000 trials.
        assertThat(wrongly / 2000.0)
            .as("zero-one %s, slices of %d", zeroOne, size)
            .isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / 2000));
      }
    }
  }

  /** Slices of clusters whose rows are alike: how often one that is like the rest is confirmed. */
  @Test
  void confirmsNoMoreOfClustersThanTheLevelSays() {
    Random random = new Random(6);
    int trials = 400;
    int wrongly = 0;
    int asRows = 0;
    for (int trial = 0; trial < trials; trial++) {
      // Each of 400 clusters has 10 rows that are all wrong or all right; a fifth is the slice.
      List<BucketSums.Sums> here = new ArrayList<>();
      List<BucketSums.Sums> rest = new ArrayList<>();
      for (int bucket = 0; bucket < 40; bucket++) {
        here.add(clusters(2, random));
        rest.add(clusters(8, random));
      }
      BucketSums slice = new BucketSums(here, true);
      BucketSums elsewhere = new BucketSums(rest, true);
      Estimate rows = slice.all().minus(elsewhere.all());
      Estimate clusters = slice.clustered(rows, elsewhere);
      wrongly += clusters.value() > 0 && clusters.pValue() / 2 <= 0.05 ? 1 : 0;
      asRows += slice.all().pOfHigher(elsewhere.all()) <= 0.05 ? 1 : 0;
    }
    assertThat((double) wrongly / trials).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / trials));
    assertThat((double) asRows / trials).isGreaterThan(0.2);
  }

  private static BucketSums.Sums clusters(int clusters, Random random) {
    int wrong = 0;
    for (int cluster = 0; cluster < clusters; cluster++) {
      wrong += random.nextInt(10) < 3 ? 10 : 0;
    }
    return new BucketSums.Sums(10L * clusters, wrong, wrong, wrong);
  }

  private static boolean anyConfirmed(double[] errors, int size, boolean zeroOne, Random random) {
    ErrorSums all = sums(errors);
    List<Double> ps = new ArrayList<>();
    for (int slice = 0; slice < 10; slice++) {
      // The rows are alike, so that any run of them is a random slice.
      int first = random.nextInt(errors.length - size);
      double[] inside = Arrays.copyOfRange(errors, first, first + size);
      double[] outside = new double[errors.length - size];
      System.arraycopy(errors, 0, outside, 0, first);
      System.arraycopy(errors, first + size, outside, first, outside.length - first);
      ps.add(of(inside, zeroOne).pOfHigher(of(outside, zeroOne)));
    }
    assertThat(all.rows()).isEqualTo(errors.length);
    return Arrays.stream(Holm.adjust(ps)).anyMatch(p -> p <= 0.05);
  }

  private static ErrorSums of(double[] errors, boolean zeroOne) {
    ErrorSums sums = sums(errors);
    return new ErrorSums(sums.rows(), sums.errors(), sums.spread(), zeroOne);
  }

  private static ErrorSums sums(double... errors) {
    double sum = 0;
    for (double error : errors) {
      sum += error;
    }
    double spread = 0;
    for (double error : errors) {
      spread += (error - sum / errors.length) * (error - sum / errors.length);
    }
    return new ErrorSums(errors.length, sum, spread, false);
  }
}
