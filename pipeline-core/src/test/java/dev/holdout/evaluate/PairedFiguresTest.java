package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Interval;
import dev.holdout.stat.Scan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values: {@code src/test/python/paired_models.py}. */
final class PairedFiguresTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Confidence CONFIDENCE = new Confidence(0.95, 400, 3);

  private record Scored(double first, double second, boolean positive) {}

  /**
   * Albumin, total protein and the K-G score (lower is better) of 43 patients and whether surgery
   * helped them: the table of DeLong, DeLong & Clarke-Pearson 1988.
   */
  private static final String PATIENTS =
      """
      3.0 5.8 10 0, 3.2 6.3 5 1, 3.9 6.8 3 1, 2.8 4.8 6 0, 3.2 5.8 3 1, 0.9 4.0 5 0, 2.5 5.7 8 0,
      1.6 5.6 5 1, 3.8 5.7 5 1, 3.7 6.7 6 1, 3.2 5.4 4 1, 3.8 6.6 6 1, 4.1 6.6 5 1, 3.6 5.7 5 1,
      4.3 7.0 4 1, 3.6 6.7 4 0, 2.3 4.4 6 1, 4.2 7.6 4 0, 4.0 6.6 6 0, 3.5 5.8 6 1, 3.8 6.8 7 1,
      3.0 4.7 8 0, 4.5 7.4 5 1, 3.7 7.4 5 1, 3.1 6.6 6 1, 4.1 8.2 6 1, 4.3 7.0 5 1, 4.3 6.5 4 1,
      3.2 5.1 5 1, 2.6 4.7 6 1, 3.3 6.8 6 0, 1.7 4.0 7 0, 3.7 6.1 5 1, 3.3 6.3 7 1, 4.2 7.7 6 1,
      3.5 6.2 5 1, 2.9 5.7 9 0, 2.1 4.8 7 1, 2.8 6.2 8 0, 4.0 7.0 7 1, 3.3 5.7 6 1, 3.7 6.9 5 1,
      3.6 6.6 5 1
      """;

  /** The comparison with the K-G score as SAS/STAT prints it (PROC LOGISTIC, ROCCONTRAST). */
  @Test
  void differencesOfAreasAreThosePrintedForThePatientsOfDeLong() {
    List<double[]> patients =
        Stream.of(PATIENTS.strip().split(",\\s*"))
            .map(row -> Stream.of(row.split(" ")).mapToDouble(Double::parseDouble).toArray())
            .toList();
    PairedDelong albumin = figures(patients.stream().map(row -> patient(row, 0)).toList()).delong();
    assertThat(albumin.difference()).isCloseTo(0.0108, within(5e-5));
    assertThat(Math.sqrt(albumin.variance())).isCloseTo(0.0953, within(5e-5));
    PairedDelong protein = figures(patients.stream().map(row -> patient(row, 1)).toList()).delong();
    assertThat(protein.difference()).isCloseTo(-0.0780, within(5e-5));
    assertThat(Math.sqrt(protein.variance())).isCloseTo(0.1046, within(5e-5));
    assertThat(protein.difference() * protein.difference() / protein.variance())
        .as("chi-squared")
        .isCloseTo(0.5554, within(5e-5));
  }

  private static Scored patient(double[] row, int test) {
    return new Scored((10 - row[2]) / 10, row[test] / 10, row[3] == 1);
  }

  @Test
  void agreesWithOthersOnFewRows() {
    PairedFigures figures = figures(given(60));
    assertThat(figures.delong().difference())
        .isCloseTo(0.8097142857142857 - 0.7708571428571429, EXACT);
    assertThat(figures.delong().variance()).isCloseTo(0.0019348331332533029, EXACT);
    assertThat(figures.delong().errorBound()).isZero();
    Map<String, PairedMetric> all = figures.all();
    assertThat(all.keySet()).containsExactlyElementsOf(PairedFigures.METRICS);
    assertThat(all.get("roc_auc").difference().p().orElseThrow())
        .isCloseTo(0.3857928736378039, within(1e-9));
    assertThat(figures.decisions().onlyBaseline()).isEqualTo(6);
    assertThat(figures.decisions().onlyScore()).isEqualTo(8);
    assertThat(figures.decisions().pValue().orElseThrow()).isCloseTo(0.79052734375, EXACT);
    assertThat(all.get("accuracy").difference().p().orElseThrow()).isCloseTo(0.79052734375, EXACT);
    assertThat(all.get("accuracy").difference().estimate().orElseThrow().value())
        .isCloseTo(2.0 / 60, EXACT);
    assertThat(all.get("recall").difference().p().orElseThrow()).isCloseTo(0.21875, EXACT);
    assertThat(all.get("recall").difference().estimate().orElseThrow().value())
        .isCloseTo(-4.0 / 25, EXACT);
    assertThat(all.get("specificity").difference().p().orElseThrow()).isCloseTo(0.0703125, EXACT);
    assertLoss(
        all.get("log_loss"),
        -0.05065201568851971,
        -0.1278836914262019,
        0.024339628444417477,
        0.18168086789173288);
    assertLoss(
        all.get("brier"),
        -0.019306666666666673,
        -0.05450867396559442,
        0.014786391524310175,
        0.2617350282156515);
    for (PairedMetric figure : all.values()) {
      double difference = figure.difference().estimate().orElseThrow().value();
      assertThat(difference)
          .isCloseTo(
              figure.score().value().orElseThrow() - figure.baseline().value().orElseThrow(),
              EXACT);
    }
  }

  @Test
  void agreesWithOthersOnManyRows() {
    PairedFigures figures = figures(given(20_000));
    assertThat(figures.delong().variance()).isCloseTo(6.332200294034122e-06, within(1e-16));
    assertThat(figures.decisions().onlyBaseline()).isEqualTo(1541);
    assertThat(figures.decisions().onlyScore()).isEqualTo(2711);
    assertThat(figures.decisions().pValue().orElseThrow())
        .isCloseTo(8.92709048539958e-73, within(1e-82));
    assertLoss(
        figures.all().get("log_loss"),
        -0.056156411650433155,
        -0.05961746911719427,
        -0.052693811651146776,
        6.619181442540349e-214);
  }

  @Test
  void mcNemarsTestIsExactAndBeyondManyRowsChiSquared() {
    assertThat(McNemar.of(8, 2).pValue().orElseThrow()).isCloseTo(0.109375, EXACT);
    assertThat(McNemar.of(2, 8).pValue().orElseThrow()).isCloseTo(0.109375, EXACT);
    assertThat(McNemar.of(5, 5).pValue().orElseThrow()).isEqualTo(1);
    assertThat(McNemar.of(0, 0).pValue().orElseThrow()).isEqualTo(1);
    assertThat(McNemar.of(60_000, 61_000).pValue().orElseThrow())
        .isCloseTo(0.004042862198797267, within(1e-9));
    // The two meet: χ² = 300² / 99,900
    assertThat(McNemar.of(49_800, 50_100).pValue().orElseThrow()).isCloseTo(0.3425, within(2e-3));
  }

  @Test
  void theIntervalOfPairedSharesIsBonettAndPrices() {
    Interval interval = new PairedShare(50, 4, 10).estimate().at(1.959963984540054);
    assertThat(interval.lower()).isCloseTo(-0.0320840023277847, within(1e-9));
    assertThat(interval.upper()).isCloseTo(0.26285323309701547, within(1e-9));
  }

  @Test
  void beyondFewPairsTheCovarianceIsBinnedWithinItsBound() {
    List<Scored> rows = continuous(6000, 0.4);
    PairedDelong binned = figures(rows).delong();
    double exact = varianceByPairs(rows);
    assertThat(binned.errorShare()).isBetween(1e-6, 0.1);
    assertThat(binned.variance()).isCloseTo(exact, within(binned.errorBound()));
    assertThat(binned.variance()).as("what it comes to").isCloseTo(exact, within(0.02 * exact));
    assertThat(figures(rows.subList(0, 900)).delong().variance())
        .as("few pairs")
        .isCloseTo(varianceByPairs(rows.subList(0, 900)), within(1e-13));
  }

  @Test
  void sumsMergeAndAreReadAgain() throws Exception {
    for (List<Scored> rows : List.of(given(200), continuous(6000, 0.3))) {
      PairedSums whole = sums(rows);
      PairedSums.Of of = whole.of();
      List<PairedSums> parts = new ArrayList<>();
      for (int from = 0; from < rows.size(); from += 50) {
        PairedSums part = of.empty();
        rows.subList(from, Math.min(from + 50, rows.size()))
            .forEach(row -> part.add(row.first, row.second, row.positive));
        parts.add(0, part);
      }
      assertThat(content(Scan.merge(parts, of))).isEqualTo(content(whole));
      PairedSums again = of.read(new DataInputStream(new ByteArrayInputStream(bytes(whole))));
      assertThat(bytes(again)).isEqualTo(bytes(whole));
    }
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    List<Scored> rows =
        continuous(6000, 0.3).stream()
            .map(row -> new Scored(row.first, row.first, row.positive))
            .toList();
    figures(rows.subList(0, 500))
        .all()
        .values()
        .forEach(figure -> assertThat(figure.difference().p().orElseThrow()).isEqualTo(1));
    figures(rows)
        .all()
        .values()
        .forEach(figure -> assertThat(figure.difference().p()).contains(1.0));
  }

  @Test
  void whatNeedsBothClassesIsUndefinedWithoutThem() {
    List<Scored> rows =
        continuous(200, 0.3).stream().map(row -> new Scored(row.first, row.second, false)).toList();
    Map<String, PairedMetric> all = figures(rows).all();
    assertThat(all.get("roc_auc").difference().undefined()).contains("no positives");
    assertThat(all.get("recall").difference().undefined()).contains("no positives");
    assertThat(all.get("roc_auc").difference().p()).isEmpty();
    assertThat(all.get("brier").difference().p()).isPresent();
  }

  @Test
  void testsHoldTheirLevelWhereModelsAreAlike() {
    int[] rejected = new int[3];
    Random random = new Random(8);
    for (int trial = 0; trial < 1000; trial++) {
      PairedFigures figures = figures(continuous(random, 200, 0.5, 0.5));
      rejected[0] += figures.delong().estimate().pValue() <= 0.05 ? 1 : 0;
      rejected[1] += figures.decisions().pValue().orElseThrow() <= 0.05 ? 1 : 0;
      PairedSums sums = figures.sums();
      rejected[2] +=
          sums.losses().moments(0).difference(RowLoss.Kind.MEAN).pValue() <= 0.05 ? 1 : 0;
    }
    // 5 % and three standard errors of 1,000 trials
    for (int count : rejected) {
      assertThat(count / 1000.0).isBetween(0.01, 0.05 + 3 * Math.sqrt(0.05 * 0.95 / 1000));
    }
  }

  private static void assertLoss(
      PairedMetric figure, double mean, double lower, double upper, double p) {
    Interval interval = figure.difference().estimate().orElseThrow().at(1.959963984540054);
    assertThat(figure.difference().estimate().orElseThrow().value()).isCloseTo(mean, EXACT);
    assertThat(interval.lower()).isCloseTo(lower, within(1e-9));
    assertThat(interval.upper()).isCloseTo(upper, within(1e-9));
    assertThat(figure.difference().p().orElseThrow()).isCloseTo(p, within(1e-9));
  }

  private static PairedFigures figures(List<Scored> rows) {
    PairedCounts counts = counts(rows);
    return new PairedFigures(counts, sums(rows), CONFIDENCE);
  }

  private static PairedCounts counts(List<Scored> rows) {
    PairedCounts counts = PairedCounts.statistic(4096, 0.5, 0.5, false).empty();
    for (Scored row : rows) {
      counts.champion().add(row.first, row.positive);
      counts.challenger().add(row.second, row.positive);
    }
    return counts;
  }

  private static PairedSums sums(List<Scored> rows) {
    PairedCounts counts = counts(rows);
    PairedSums sums =
        new PairedSums.Of(
                new ScoreBins(counts.champion(), 0.5, 64),
                new ScoreBins(counts.challenger(), 0.5, 64),
                4096,
                false)
            .empty();
    rows.forEach(row -> sums.add(row.first, row.second, row.positive));
    return sums;
  }

  private static List<Object> content(PairedSums sums) {
    return List.of(
        sums.pairs().map(pairs -> pairs.keySet().toString()),
        Arrays.toString(sums.joint(1).cells()),
        Arrays.toString(sums.joint(1).counts()),
        Arrays.toString(sums.decisions()),
        Arrays.toString(sums.decided()),
        sums.losses().moments(0),
        sums.losses().moments(1));
  }

  private static byte[] bytes(PairedSums sums) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** The rows of the script. */
  private static List<Scored> given(int count) {
    long[] state = {7};
    List<Scored> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int label = draw(state, 10) < 4 ? 1 : 0;
      int common = draw(state, 12) + 4 * label;
      double first = (common + draw(state, 9)) / 25.0;
      double second = (common + draw(state, 5) + label) / 25.0;
      rows.add(new Scored(first, second, label == 1));
    }
    return rows;
  }

  private static int draw(long[] state, int sides) {
    state[0] = (state[0] * 1103515245L + 12345) % (1L << 31);
    return (int) (state[0] / 65536 % sides);
  }

  private static List<Scored> continuous(int count, double noise) {
    return continuous(new Random(5), count, noise, noise / 2);
  }

  private static List<Scored> continuous(Random random, int count, double noise, double other) {
    List<Scored> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      boolean positive = random.nextInt(3) == 0;
      double common = random.nextGaussian() + (positive ? 1 : 0);
      rows.add(
          new Scored(
              1 / (1 + Math.exp(-common - noise * random.nextGaussian())),
              1 / (1 + Math.exp(-common - other * random.nextGaussian())),
              positive));
    }
    return rows;
  }

  /** DeLong's variance of the difference, pair by pair. */
  private static double varianceByPairs(List<Scored> rows) {
    List<Scored> positives = rows.stream().filter(Scored::positive).toList();
    List<Scored> negatives = rows.stream().filter(row -> !row.positive).toList();
    double[] ofPositives = new double[positives.size()];
    double[] ofNegatives = new double[negatives.size()];
    for (int up = 0; up < ofPositives.length; up++) {
      for (int down = 0; down < ofNegatives.length; down++) {
        Scored one = positives.get(up);
        Scored other = negatives.get(down);
        double kernel =
            (Math.signum(one.second - other.second) - Math.signum(one.first - other.first)) / 2;
        ofPositives[up] += kernel / ofNegatives.length;
        ofNegatives[down] += kernel / ofPositives.length;
      }
    }
    return variance(ofPositives) / ofPositives.length + variance(ofNegatives) / ofNegatives.length;
  }

  private static double variance(double[] values) {
    SummaryStatistics statistics = new SummaryStatistics();
    for (double value : values) {
      statistics.addValue(value);
    }
    return statistics.getVariance();
  }
}
