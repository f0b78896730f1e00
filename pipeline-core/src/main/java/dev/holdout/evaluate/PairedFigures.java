package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Every metric's difference between two models on the same rows, with its test.
 *
 * <p>ROC AUC: {@link PairedDelong}. Log loss, Brier: {@link LossMoments}. Accuracy, recall,
 * specificity: {@link PairedShare} with the p-value of {@link McNemar} among all rows, positives,
 * negatives. All others: {@link PairedBootstrap} of joint counts.
 *
 * <p>Weighted rows count as effective ones. Where rows are weighted or not independent, McNemar's
 * test does not hold, and the p-value is that of the interval; with clusters every interval is
 * stretched by the {@link dev.holdout.measure.DesignEffect} of the difference itself.
 */
final class PairedFigures {
  private static final double DECIDED = 0.5;
  private static final PairedBootstrap.Side DECISIONS =
      new PairedBootstrap.Side(new double[] {0, 1}, DECIDED);

  /**
   * Neighbouring bins of scores that are one where rows are resampled, which is what takes time.
   */
  private static final int RESAMPLED_TOGETHER = 2;

  private static final List<String> RESAMPLED =
      List.of("balanced_accuracy", "precision", "f1", "mcc");

  /** What is always compared, in the order of reports. */
  static final List<String> METRICS =
      List.of(
          "roc_auc",
          "average_precision",
          "log_loss",
          "brier",
          "accuracy",
          "balanced_accuracy",
          "precision",
          "recall",
          "specificity",
          "f1",
          "mcc");

  private final ScoreCounts baseline;
  private final ScoreCounts score;
  private final PairedSums sums;
  private final Collection<PairedCounts> without;
  private final boolean clustered;
  private final Optional<Metric> further;
  private final Confidence confidence;

  /** Of the same rows three times, which are independent. */
  PairedFigures(PairedCounts counts, PairedSums sums, Confidence confidence) {
    this(counts, sums, Optional.empty(), Optional.empty(), confidence);
  }

  /**
   * Of the same rows.
   *
   * @param without small counts without each bucket of clusters; empty where rows are independent
   * @param further a metric that is compared beside {@link #METRICS}
   */
  PairedFigures(
      PairedCounts counts,
      PairedSums sums,
      Optional<Collection<PairedCounts>> without,
      Optional<Metric> further,
      Confidence confidence) {
    this.baseline = counts.champion();
    this.score = counts.challenger();
    this.sums = sums.scaled(baseline.mass());
    this.without = without.orElse(List.of());
    this.clustered = without.isPresent();
    this.further = further.filter(metric -> !METRICS.contains(metric.name()));
    this.confidence = confidence;
  }

  /** Decisions on all rows. */
  McNemar decisions() {
    if (Double.isNaN(sums.of().first().threshold())) {
      return McNemar.undecided();
    }
    return mcNemar(true, true).unlessDependent(sums.of().weighted(), clustered);
  }

  /** All metrics. */
  Map<String, PairedMetric> all() {
    double first = sums.of().first().threshold();
    double second = sums.of().second().threshold();
    Map<String, PairedDifference> differences = differences();
    Map<String, PairedMetric> compared = new LinkedHashMap<>();
    for (Metric metric : metrics()) {
      Measure of1 = metric.measure(baseline, first, confidence);
      Measure of2 = metric.measure(score, second, confidence);
      Optional<String> why = of1.undefined().or(of2::undefined);
      PairedDifference difference =
          why.map(PairedDifference::none)
              .orElseGet(
                  () ->
                      differences.getOrDefault(
                          metric.name(), PairedDifference.none("not compared")))
              .within(metric.definition().range());
      compared.put(
          metric.name(),
          new PairedMetric(
              of1,
              of2,
              clustered
                  ? difference.clustered(without(metric, first, second), baseline.mass())
                  : difference));
    }
    return compared;
  }

  private List<Measure> without(Metric metric, double first, double second) {
    return without.stream()
        .map(
            left ->
                metric.value(left.challenger(), second).less(metric.value(left.champion(), first)))
        .toList();
  }

  private List<Metric> metrics() {
    return Stream.concat(METRICS.stream().map(Metrics::byName), further.stream()).toList();
  }

  private Map<String, PairedDifference> differences() {
    Map<String, PairedDifference> differences = new LinkedHashMap<>();
    double rows = baseline.mass();
    if (!(rows > 1)) {
      return Map.of();
    }
    if (canRank()) {
      differences.put("roc_auc", PairedDifference.of(delong().estimate()));
    }
    if (sums.losses().effectiveRows() > 1) {
      differences.put("log_loss", loss(0));
      differences.put("brier", loss(1));
    }
    differences.put("accuracy", share(true, true));
    differences.put("recall", share(false, true));
    differences.put("specificity", share(true, false));
    addResampled(differences);
    return differences;
  }

  private PairedDifference loss(int at) {
    return PairedDifference.of(sums.losses().moments(at).difference(RowLoss.Kind.MEAN));
  }

  /** Whether there are two rows of each class. */
  boolean canRank() {
    return Math.min(baseline.positiveMass(), baseline.negativeMass()) >= 2;
  }

  /** The difference of the areas, where {@link #canRank}. */
  PairedDelong delong() {
    return PairedDelong.of(baseline, score, sums);
  }

  PairedSums sums() {
    return sums;
  }

  private PairedDifference share(boolean ofNegatives, boolean ofPositives) {
    double rows =
        (ofNegatives ? baseline.negativeMass() : 0) + (ofPositives ? baseline.positiveMass() : 0);
    if (!(rows > 0)) {
      return PairedDifference.none(ofPositives ? Undefined.NO_POSITIVES : Undefined.NO_NEGATIVES);
    }
    double[] cells = sums.decided();
    Estimate share =
        new PairedShare(
                rows,
                onlyFirst(cells, ofNegatives, ofPositives),
                onlySecond(cells, ofNegatives, ofPositives))
            .estimate();
    OptionalDouble exact =
        mcNemar(ofNegatives, ofPositives).pValue().stream().mapToDouble(p -> p).findFirst();
    return new PairedDifference(
        Optional.of(share),
        sums.of().weighted() ? OptionalDouble.empty() : exact,
        Optional.empty());
  }

  // Place 4·first + 2·second + label: a positive is right where decided, a negative where not.
  private static double onlyFirst(double[] cells, boolean ofNegatives, boolean ofPositives) {
    return (ofPositives ? cells[4 + 1] : 0) + (ofNegatives ? cells[2] : 0);
  }

  private static double onlySecond(double[] cells, boolean ofNegatives, boolean ofPositives) {
    return (ofPositives ? cells[2 + 1] : 0) + (ofNegatives ? cells[4] : 0);
  }

  private McNemar mcNemar(boolean ofNegatives, boolean ofPositives) {
    double[] cells = Arrays.stream(sums.decisions()).asDoubleStream().toArray();
    return McNemar.of(
        (long) onlyFirst(cells, ofNegatives, ofPositives),
        (long) onlySecond(cells, ofNegatives, ofPositives));
  }

  private void addResampled(Map<String, PairedDifference> to) {
    PairedBootstrap ofScores =
        new PairedBootstrap(
            List.of(Metrics.byName("average_precision")),
            coarse(sums.of().first()),
            coarse(sums.of().second()));
    PairedSums.Joint joint = sums.joint(RESAMPLED_TOGETHER);
    put(
        to,
        List.of("average_precision"),
        ofScores.differences(baseline, score, joint.cells(), joint.counts(), confidence));
    PairedBootstrap ofDecisions =
        new PairedBootstrap(RESAMPLED.stream().map(Metrics::byName).toList(), DECISIONS, DECISIONS);
    double[] cells = sums.decided();
    put(
        to,
        RESAMPLED,
        ofDecisions.differences(
            decided(cells, 4),
            decided(cells, 2),
            ContrastCounts.decisionCells(),
            withOneMore(cells),
            confidence));
    further.ifPresent(metric -> addFurther(to, metric));
  }

  private void addFurther(Map<String, PairedDifference> to, Metric metric) {
    PairedSums.Joint joint = sums.joint(1);
    put(
        to,
        List.of(metric.name()),
        new PairedBootstrap(
                List.of(metric),
                PairedBootstrap.Side.of(sums.of().first()),
                PairedBootstrap.Side.of(sums.of().second()))
            .differences(baseline, score, joint.cells(), joint.counts(), confidence));
  }

  /**
   * One row more in each of the cells in which the decisions differ, as in {@link PairedShare}:
   * without any, draws of a difference hardly vary.
   */
  private static double[] withOneMore(double[] cells) {
    double[] more = cells.clone();
    for (int label = 0; label < 2; label++) {
      more[4 + label]++;
      more[2 + label]++;
    }
    return more;
  }

  private static PairedBootstrap.Side coarse(ScoreBins bins) {
    double[] values = bins.values();
    double[] coarse = new double[(values.length - 1) / RESAMPLED_TOGETHER + 1];
    for (int at = 0; at < coarse.length; at++) {
      coarse[at] = values[at * RESAMPLED_TOGETHER];
    }
    return new PairedBootstrap.Side(coarse, bins.threshold());
  }

  private static void put(
      Map<String, PairedDifference> to, List<String> names, List<PairedDifference> found) {
    for (int at = 0; at < names.size(); at++) {
      to.put(names.get(at), found.get(at));
    }
  }

  /** One model's decisions as scores of 0 and 1. */
  private static ScoreCounts decided(double[] cells, int bit) {
    double[][] counts = new double[2][2];
    for (int cell = 0; cell < cells.length; cell++) {
      counts[cell & 1][(cell & bit) == 0 ? 0 : 1] += cells[cell];
    }
    return ScoreCounts.of(new Bins(new double[] {0, 1}, counts));
  }
}
