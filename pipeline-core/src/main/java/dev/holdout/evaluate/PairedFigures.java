package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Every metric's difference between two models on the same rows, with its test.
 *
 * <p>ROC AUC: {@link PairedDelong}. Log loss, Brier: {@link PairedMean}. Accuracy, recall,
 * specificity: {@link PairedShare} with the p-value of {@link McNemar} among all rows, positives,
 * negatives. All others: {@link PairedBootstrap} of joint counts.
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

  /** What is compared, in the order in which it is told. */
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
  private final Confidence confidence;

  /** Of the same rows three times. */
  PairedFigures(PairedCounts counts, PairedSums sums, Confidence confidence) {
    this.baseline = counts.champion();
    this.score = counts.challenger();
    this.sums = sums;
    this.confidence = confidence;
  }

  /**
   * One metric.
   *
   * @param estimate the difference; empty where it is undefined
   * @param pValue that of another test than the interval's, where there is one
   * @param undefined why there is no difference
   */
  record Figure(
      Measure baseline,
      Measure score,
      Optional<Estimate> estimate,
      OptionalDouble pValue,
      Optional<String> undefined) {
    /** Two-sided. */
    Optional<Double> p() {
      return estimate.map(found -> pValue.orElseGet(found::pValue));
    }
  }

  /** Decisions on all rows. */
  McNemar decisions() {
    return mcNemar(true, true);
  }

  /** All metrics. */
  Map<String, Figure> all() {
    double first = sums.of().first().threshold();
    double second = sums.of().second().threshold();
    Map<String, Difference> differences = differences();
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (String name : METRICS) {
      Metric metric = Metrics.byName(name);
      Measure of1 = metric.measure(baseline, first, confidence);
      Measure of2 = metric.measure(score, second, confidence);
      Optional<String> why = of1.undefined().isPresent() ? of1.undefined() : of2.undefined();
      Difference difference =
          why.isPresent()
              ? Difference.none(why.get())
              : differences.getOrDefault(name, Difference.none("not compared"));
      figures.put(
          name, new Figure(of1, of2, difference.estimate, difference.pValue, difference.undefined));
    }
    return figures;
  }

  private record Difference(
      Optional<Estimate> estimate, OptionalDouble pValue, Optional<String> undefined) {
    static Difference none(String why) {
      return new Difference(Optional.empty(), OptionalDouble.empty(), Optional.of(why));
    }

    static Difference of(Estimate estimate) {
      return new Difference(Optional.of(estimate), OptionalDouble.empty(), Optional.empty());
    }
  }

  private Map<String, Difference> differences() {
    Map<String, Difference> differences = new LinkedHashMap<>();
    long rows = sums.rows();
    if (Math.min(baseline.positives(), baseline.negatives()) >= 2) {
      differences.put("roc_auc", Difference.of(delong().estimate()));
    }
    differences.put(
        "log_loss",
        Difference.of(
            PairedMean.of(rows, sums.logLoss(), sums.squaredLogLoss(), sums.cubedLogLoss())));
    differences.put(
        "brier",
        Difference.of(PairedMean.of(rows, sums.brier(), sums.squaredBrier(), sums.cubedBrier())));
    differences.put("accuracy", share(true, true));
    differences.put("recall", share(false, true));
    differences.put("specificity", share(true, false));
    addResampled(differences);
    return differences;
  }

  /** The difference of the areas; at least two rows of each class. */
  PairedDelong delong() {
    return PairedDelong.of(baseline, score, sums);
  }

  PairedSums sums() {
    return sums;
  }

  private Difference share(boolean ofNegatives, boolean ofPositives) {
    McNemar test = mcNemar(ofNegatives, ofPositives);
    long rows = (ofNegatives ? baseline.negatives() : 0) + (ofPositives ? baseline.positives() : 0);
    return rows == 0
        ? Difference.none(ofPositives ? Undefined.NO_POSITIVES : Undefined.NO_NEGATIVES)
        : new Difference(
            Optional.of(new PairedShare(rows, test.onlyBaseline(), test.onlyScore()).estimate()),
            OptionalDouble.of(test.pValue()),
            Optional.empty());
  }

  private McNemar mcNemar(boolean ofNegatives, boolean ofPositives) {
    long[] cells = sums.decisions();
    // Place 4·first + 2·second + label: a positive is right where decided, a negative where not.
    return McNemar.of(
        (ofPositives ? cells[4 + 1] : 0) + (ofNegatives ? cells[2] : 0),
        (ofPositives ? cells[2 + 1] : 0) + (ofNegatives ? cells[4] : 0));
  }

  private void addResampled(Map<String, Difference> to) {
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
    long[] cells = sums.decisions();
    put(
        to,
        RESAMPLED,
        ofDecisions.differences(
            decided(cells, 4),
            decided(cells, 2),
            ContrastCounts.decisionCells(),
            withOneMore(cells),
            confidence));
  }

  /**
   * One row more in each of the cells in which the decisions differ, as in {@link PairedShare}:
   * without any, draws of a difference hardly vary.
   */
  private static long[] withOneMore(long[] cells) {
    long[] more = cells.clone();
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
      Map<String, Difference> to, List<String> names, List<PairedBootstrap.Difference> found) {
    for (int at = 0; at < names.size(); at++) {
      to.put(
          names.get(at),
          new Difference(
              found.get(at).estimate(), OptionalDouble.empty(), found.get(at).undefined()));
    }
  }

  /** One model's decisions as scores of 0 and 1. */
  private static ScoreCounts decided(long[] cells, int bit) {
    long[][] counts = new long[2][2];
    for (int cell = 0; cell < cells.length; cell++) {
      counts[cell & 1][(cell & bit) == 0 ? 0 : 1] += cells[cell];
    }
    return ScoreCounts.of(new AdaptiveHistogram.Bins(new double[] {0, 1}, counts));
  }
}
