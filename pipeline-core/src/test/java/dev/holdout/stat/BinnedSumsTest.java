package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BinnedSumsTest {
  @Test
  void distinctValuesHaveBinsOfTheirOwnWhileTheyAreFew() {
    BinnedSums sums = new BinnedSums(2, 64);
    sums.add(0.5, 0, 1.5);
    sums.add(-2, 1, 1);
    sums.add(0.5, 0, 0.25);
    sums.add(-0.0, 1, 1);
    sums.add(0.0, 1, 2);
    BinnedSums.Bins bins = sums.bins();
    assertThat(bins.values()).containsExactly(-2, 0, 0.5);
    assertThat(bins.sums()[0]).containsExactly(0, 0, 1.75);
    assertThat(bins.sums()[1]).containsExactly(1, 3, 0);
    assertThat(sums.exact()).isTrue();
    assertThat(sums.relativeError()).isZero();
  }

  @Test
  void binsAreThoseOfTheAdaptiveHistogram() {
    Random random = new Random(1);
    BinnedSums sums = new BinnedSums(1, 4096);
    AdaptiveHistogram histogram = new AdaptiveHistogram(1, 4096);
    for (int at = 0; at < 50_000; at++) {
      double value = random.nextGaussian();
      sums.add(value, 0, 1);
      histogram.add(value, 0);
    }
    assertThat(sums.bins().values()).isEqualTo(histogram.bins().values());
    assertThat(sums.relativeError()).isEqualTo(histogram.relativeError()).isPositive();
    for (int bin = 0; bin < sums.bins().size(); bin++) {
      assertThat(sums.bins().sums()[0][bin]).isEqualTo((double) histogram.bins().counts()[0][bin]);
    }
  }

  @Test
  void theSameHoweverDivided() throws IOException {
    for (int size : new int[] {10, 64, 65, 5000}) {
      Random random = new Random(size);
      BinnedSums alone = new BinnedSums(2, 64);
      BinnedSums[] parts = {new BinnedSums(2, 64), new BinnedSums(2, 64), new BinnedSums(2, 64)};
      for (int at = 0; at < size; at++) {
        double value = Math.exp(3 * random.nextGaussian());
        double weight = random.nextDouble();
        alone.add(value, at % 2, weight);
        parts[random.nextInt(3)].add(value, at % 2, weight);
      }
      BinnedSums merged = new BinnedSums(2, 64);
      for (int part = 2; part >= 0; part--) {
        merged.merge(read(parts[part]));
      }
      assertThat(merged.bins().values()).isEqualTo(alone.bins().values());
      assertThat(merged.bins().sums()).isDeepEqualTo(alone.bins().sums());
      assertThat(merged.bins().size()).isLessThanOrEqualTo(64);
    }
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> new BinnedSums(1, 64).add(Double.NaN, 0, 1))
        .hasMessage("not finite: NaN");
  }

  private static BinnedSums read(BinnedSums sums) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.write(new DataOutputStream(bytes));
    return BinnedSums.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
