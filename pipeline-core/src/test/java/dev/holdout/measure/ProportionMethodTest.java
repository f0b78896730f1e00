package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionMethodTest {
  private static final double Z = Quantiles.normal(0.95);

  /** statsmodels 0.13.5, proportion_confint(hits, trials, method="beta") */
  @Test
  void clopperAndPearsonsAgreesWithStatsmodels() {
    assertInterval(ClopperPearson.interval(1, 10, Z), 0.0025285785444617848, 0.4450161170281953);
    assertInterval(ClopperPearson.interval(0, 10, Z), 0, 0.30849710781876083);
    assertInterval(ClopperPearson.interval(10, 10, Z), 0.6915028921812392, 1);
    assertInterval(ClopperPearson.interval(15, 148, Z), 0.05784401008344857, 0.161650490349479);
  }

  /**
   * The lower end of 1 and of 3 of 80: scipy.stats.chi2.ppf(0.05, 2 k) / 2 / 80. The upper end is
   * Wilson's by statsmodels.
   */
  @Test
  void fewHitsHaveThePoissonLimit() {
    Estimate one = ProportionMethod.WILSON.estimate(1, 80);
    assertThat(one.method()).isEqualTo("modified-wilson");
    assertInterval(one.at(Z), 0.05129329438755058 / 80, 0.06746270077668667);
    assertInterval(
        ProportionMethod.WILSON.estimate(3, 80).at(Z),
        0.8176914478112445 / 80,
        0.10454720090045116);
    // Misses mirror hits.
    assertInterval(
        ProportionMethod.WILSON.estimate(79, 80).at(Z),
        1 - 0.06746270077668667,
        1 - 0.05129329438755058 / 80);
  }

  @Test
  void otherwiseTheIntervalIsWilsons() {
    for (int hits : new int[] {0, 4, 40, 76, 80}) {
      Estimate estimate = ProportionMethod.WILSON.estimate(hits, 80);
      assertThat(estimate.method()).isEqualTo("wilson");
      assertThat(estimate.at(Z)).isEqualTo(Wilson.interval(hits, 80, Z));
    }
  }

  /** Agresti & Coull 1998: the exact interval never covers less often than it says. */
  @Test
  void clopperAndPearsonsAlwaysCovers() {
    for (double share : new double[] {0.01, 0.07, 0.3, 0.5}) {
      double covered = 0;
      double chance = Math.pow(1 - share, 30);
      for (int hits = 0; hits <= 30; hits++) {
        Interval interval = ClopperPearson.interval(hits, 30, Z);
        covered += interval.lower() <= share && share <= interval.upper() ? chance : 0;
        chance *= (30.0 - hits) / (hits + 1) * share / (1 - share);
      }
      assertThat(covered).as("%s", share).isGreaterThanOrEqualTo(0.95);
    }
  }

  private static void assertInterval(Interval interval, double lower, double upper) {
    assertThat(interval.lower()).isCloseTo(lower, within(1e-9));
    assertThat(interval.upper()).isCloseTo(upper, within(1e-9));
  }
}
