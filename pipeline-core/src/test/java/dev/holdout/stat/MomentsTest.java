package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MomentsTest {
  /** NumPy 1.24: x.mean(), x.std(ddof=1). */
  @Test
  void agreesWithNumPy() {
    Moments moments = of(1.5, 2.25, -3, 7, 11, 4, 0.1, 100);
    assertThat(moments.mean()).isCloseTo(15.35625, within(1e-14));
    assertThat(moments.standardDeviation()).isCloseTo(34.46697630134014, within(1e-13));
  }

  @Test
  void isTheSameToTheBitHoweverTheValuesAreDividedAndOrdered() throws IOException {
    Random random = new Random(3);
    double[] values =
        random.doubles(5_000).map(u -> (u - 0.4) * Math.exp(60 * random.nextGaussian())).toArray();
    Moments alone = of(values);
    Moments[] parts = new Moments[7];
    Arrays.setAll(parts, part -> new Moments());
    for (int i = values.length - 1; i >= 0; i--) {
      parts[random.nextInt(7)].add(values[i]);
    }
    Moments merged = new Moments();
    for (Moments part : parts) {
      merged.merge(copy(part));
    }
    assertThat(merged.count()).isEqualTo(5_000);
    assertThat(merged.mean()).isEqualTo(alone.mean());
    assertThat(merged.standardDeviation()).isEqualTo(alone.standardDeviation());
  }

  /** The sum is 3, though no double near 1e300 can hold it beside the large terms. */
  @Test
  void losesNothingToCancellation() {
    assertThat(of(1e300, 1, -1e300, 2).mean()).isEqualTo(0.75);
    // Deviations of ±1 around 1e15: (1 + 0 + 1) / 2.
    assertThat(of(1e15 - 1, 1e15, 1e15 + 1).standardDeviation()).isEqualTo(1.0);
  }

  @Test
  void holdsTheLargestAndTheSmallestNumbers() throws IOException {
    double max = Double.MAX_VALUE;
    double min = Double.MIN_VALUE;
    assertThat(copy(of(max, max, max)).mean()).isEqualTo(max);
    assertThat(of(max, -max).standardDeviation()).isEqualTo(max);
    assertThat(copy(of(min, min)).mean()).isEqualTo(min);
    assertThat(of(-min, min).mean()).isEqualTo(0.0);
    // Deviations of ±4e-320: the root of 2 · 4² is 5.66.
    assertThat(copy(of(-4e-320, 4e-320)).standardDeviation()).isBetween(5.6e-320, 5.7e-320);
    assertThat(copy(of(-1e-200, -3e-200)).mean()).isEqualTo(-2e-200);
  }

  @Test
  void knowsWhetherValuesVary() {
    assertThat(of(0.1, 0.1, 0.1).vary()).isFalse();
    assertThat(of(5).vary()).isFalse();
    assertThat(of(1e16, Math.nextUp(1e16)).vary()).isTrue();
  }

  @Test
  void refusesWhatIsUndefined() {
    assertThatThrownBy(() -> of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of().mean()).hasMessage("0 values, 1 needed");
    assertThatThrownBy(() -> of(1).standardDeviation()).hasMessage("1 values, 2 needed");
  }

  private static Moments of(double... values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return moments;
  }

  private static Moments copy(Moments moments) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    moments.write(new DataOutputStream(bytes));
    return Moments.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
