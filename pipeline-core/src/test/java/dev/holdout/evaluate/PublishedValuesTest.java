package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Figures that were printed elsewhere. */
class PublishedValuesTest {
  /** Hanley & McNeil 1982, table I: 109 CT images rated 1 to 5; the area is 0.893. */
  @Test
  void areaOfRatedImages() {
    int[] normal = {33, 6, 6, 11, 2};
    int[] abnormal = {3, 2, 2, 11, 33};
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(3));
    for (int rating = 0; rating < 5; rating++) {
      add(counts, rating + 1, false, normal[rating]);
      add(counts, rating + 1, true, abnormal[rating]);
    }
    assertThat(value("roc_auc", counts, 3)).isCloseTo(0.893, within(0.0005));
    assertThat(value("gini", counts, 3)).isCloseTo(2 * 0.893 - 1, within(0.001));
    // The largest gap of the printed counts: at 4 and more, 44/51 − 13/58.
    assertThat(value("ks", counts, 3)).isCloseTo(44.0 / 51 - 13.0 / 58, within(1e-12));
  }

  /**
   * Larson et al., "How We Analyzed the COMPAS Recidivism Algorithm", ProPublica 2016: medium and
   * high scores against two years' recidivism, in per cent.
   */
  @Test
  void errorRatesOfCompas() {
    ScoreCounts black = decisions(1369, 805, 532, 990);
    assertThat(100 * value("fpr", black, 0.5)).isCloseTo(44.85, within(0.005));
    assertThat(100 * value("fnr", black, 0.5)).isCloseTo(27.99, within(0.005));
    assertThat(value("precision", black, 0.5)).isCloseTo(0.63, within(0.005));
    assertThat(value("npv", black, 0.5)).isCloseTo(0.65, within(0.005));
    ScoreCounts white = decisions(505, 349, 461, 1139);
    assertThat(100 * value("fpr", white, 0.5)).isCloseTo(23.45, within(0.005));
    assertThat(100 * value("fnr", white, 0.5)).isCloseTo(47.72, within(0.005));
    assertThat(value("precision", white, 0.5)).isCloseTo(0.59, within(0.005));
    assertThat(value("npv", white, 0.5)).isCloseTo(0.71, within(0.005));
  }

  /**
   * Saying of every half hour what was true of the last is right 85.3 % of the time in the
   * electricity table; HOLDOUT_DATA is the folder with the public tables.
   */
  @Test
  @EnabledIfEnvironmentVariable(named = "HOLDOUT_DATA", matches = ".+")
  void persistenceOnElectricityPrices() throws IOException {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(0.5));
    Path file = Path.of(System.getenv("HOLDOUT_DATA"), "elec2", "electricity.csv.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      boolean last = lines.readLine().endsWith("UP");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        boolean up = line.endsWith("UP");
        counts.add(last ? 1 : 0, up);
        last = up;
      }
    }
    assertThat(counts.rows()).isEqualTo(45_311);
    assertThat(value("accuracy", counts, 0.5)).isCloseTo(0.853, within(0.0005));
    // scikit-learn 1.2.1, cohen_kappa_score and matthews_corrcoef of the same rows
    assertThat(value("cohen_kappa", counts, 0.5)).isCloseTo(0.6997677894696164, within(1e-9));
    assertThat(value("mcc", counts, 0.5)).isCloseTo(0.6997677901834339, within(1e-9));
  }

  private static ScoreCounts decisions(int tp, int fp, int fn, int tn) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(0.5));
    add(counts, 1, true, tp);
    add(counts, 1, false, fp);
    add(counts, 0, true, fn);
    add(counts, 0, false, tn);
    return counts;
  }

  private static void add(ScoreCounts counts, double score, boolean positive, int times) {
    for (int time = 0; time < times; time++) {
      counts.add(score, positive);
    }
  }

  private static double value(String metric, ScoreCounts counts, double threshold) {
    return Metrics.byName(metric).value(counts, threshold).value().orElseThrow();
  }
}
