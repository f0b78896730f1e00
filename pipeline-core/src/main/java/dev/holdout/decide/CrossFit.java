package dev.holdout.decide;

import dev.holdout.decide.CalibrationReport.Candidate;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ReliabilityDiagram;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every kind of calibrator, fitted to all folds but one and judged on that one.
 *
 * <p>The choice: of the kinds, from simple to complex (none, temperature, Platt, beta, isotonic),
 * the first whose Brier score is not above the lowest one beyond noise, that is, the 95 % interval
 * of the difference on the same rows holds 0. The interval is the normal one over the rows, with
 * the fitted calibrators held fixed.
 *
 * <p>A fold is not judged where the others have rows of one class alone. Cost: no scan; k folds
 * cost 3·k merges of counts and k fits of each kind.
 */
final class CrossFit {
  static final double LEVEL = 0.95;
  private static final double Z = 1.959963984540054;

  /** From simple to complex. */
  private static final List<CalibratorKind> KINDS =
      List.of(
          CalibratorKind.NONE,
          CalibratorKind.TEMPERATURE,
          CalibratorKind.PLATT,
          CalibratorKind.BETA,
          CalibratorKind.ISOTONIC);

  private static final Confidence CONFIDENCE = new Confidence(LEVEL, 1_000, 0);

  private final List<ScoreCounts> folds = new ArrayList<>();

  /** For each of the folds judged, the calibrators fitted to the others, in the order of KINDS. */
  private final List<List<Calibrator>> fitted = new ArrayList<>();

  private final List<Candidate> candidates;

  private CrossFit(List<AdaptiveHistogram> all) {
    List<Optional<AdaptiveHistogram>> others = others(all);
    for (int fold = 0; fold < all.size(); fold++) {
      ScoreCounts own = ScoreCounts.of(all.get(fold));
      Optional<ScoreCounts> rest = others.get(fold).map(ScoreCounts::of);
      if (own.size() > 0 && rest.isPresent() && rest.get().hasBothClasses()) {
        ScoreCounts counts = rest.get();
        folds.add(own);
        fitted.add(KINDS.stream().map(kind -> CalibratorFitter.fit(kind, counts)).toList());
      }
    }
    this.candidates = folds.isEmpty() ? List.of() : compare();
  }

  /** Of the counts of folds that share no rows. */
  static CrossFit of(Collection<AdaptiveHistogram> folds) {
    return new CrossFit(List.copyOf(folds));
  }

  /** What {@link CalibratorKind#AUTO} chooses. */
  CalibratorKind choice() {
    return CalibrationReport.simplestGoodEnough(candidates);
  }

  /** The Brier score of a kind; empty where nothing could be judged. */
  Optional<Double> brier(CalibratorKind kind) {
    return candidates.stream()
        .filter(candidate -> candidate.kind() == kind)
        .findFirst()
        .flatMap(candidate -> candidate.brier().value());
  }

  CalibrationReport report(CalibratorKind asked, CalibratorKind chosen) {
    dev.holdout.evaluate.ScoreCounts before = calibrated(CalibratorKind.NONE);
    dev.holdout.evaluate.ScoreCounts after = calibrated(chosen);
    return new CalibrationReport(
        asked,
        chosen,
        LEVEL,
        folds.size(),
        before.rows(),
        candidates,
        folds.isEmpty()
            ? Optional.of("no fold has rows of both classes in other folds that share none with it")
            : Optional.empty(),
        figures(before),
        figures(after),
        ReliabilityDiagram.of(before, LEVEL),
        ReliabilityDiagram.of(after, LEVEL));
  }

  /** The merge of all but each one; empty where there is no other. */
  private static List<Optional<AdaptiveHistogram>> others(List<AdaptiveHistogram> all) {
    List<Optional<AdaptiveHistogram>> after = new ArrayList<>();
    Optional<AdaptiveHistogram> merged = Optional.empty();
    for (int fold = all.size() - 1; fold >= 0; fold--) {
      after.add(0, merged);
      merged = Optional.of(and(merged, all.get(fold)));
    }
    List<Optional<AdaptiveHistogram>> others = new ArrayList<>();
    Optional<AdaptiveHistogram> before = Optional.empty();
    for (int fold = 0; fold < all.size(); fold++) {
      Optional<AdaptiveHistogram> earlier = before;
      others.add(after.get(fold).map(later -> and(earlier, later)).or(() -> earlier));
      before = Optional.of(and(before, all.get(fold)));
    }
    return others;
  }

  private static AdaptiveHistogram and(Optional<AdaptiveHistogram> one, AdaptiveHistogram other) {
    return one.map(other::and).orElse(other);
  }

  private List<Candidate> compare() {
    List<double[]> losses = KINDS.stream().map(this::losses).toList();
    double[] weights = weights();
    double rows = Arrays.stream(weights).sum();
    List<Double> means = losses.stream().map(loss -> mean(loss, weights, rows)).toList();
    int best = 0;
    for (int kind = 1; kind < means.size(); kind++) {
      best = means.get(kind) < means.get(best) ? kind : best;
    }
    List<Candidate> compared = new ArrayList<>();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      Measure brier = Metrics.byName("brier").measure(calibrated(KINDS.get(kind)), 0.5, CONFIDENCE);
      Measure behind =
          kind == best
              ? Measure.of(0)
              : difference(losses.get(kind), losses.get(best), weights, rows);
      compared.add(new Candidate(KINDS.get(kind), brier, behind));
    }
    return compared;
  }

  private static double mean(double[] values, double[] weights, double rows) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum / rows;
  }

  private static Measure difference(
      double[] losses, double[] others, double[] weights, double rows) {
    double[] differences = new double[losses.length];
    Arrays.setAll(differences, i -> losses[i] - others[i]);
    double mean = mean(differences, weights, rows);
    double[] squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).toArray();
    double error = Math.sqrt(mean(squares, weights, rows) / Math.max(1, rows - 1));
    return Measure.of(mean, mean - Z * error, mean + Z * error, "normal");
  }

  /** The squared error of each fold's scores, first all for a negative, then all for a positive. */
  private double[] losses(CalibratorKind kind) {
    return overFolds(
        kind,
        (counts, i, probability) -> probability * probability,
        (counts, i, probability) -> (1 - probability) * (1 - probability));
  }

  private double[] weights() {
    return overFolds(
        CalibratorKind.NONE,
        (counts, i, probability) -> counts.negatives(i),
        (counts, i, probability) -> counts.positives(i));
  }

  private interface OfScore {
    double of(ScoreCounts counts, int i, double probability);
  }

  private double[] overFolds(CalibratorKind kind, OfScore ofNegative, OfScore ofPositive) {
    int size = folds.stream().mapToInt(ScoreCounts::size).sum();
    double[] values = new double[2 * size];
    int at = 0;
    for (int fold = 0; fold < folds.size(); fold++) {
      ScoreCounts counts = folds.get(fold);
      Calibrator calibrator = fitted.get(fold).get(KINDS.indexOf(kind));
      for (int i = 0; i < counts.size(); i++) {
        double probability = calibrator.calibrate(counts.score(i));
        values[at] = ofNegative.of(counts, i, probability);
        values[size + at++] = ofPositive.of(counts, i, probability);
      }
    }
    return values;
  }

  /** All folds' rows by the score that a kind fitted to the other folds gives them. */
  private dev.holdout.evaluate.ScoreCounts calibrated(CalibratorKind kind) {
    double[] values = overFolds(kind, (counts, i, p) -> p, (counts, i, p) -> p);
    double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
    double[] weights = weights();
    long[][] counts = new long[2][distinct.length];
    for (int i = 0; i < values.length; i++) {
      int label = i < values.length / 2 ? 0 : 1;
      counts[label][Arrays.binarySearch(distinct, values[i])] += (long) weights[i];
    }
    return dev.holdout.evaluate.ScoreCounts.of(new AdaptiveHistogram.Bins(distinct, counts));
  }

  private static SortedMap<String, Measure> figures(dev.holdout.evaluate.ScoreCounts counts) {
    SortedMap<String, Measure> figures = new TreeMap<>();
    for (Metric metric : Metrics.ofCalibration()) {
      figures.put(metric.name(), metric.measure(counts, 0.5, CONFIDENCE));
    }
    return figures;
  }
}
