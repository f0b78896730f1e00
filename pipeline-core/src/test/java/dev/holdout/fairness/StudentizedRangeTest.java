package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentizedRangeTest {
  @Test
  void agreesWithScipy() {
    // scipy 1.10.1, studentized_range.ppf(.95, k, inf) / sqrt(2); sf(3.2 * sqrt(2), k, inf)
    StudentizedRange range = new StudentizedRange();
    assertThat(range.z(2, 0.95)).isCloseTo(1.9599639845400534, within(1e-9));
    assertThat(range.z(3, 0.95)).isCloseTo(2.343700586378409, within(1e-8));
    assertThat(range.z(5, 0.95)).isCloseTo(2.7277743708703763, within(1e-8));
    assertThat(range.z(20, 0.95)).isCloseTo(3.5437991315177815, within(1e-8));
    assertThat(range.z(100, 0.95)).isCloseTo(4.302488463597363, within(1e-8));
    assertThat(StudentizedRange.outside(5, 3.2)).isCloseTo(0.011994137878661326, within(1e-9));
    assertThat(StudentizedRange.outside(100, 3.2)).isCloseTo(0.7863809414532983, within(1e-9));
  }

  @Test
  void farOutItIsTheSumOverPairs() {
    // scipy: 3 * erfc(7 / sqrt(2)) = 3 * 2.5596e-12
    assertThat(StudentizedRange.outside(3, 7)).isCloseTo(7.6789e-12, within(1e-15));
  }
}
