package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Wilson;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private static final double Z = Quantiles.normal(0.95);
  private static final Confidence CONFIDENCE = new Confidence(0.95, 1000, 1);

  @Test
  void wilsonAgreesWithStatsmodels() {
    // statsmodels 0.13.5, proportion_confint(hits, trials, method="wilson")
    assertInterval(Wilson.interval(8, 10, Z), 0.49016247153664183, 0.9433178485456247);
    assertInterval(Wilson.interval(0, 10, Z), 0.0, 0.27753279986288926);
    assertInterval(Wilson.interval(15, 148, Z), 0.06238639953073628, 0.16048724172330803);
  }

  @Test
  void differencesOfProportionsAreNewcombesMethod10() {
    // Newcombe 1998, example (a): 56/70 against 48/80; statsmodels 0.13.5,
    // confint_proportions_2indep(56, 70, 48, 80, method="newcomb", correction=False)
    Estimate difference = Wilson.estimate(56, 70).minus(Wilson.estimate(48, 80));
    assertInterval(difference.at(Z), 0.05243147240236498, 0.33387265403690614);
  }

  @Test
  void thePValueIsWhereTheIntervalReachesZero() {
    Estimate difference = Wilson.estimate(56, 70).minus(Wilson.estimate(48, 80));
    double p = difference.pValue();
    assertThat(difference.at(Quantiles.normal(1 - p)).lower()).isCloseTo(0, within(1e-9));
    assertThat(Wilson.estimate(5, 10).minus(Wilson.estimate(10, 20)).pValue()).isEqualTo(1.0);
  }

  @Test
  void delongVarianceCountsTies() {
    // numpy: mean over 5 × 5 pairs of 1, ½, 0; var(ddof=1) of row means / 5 + of column means / 5
    assertThat(AucEstimate.variance(Sample.ten())).isCloseTo(0.0238, within(1e-12));
  }

  @Test
  void aucOfManyRowsIsDelongsOnTheLogitScale() {
    // Ten rows repeated 100 times: AUC 0.78, and DeLong's variance by hand from the sums of squares
    // of the ten placements: 0.0238 = (a/4 + b/4) / 5 becomes (100a/499 + 100b/499) / 500.
    ScoreCounts counts = Sample.repeated(100);
    double deviation = Math.sqrt(0.0238 * 4 * 5 * 100 / 499 / 500);
    double onLogits = Z * deviation / (0.78 * 0.22);
    double logit = Math.log(0.78 / 0.22);
    Measure auc = Metrics.byName("roc_auc").measure(counts, 0.4, CONFIDENCE);
    assertThat(auc.method()).contains("delong");
    assertThat(auc.lower().orElseThrow())
        .isCloseTo(1 / (1 + Math.exp(onLogits - logit)), within(1e-9));
    assertThat(auc.upper().orElseThrow())
        .isCloseTo(1 / (1 + Math.exp(-onLogits - logit)), within(1e-9));
  }

  @Test
  void aucOfFewRowsIsNewcombes() {
    // scipy.optimize.brentq on |t − 0.78| = z·√V(t), m = n = 5
    Measure auc = Metrics.byName("roc_auc").measure(Sample.ten(), 0.4, CONFIDENCE);
    assertThat(auc.method()).contains("newcombe");
    assertThat(auc.lower().orElseThrow()).isCloseTo(0.41155260126424853, within(1e-9));
    assertThat(auc.upper().orElseThrow()).isCloseTo(0.9423631031438204, within(1e-9));
  }

  @Test
  void perfectAndHopelessValuesStillHaveIntervalsWithWidth() {
    ScoreCounts perfect =
        Sample.counts(new double[] {0, 0, 0, 0, 1, 1, 1, 1}, new int[] {0, 0, 0, 0, 1, 1, 1, 1});
    for (Metric metric : Metrics.all()) {
      if (!(metric instanceof Estimated)) {
        continue;
      }
      Measure measure = metric.measure(perfect, 0.5, CONFIDENCE);
      if (measure.undefined().isPresent() || metric == BrierPart.WITHIN_BINS) {
        continue; // Separated classes have no slope; equal scores of a bin leave nothing within.
      }
      double width = measure.upper().orElseThrow() - measure.lower().orElseThrow();
      assertThat(width).as(metric.name()).isGreaterThan(0.05);
    }
    ScoreCounts hopeless =
        Sample.counts(new double[] {1, 1, 1, 0, 0, 0}, new int[] {0, 0, 0, 1, 1, 1});
    Measure auc = Metrics.byName("roc_auc").measure(hopeless, 0.5, CONFIDENCE);
    assertThat(auc.lower()).contains(0.0);
    assertThat(auc.upper().orElseThrow()).isBetween(0.1, 0.9);
  }

  @Test
  void meansOfLossesHaveStudentsIntervalOnTheLogScale() {
    // scipy: m·exp(±t·se/m) with the ten losses of Brier, t = t.ppf(0.975, 9)
    Measure brier = Metrics.byName("brier").measure(Sample.ten(), 0.4, CONFIDENCE);
    assertThat(brier.method()).contains("log-t");
    assertThat(brier.lower().orElseThrow()).isCloseTo(0.08982451099757585, within(1e-9));
    assertThat(brier.upper().orElseThrow()).isCloseTo(0.3303114280332763, within(1e-9));
  }

  @Test
  void everyIntervalHoldsItsValueAndNarrowsWithRows() {
    ScoreCounts few = Sample.repeated(3);
    ScoreCounts many = Sample.repeated(300);
    for (Metric metric : Metrics.all()) {
      if (!(metric instanceof Estimated)) {
        continue;
      }
      Measure wide = metric.measure(few, 0.4, CONFIDENCE);
      Measure narrow = metric.measure(many, 0.4, CONFIDENCE);
      assertThat(wide.value().orElseThrow())
          .isBetween(wide.lower().orElseThrow(), wide.upper().orElseThrow());
      double width = wide.upper().orElseThrow() - wide.lower().orElseThrow();
      double narrowed = narrow.upper().orElseThrow() - narrow.lower().orElseThrow();
      if (metric.name().equals("brier_within_bins")) {
        assertThat(width).as("all scores of a bin of this sample are equal").isZero();
        assertThat(narrowed).isZero();
      } else {
        assertThat(narrowed).as(metric.name()).isLessThan(width);
      }
    }
  }

  @Test
  void sameSeedSameInterval() {
    for (String name : List.of("mcc", "average_precision")) {
      Metric metric = Metrics.byName(name);
      Measure once = metric.measure(Sample.repeated(50), 0.4, CONFIDENCE);
      assertThat(metric.measure(Sample.repeated(50), 0.4, CONFIDENCE)).isEqualTo(once);
      assertThat(metric.measure(Sample.repeated(50), 0.4, CONFIDENCE.of("other")))
          .isNotEqualTo(once);
    }
  }

  @Test
  void benjaminiHochbergAgreesWithStatsmodels() {
    // statsmodels 0.13.5, multipletests(p, method="fdr_bh")
    assertThat(
            BenjaminiHochberg.adjust(
                List.of(0.216, 0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212)))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.216, 0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.74 / 7, 0.216, 0.216);
    assertThat(BenjaminiHochberg.adjust(List.of())).isEmpty();
  }

  private static void assertInterval(Interval interval, double lower, double upper) {
    assertThat(interval.lower()).isCloseTo(lower, within(1e-9));
    assertThat(interval.upper()).isCloseTo(upper, within(1e-9));
  }
}
