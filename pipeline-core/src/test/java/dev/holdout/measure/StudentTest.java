package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

final class StudentTest {
  private static final double Z95 = 1.959963984540054;

  /** SciPy 1.10.1: {@code t.isf(norm.sf(z), degrees)}. */
  @Test
  void quantilesAreThoseOfSciPy() {
    check(Z95, 1, 12.7062047364321);
    check(Z95, 2.5, 3.57465484201188);
    check(Z95, 10, 2.22813885196494);
    check(Z95, 100, 1.98397151844963);
    check(Z95, 1e4, 1.96020123989063);
    check(Z95, 1e6, 1.95996635681411);
    check(0.01, 1, 0.0125335887327673);
    check(0.01, 100, 0.0100250333750609);
    check(1, 2.5, 1.24431544129987);
  }

  @Test
  void theyHoldFarOut() {
    check(8, 1, 511673209279346.0);
    check(8, 2.5, 1059816.40275987);
    check(8, 10, 84.9857097944535);
    check(8, 1e9, 8.00000013);
    check(20, 10, 1840842333.45307);
    check(20, 100, 73.7361416459006);
    check(20, 1e4, 20.2021902099085);
    check(20, 1e6, 20.0020051680108);
    check(37, 1e4, 38.3042075780622);
    // Far out P(T > t) is Γ(5.5)/(√(10π)·Γ(5))·10^4.5/t^10, 12304/t^10; P = 5.7256e−300.
    assertThat(Student.quantile(37, 10)).isCloseTo(2.154e30, withinPercentage(0.1));
  }

  @Test
  void endsAreNoAccidents() {
    assertThat(Student.quantile(0, 5)).isZero();
    // No double is as little as what lies beyond 40.
    assertThat(Student.quantile(40, 5)).isEqualTo(Student.quantile(37, 5) * (40 / 37.0));
  }

  private static void check(double z, double degrees, double expected) {
    assertThat(Student.quantile(z, degrees))
        .as(z + ", " + degrees)
        .isCloseTo(expected, withinPercentage(1e-5));
  }
}
