package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The figures of calibration; {@link IntervalsTest} and {@link CoverageTest} see to intervals. */
class CalibrationFiguresTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 300, 7);

  /**
   * NumPy 1.24 on {@link Sample}: every score is alone in its bin of width 1/15, so that Murphy's
   * three terms are all: 0.0555833 − 0.1333333 + 0.25 = 0.17225.
   */
  @Test
  void brierIsReliabilityLessResolutionPlusUncertaintyWhereScoresOfABinAreEqual() {
    ScoreCounts counts = Sample.ten();
    assertThat(value("brier_reliability", counts)).isCloseTo(0.05558333333333334, within(1e-15));
    assertThat(value("brier_resolution", counts)).isCloseTo(0.13333333333333333, within(1e-15));
    assertThat(value("brier_uncertainty", counts)).isEqualTo(0.25);
    assertThat(value("brier_within_bins", counts)).isCloseTo(0, within(1e-15));
  }

  /**
   * Four rows in the bin from 0.4 to 0.4666…: scores 0.41, 0.42, 0.45, 0.46 with labels 0, 0, 1, 1.
   * Mean score 0.435 against 0.5; variance of the scores (0.025² + 0.015²)/2 = 0.000425; covariance
   * with the labels 0.5·(0.025 + 0.015)/2 = 0.01; within bins 0.000425 − 0.02.
   */
  @Test
  void whatIsLeftIsVarianceWithinBinsLessTwiceTheCovariance() {
    ScoreCounts counts = Sample.counts(new double[] {.41, .42, .45, .46}, new int[] {0, 0, 1, 1});
    assertThat(value("brier_reliability", counts)).isCloseTo(0.065 * 0.065, within(1e-15));
    assertThat(value("brier_resolution", counts)).isCloseTo(0, within(1e-15));
    assertThat(value("brier_within_bins", counts)).isCloseTo(0.000425 - 0.02, within(1e-15));
  }

  @Test
  void theTermsAddUpOnAnyRows() {
    Random random = new Random(3);
    for (int table = 0; table < 20; table++) {
      ScoreCounts counts = Sample.calibrated(random, 1 + random.nextInt(400), 0.2);
      double sum =
          value("brier_reliability", counts)
              - value("brier_resolution", counts)
              + value("brier_uncertainty", counts)
              + value("brier_within_bins", counts);
      assertThat(sum)
          .as("table %d of seed 3", table)
          .isCloseTo(value("brier", counts), within(1e-15));
    }
  }

  /** The row of score 0.35 is positive and alone in its bin: a gap of 0.65. */
  @Test
  void maximumCalibrationErrorIsTheWorstBins() {
    assertThat(value("mce", Sample.ten())).isCloseTo(0.65, within(1e-12));
    // 45 rows in 15 bins of three: the last three, scores 0.96 to 1, have one positive.
    double[] scores = new double[45];
    int[] labels = new int[45];
    for (int row = 0; row < 45; row++) {
      scores[row] = (row + 1) / 45.0;
      labels[row] = row < 30 ? row % 3 == 0 && row >= 15 ? 1 : 0 : row < 42 ? 1 : row % 2;
    }
    ScoreCounts counts = Sample.counts(scores, labels);
    double[] gaps = new double[15];
    for (int bin = 0; bin < 15; bin++) {
      for (int row = 3 * bin; row < 3 * bin + 3; row++) {
        gaps[bin] += (scores[row] - labels[row]) / 3;
      }
    }
    double sum = 0;
    double largest = 0;
    for (double gap : gaps) {
      sum += Math.abs(gap) / 15;
      largest = Math.max(largest, Math.abs(gap));
    }
    assertThat(value("ece_equal_mass", counts)).isCloseTo(sum, within(1e-12));
    assertThat(value("mce_equal_mass", counts)).isCloseTo(largest, within(1e-12));
  }

  @Test
  void rowsOfOneScoreAreNeverPartedByEqualMass() {
    // 40 rows of one score, 20 of each label: one bin, whose gap is 0.3 − 0.5.
    double[] scores = new double[40];
    int[] labels = new int[40];
    for (int row = 0; row < 40; row++) {
      scores[row] = 0.3;
      labels[row] = row % 2;
    }
    ScoreCounts counts = Sample.counts(scores, labels);
    assertThat(value("ece_equal_mass", counts)).isCloseTo(0.2, within(1e-12));
    assertThat(ReliabilityDiagram.of(counts, 0.95).bins())
        .singleElement()
        .satisfies(bin -> assertThat(bin.rows()).isEqualTo(40));
  }

  /**
   * statsmodels 0.13.5, GLM(y, [1, logit p], Binomial()) and GLM(y, [1], offset=logit p) with
   * cov_type HC0, whose standard error wants √(n / (n − 1)) for ten rows.
   */
  @Test
  void slopeAndInterceptAgreeWithStatsmodels() {
    ScoreCounts counts = Sample.ten();
    Measure slope = Metrics.byName("calibration_slope").measure(counts, 0.5, CONFIDENCE);
    assertThat(slope.value().orElseThrow()).isCloseTo(1.48649349, within(1e-8));
    assertThat(slope.lower().orElseThrow()).isCloseTo(-0.53368996, within(1e-8));
    assertThat(slope.upper().orElseThrow()).isCloseTo(3.50667694, within(1e-8));
    Measure intercept = Metrics.byName("calibration_intercept").measure(counts, 0.5, CONFIDENCE);
    assertThat(intercept.value().orElseThrow()).isCloseTo(0.12929507, within(1e-8));
    double reach = 1.32473796 * Math.sqrt(10.0 / 9);
    assertThat(intercept.lower().orElseThrow()).isCloseTo(0.12929507 - reach, within(2e-8));
    assertThat(intercept.upper().orElseThrow()).isCloseTo(0.12929507 + reach, within(2e-8));
    // 2·(ln L of the fit − ln L of the scores) against scipy.stats.chi2(2).
    assertThat(value("calibration_p", counts)).isCloseTo(0.8575067968369509, within(1e-9));
  }

  /** NumPy and scipy.stats.norm on the ten rows. */
  @Test
  void spiegelhaltersZAgreesWithItsFormula() {
    assertThat(value("spiegelhalter_z", Sample.ten()))
        .isCloseTo(-0.37498083040366426, within(1e-12));
    assertThat(value("spiegelhalter_p", Sample.ten())).isCloseTo(0.7076747233298839, within(1e-12));
  }

  @Test
  void scoresThatAreTooExtremeHaveASlopeBelowOne() {
    // The log-odds doubled: slope ½. All log-odds 1 too low: intercept 1.
    SplittableRandom random = new SplittableRandom(11);
    ScoreCounts extreme = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());
    ScoreCounts low = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());
    for (int row = 0; row < 30_000; row++) {
      double logOdds = 1.5 * random.nextGaussian();
      boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
      extreme.add(1 / (1 + Math.exp(-2 * logOdds)), positive);
      low.add(1 / (1 + Math.exp(1 - logOdds)), positive);
    }
    assertThat(value("calibration_slope", extreme)).isCloseTo(0.5, within(0.02));
    assertThat(value("calibration_intercept", low)).isCloseTo(1, within(0.05));
    assertThat(value("calibration_p", low)).isLessThan(1e-10);
    assertThat(value("spiegelhalter_p", extreme)).isLessThan(1e-10);
  }

  @Test
  void pValuesOfCalibratedScoresAreUniform() {
    Random random = new Random(5);
    int small = 0;
    int joint = 0;
    for (int table = 0; table < 400; table++) {
      ScoreCounts counts = Sample.calibrated(random, 300, 0.3);
      small += value("spiegelhalter_p", counts) < 0.1 ? 1 : 0;
      joint += value("calibration_p", counts) < 0.1 ? 1 : 0;
    }
    // 40 of 400, give or take three standard deviations of √(400·0.1·0.9) = 6.
    assertThat(small).as("seed 5").isBetween(22, 58);
    assertThat(joint).as("seed 5").isBetween(22, 58);
  }

  @Test
  void saysWhyThereIsNoValue() {
    ScoreCounts equal = Sample.counts(new double[] {.3, .3, .3}, new int[] {0, 1, 0});
    assertThat(reason("calibration_slope", equal)).contains("all scores are equal");
    assertThat(value("calibration_intercept", equal))
        // One of three positive where 0.3 are said: ln(½) − ln(3/7).
        .isCloseTo(Math.log(0.5) - Math.log(3.0 / 7), within(1e-9));
    ScoreCounts apart = Sample.counts(new double[] {.2, .3, .3, .6}, new int[] {0, 0, 1, 1});
    assertThat(reason("calibration_slope", apart)).contains("the scores separate the classes");
    assertThat(reason("calibration_p", apart)).contains("the scores separate the classes");
    ScoreCounts oneClass = Sample.counts(new double[] {.2, .3}, new int[] {0, 0});
    assertThat(reason("calibration_intercept", oneClass)).contains("no positives");
    ScoreCounts sure = Sample.counts(new double[] {0, 0.5, 1}, new int[] {0, 1, 1});
    assertThat(reason("spiegelhalter_z", sure)).contains("every score is 0, ½ or 1");
    assertThat(reason("spiegelhalter_p", sure)).contains("every score is 0, ½ or 1");
    ScoreCounts outside = Sample.counts(new double[] {-1, 2}, new int[] {0, 1});
    for (Metric metric : Metrics.all()) {
      if (metric.name().matches("(brier|ece|mce|calibration|spiegelhalter).*")) {
        assertThat(reason(metric.name(), outside)).contains("2 scores lie outside [0, 1]");
      }
    }
  }

  @Test
  void scoresOfZeroAndOneKeepTheSlopeFinite() {
    ScoreCounts counts =
        Sample.counts(new double[] {0, 0, 1, 1, 0.5, 0.5}, new int[] {0, 1, 0, 1, 1, 0});
    // Half of each are positive: no slope at all.
    assertThat(value("calibration_slope", counts)).isCloseTo(0, within(1e-9));
  }

  @Test
  void theDiagramHasWilsonsIntervalsAndCounts() {
    List<ReliabilityBin> bins = ReliabilityDiagram.of(Sample.repeated(20), 0.95).bins();
    assertThat(bins.stream().mapToLong(ReliabilityBin::rows).sum()).isEqualTo(200);
    ReliabilityBin last = bins.get(bins.size() - 1);
    assertThat(last.meanScore()).isCloseTo(0.9, within(1e-12));
    assertThat(last.rows()).isEqualTo(20);
    // Wilson for 20 of 20: 1 / (1 + z²/20).
    double z = 1.959963984540054;
    assertThat(last.observed().lower().orElseThrow()).isCloseTo(1 / (1 + z * z / 20), within(1e-9));
    assertThat(last.observed().upper()).contains(1.0);
    assertThat(ReliabilityDiagram.of(Sample.counts(new double[] {2}, new int[] {1}), 0.95).bins())
        .isEmpty();
  }

  private static double value(String name, ScoreCounts counts) {
    return Metrics.byName(name).value(counts, 0.5).value().orElseThrow();
  }

  private static String reason(String name, ScoreCounts counts) {
    return Metrics.byName(name).value(counts, 0.5).undefined().orElse("");
  }
}
