package dev.holdout.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void endsAtRoundNumbers() {
    Axis axis = Axis.around("", 0.803, 0.852);

    assertThat(axis.low()).isEqualTo(0.8);
    assertThat(axis.tick(axis.low())).isEqualTo("0.80");
    assertThat(axis.tick(axis.high())).isEqualTo("0.86");
  }

  @Test
  void hasAWidthEvenForOneValue() {
    Axis axis = Axis.around("", 0.5, 0.5);

    assertThat(axis.high()).isGreaterThan(axis.low());
    assertThat(axis.share(0.5)).isBetween(0.0, 1.0);
  }

  @Test
  void clampsWhatLiesOutside() {
    assertThat(Axis.unit("").share(-3)).isZero();
    assertThat(Axis.unit("").share(3)).isEqualTo(1);
  }

  @Test
  void showsTheDigitsItsStepNeeds() {
    assertThat(new Axis("", -0.25, 0.25, 0.25).tick(0.25)).isEqualTo("0.25");
    assertThat(new Axis("", 0, 1, 0.2).tick(0.4)).isEqualTo("0.4");
    assertThat(new Axis("", 0, 100, 20).tick(40)).isEqualTo("40");
  }

  @Test
  void roundsUpToAGoodEnd() {
    assertThat(Axis.roundUp(0.238)).isEqualTo(0.25);
    assertThat(Axis.roundUp(0.1)).isEqualTo(0.1);
    assertThat(Axis.roundUp(8.1)).isEqualTo(10);
  }

  @Test
  void refusesEndsInTheWrongOrder() {
    assertThatThrownBy(() -> new Axis("", 1, 1, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1.0 to 1.0");
  }
}
