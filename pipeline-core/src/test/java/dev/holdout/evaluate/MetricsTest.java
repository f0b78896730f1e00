package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Measure;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final ScoreCounts NONE =
      ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());

  /** Values of scikit-learn 1.2.1 for {@link Sample} at the threshold 0.4. */
  private static final Map<String, Double> SCIKIT_LEARN =
      Map.ofEntries(
          Map.entry("roc_auc", 0.78),
          Map.entry("average_precision", 0.7892857142857141),
          Map.entry("log_loss", 0.5071888593489031),
          Map.entry("brier", 0.17225),
          Map.entry("accuracy", 0.6),
          Map.entry("balanced_accuracy", 0.6),
          Map.entry("precision", 4.0 / 7),
          Map.entry("recall", 0.8),
          Map.entry("specificity", 0.4),
          Map.entry("f1", 2.0 / 3),
          Map.entry("mcc", 0.2182178902359924),
          Map.entry("prevalence", 0.5),
          Map.entry("selection_rate", 0.7),
          Map.entry("tp", 4.0),
          Map.entry("fp", 3.0),
          Map.entry("fn", 1.0),
          Map.entry("tn", 2.0));

  @Test
  void agreesWithScikitLearn() {
    ScoreCounts counts = Sample.ten();
    SCIKIT_LEARN.forEach(
        (name, expected) ->
            assertThat(Metrics.byName(name).value(counts, 0.4).value().orElseThrow())
                .as(name)
                .isCloseTo(expected, within(1e-12)));
  }

  @Test
  void calibrationErrorIsTheWeightedGapOfFifteenBins() {
    // 0.0 falls into the first bin; 1/15 opens the second; 1.0 closes the last.
    ScoreCounts counts =
        Sample.counts(new double[] {0.0, 0.05, 1.0 / 15, 0.95, 1.0}, new int[] {0, 1, 1, 1, 0});
    double first = Math.abs(0.05 - 1);
    double second = Math.abs(1.0 / 15 - 1);
    double last = Math.abs(0.95 + 1.0 - 1);
    assertThat(value("ece", counts)).isCloseTo((first + second + last) / 5, within(1e-12));
  }

  @Test
  void calibrationCellsAreClosedBelow() {
    for (int cell = 0; cell < 15; cell++) {
      assertThat(CalibrationCells.cellOf(cell / 15.0)).isEqualTo(cell);
      assertThat(CalibrationCells.cellOf(Math.nextDown((cell + 1) / 15.0))).isEqualTo(cell);
    }
    assertThat(CalibrationCells.cellOf(1.0)).isEqualTo(14);
  }

  @Test
  void certainButWrongScoresAreClippedAtMachineEpsilon() {
    // scikit-learn 1.2.1, log_loss([1, 0, 1, 0], [0., 1., 1., 0.], eps=2**-52)
    ScoreCounts counts = Sample.counts(new double[] {0, 1, 1, 0}, new int[] {1, 0, 1, 0});
    assertThat(value("log_loss", counts)).isCloseTo(18.021826694558577, within(1e-12));
    assertThat(value("roc_auc", counts)).isEqualTo(0.5);
  }

  @Test
  void constantScoresHaveNoSkill() {
    ScoreCounts counts = Sample.counts(new double[] {.3, .3, .3, .3}, new int[] {1, 0, 0, 0});
    assertThat(value("roc_auc", counts)).isEqualTo(0.5);
    assertThat(value("average_precision", counts)).isEqualTo(0.25);
    assertThat(Metrics.byName("mcc").value(counts, 0.5).undefined())
        .contains("no positive decisions");
    assertThat(Metrics.byName("precision").value(counts, 0.5).undefined())
        .contains("no positive decisions");
    assertThat(Metrics.byName("recall").value(counts, 0.5).value()).contains(0.0);
  }

  @Test
  void oneClassAloneLeavesComparisonsUndefined() {
    ScoreCounts positives = Sample.counts(new double[] {.2, .7}, new int[] {1, 1});
    ScoreCounts negatives = Sample.counts(new double[] {.2, .7}, new int[] {0, 0});
    for (String name : new String[] {"roc_auc", "balanced_accuracy", "mcc"}) {
      assertThat(Metrics.byName(name).value(positives, 0.5).undefined()).contains("no negatives");
      assertThat(Metrics.byName(name).value(negatives, 0.5).undefined()).contains("no positives");
    }
    assertThat(value("average_precision", positives)).isEqualTo(1.0);
    assertThat(Metrics.byName("average_precision").value(negatives, 0.5).undefined())
        .contains("no positives");
    assertThat(value("log_loss", positives))
        .isCloseTo(-(Math.log(.2) + Math.log(.7)) / 2, within(1e-15));
  }

  @Test
  void noRowsLeaveAllButCountsUndefined() {
    for (Metric metric : Metrics.all()) {
      Measure measure = metric.value(NONE, 0.5);
      if (metric instanceof CellCount || metric instanceof EffectiveRows) {
        assertThat(measure.value()).contains(0.0);
      } else if (metric == Metrics.byName("f1")) {
        assertThat(measure.undefined()).contains("no rows");
      } else {
        assertThat(measure.undefined()).as(metric.name()).contains("no rows");
      }
    }
  }

  @Test
  void scoresThatAreNoProbabilitiesHaveRanksButNoLosses() {
    ScoreCounts counts = Sample.counts(new double[] {-2, 3, 0.5}, new int[] {0, 1, 0});
    assertThat(value("roc_auc", counts)).isEqualTo(1.0);
    for (String name : new String[] {"log_loss", "brier", "ece"}) {
      assertThat(Metrics.byName(name).value(counts, 0.5).undefined())
          .contains("2 scores lie outside [0, 1]");
    }
  }

  @Test
  void binnedAucStaysWithinItsBound() {
    Random random = new Random(7);
    ScoreCounts exact = ScoreCounts.empty(1 << 17, OptionalDouble.empty());
    ScoreCounts binned = ScoreCounts.empty(4096, OptionalDouble.empty());
    for (int row = 0; row < 100_000; row++) {
      boolean positive = random.nextDouble() < 0.1;
      double score = 1 / (1 + Math.exp(2 - random.nextGaussian() - (positive ? 1 : 0)));
      exact.add(score, positive);
      binned.add(score, positive);
    }
    assertThat(exact.exact()).isTrue();
    assertThat(binned.exact()).isFalse();
    double bound = RocAuc.errorBound(binned);
    assertThat(RocAuc.errorBound(exact)).isZero();
    assertThat(bound).isBetween(1e-6, 1e-3);
    double likely = RocAuc.likelyError(binned);
    assertThat(RocAuc.likelyError(exact)).isZero();
    assertThat(likely).isBetween(1e-7, bound / 10);
    assertThat(value("roc_auc", binned)).isCloseTo(value("roc_auc", exact), within(likely));
    assertThat(value("log_loss", binned)).isEqualTo(value("log_loss", exact));
  }

  @Test
  void directionSaysWhichValueIsBetter() {
    assertThat(Metrics.byName("roc_auc").direction().better(0.8, 0.7)).isTrue();
    assertThat(Metrics.byName("log_loss").direction().better(0.8, 0.7)).isFalse();
    assertThat(Metrics.byName("selection_rate").direction().better(0.8, 0.7)).isFalse();
    assertThat(Metrics.byName("brier").direction().gain(0.1, 0.3)).isEqualTo(0.3 - 0.1);
  }

  @Test
  void definitionsCoverEveryMetricOnce() {
    assertThat(Metrics.definitions())
        .extracting(Definition::name)
        .doesNotHaveDuplicates()
        .hasSize(Metrics.all().size())
        .contains("roc_auc", "ece", "tp");
  }

  @Test
  void namesTheChoicesForAnUnknownMetric() {
    assertThatThrownBy(() -> Metrics.byName("auc"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("\"auc\"")
        .hasMessageContaining("roc_auc, partial_auc");
  }

  private static double value(String name, ScoreCounts counts) {
    return Metrics.byName(name).value(counts, 0.5).value().orElseThrow();
  }
}
