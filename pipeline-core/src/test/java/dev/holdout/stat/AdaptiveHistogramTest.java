package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AdaptiveHistogramTest {
  @Test
  void keepsEveryDistinctValueWhileTheyAreFew() {
    AdaptiveHistogram histogram = new AdaptiveHistogram(2, 4096);
    for (double value : new double[] {3.5, -1.0, 0.0, -0.0, 3.5, -1e300, 1e-300}) {
      histogram.add(value, value > 0 ? 1 : 0);
    }
    AdaptiveHistogram.Bins bins = histogram.bins();
    assertThat(histogram.exact()).isTrue();
    assertThat(bins.values()).containsExactly(-1e300, -1.0, 0.0, 1e-300, 3.5);
    assertThat(bins.counts()[0]).containsExactly(1, 1, 2, 0, 0);
    assertThat(bins.counts()[1]).containsExactly(0, 0, 0, 1, 2);
  }

  @Test
  void isTheSameHoweverTheValuesAreDividedAndOrdered() throws IOException {
    Random random = new Random(7);
    double[] values = random.doubles(30_000).map(u -> Math.log(u) * 1e3).toArray();
    AdaptiveHistogram alone = of(values);
    for (int parts : new int[] {2, 3, 17}) {
      AdaptiveHistogram[] states = new AdaptiveHistogram[parts];
      Arrays.setAll(states, part -> new AdaptiveHistogram(1, 4096));
      for (double value : values) {
        states[random.nextInt(parts)].add(value, 0);
      }
      AdaptiveHistogram merged = new AdaptiveHistogram(1, 4096);
      for (int part = parts - 1; part >= 0; part--) {
        merged.merge(copy(states[part]));
      }
      assertThat(merged.relativeError()).isEqualTo(alone.relativeError());
      assertThat(merged.bins().values()).containsExactly(alone.bins().values());
      assertThat(merged.bins().counts()[0]).containsExactly(alone.bins().counts()[0]);
    }
  }

  @Test
  void binnedValuesAreWithinTheStatedError() {
    double[] values = new Random(11).doubles(50_000).map(u -> Math.exp(20 * u)).sorted().toArray();
    AdaptiveHistogram histogram = of(values);
    AdaptiveHistogram.Bins bins = histogram.bins();
    assertThat(histogram.exact()).isFalse();
    assertThat(bins.size()).isBetween(2048, 4096);
    int row = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      for (long count = bins.counts()[0][bin]; count > 0; count--) {
        double value = values[row++];
        assertThat(Math.abs(bins.values()[bin] - value))
            .isLessThanOrEqualTo(histogram.relativeError() * Math.abs(value));
      }
    }
    assertThat(row).isEqualTo(values.length);
  }

  @Test
  void theEmptyHistogramIsTheIdentity() {
    AdaptiveHistogram histogram = of(new double[] {1, 2, 2});
    histogram.merge(new AdaptiveHistogram(1, 4096));
    AdaptiveHistogram other = new AdaptiveHistogram(1, 4096);
    other.merge(histogram);
    assertThat(other.bins().values()).containsExactly(1, 2);
    assertThat(other.bins().counts()[0]).containsExactly(1, 2);
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> new AdaptiveHistogram(1, 4096).add(Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not finite: NaN");
  }

  private static AdaptiveHistogram of(double[] values) {
    AdaptiveHistogram histogram = new AdaptiveHistogram(1, 4096);
    for (double value : values) {
      histogram.add(value, 0);
    }
    return histogram;
  }

  private static AdaptiveHistogram copy(AdaptiveHistogram histogram) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    histogram.write(new DataOutputStream(bytes));
    return AdaptiveHistogram.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
