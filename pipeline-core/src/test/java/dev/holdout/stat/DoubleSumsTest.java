package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DoubleSumsTest {
  @Test
  void keepsWhatOneDoubleWouldLose() {
    DoubleSums sums = new DoubleSums(2);
    sums.add(1, 1e16);
    sums.add(1, 1);
    sums.add(1, -1e16);
    assertThat(sums.value(1)).isEqualTo(1);
    assertThat(sums.value(0)).isEqualTo(0);
    double tenth = 0.1;
    DoubleSums tenths = new DoubleSums(1);
    for (int at = 0; at < 10; at++) {
      tenths.add(0, tenth);
    }
    // Ten times the double nearest to 0.1, rounded once.
    assertThat(tenths.value(0))
        .isEqualTo(new BigDecimal(tenth).multiply(BigDecimal.TEN).doubleValue());
  }

  @Test
  void productsAreNotRounded() {
    DoubleSums sums = new DoubleSums(1);
    double near = 1 + Math.ulp(1.0);
    sums.addProduct(0, near, near);
    assertThat(sums.decimal(0)).isEqualByComparingTo(new BigDecimal(near).pow(2));
  }

  @Test
  void theOrderAndDivisionOfTermsDoNotShow() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    List<Double> terms = new ArrayList<>();
    for (int at = 0; at < 10_000; at++) {
      terms.add(random.nextGaussian() * Math.pow(10, random.nextInt(12)));
    }
    BigDecimal exact = terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    for (int time = 0; time < 5; time++) {
      Collections.shuffle(terms, random);
      DoubleSums one = new DoubleSums(1);
      DoubleSums other = new DoubleSums(1);
      for (int at = 0; at < terms.size(); at++) {
        (at % 3 == time % 3 ? one : other).add(0, terms.get(at));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      other.write(new DataOutputStream(bytes));
      one.merge(
          DoubleSums.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
      assertThat(one.value(0)).as("seed " + seed).isEqualTo(exact.doubleValue());
    }
  }

  @Test
  void refusesToMergeOtherShapes() {
    assertThatThrownBy(() -> new DoubleSums(2).merge(new DoubleSums(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 and 3 sums");
  }
}
