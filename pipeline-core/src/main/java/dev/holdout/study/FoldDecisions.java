package dev.holdout.study;

import static org.apache.spark.sql.functions.udf;

import dev.holdout.decide.Calibrator;
import dev.holdout.decide.Decision;
import dev.holdout.decide.DecisionFitter;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Calibrator and threshold of each fold, learned from the out-of-fold scores of other folds that
 * share no row with it: so that no row is judged by what was learned from its own label.
 *
 * <p>Folds of one layer that share no rows go together in at most {@value #MOST_PARTS} parts, and a
 * fold is decided upon by what the other parts taught. Cost: no scan.
 */
final class FoldDecisions {
  private static final int MOST_PARTS = 32;

  private final OutOfFoldScores scores;
  private final SortedMap<Integer, Decision> byFold;

  private FoldDecisions(OutOfFoldScores scores, SortedMap<Integer, Decision> byFold) {
    this.scores = scores;
    this.byFold = byFold;
  }

  /**
   * Learns them.
   *
   * @throws HoldoutException with code {@code DATA_INSUFFICIENT} if the other folds of one have
   *     rows of one class alone, or none, or if no threshold meets the rule there
   */
  static FoldDecisions crossFitted(OutOfFoldScores scores, FoldPlan plan, DecisionSpec spec) {
    SortedMap<Integer, Decision> byFold = new TreeMap<>();
    Map<List<Integer>, Decision> known = new HashMap<>();
    for (Fold fold : plan.folds()) {
      if (scores.byFold().containsKey(fold.index())) {
        List<Integer> others = others(fold, plan);
        byFold.put(
            fold.index(),
            known.computeIfAbsent(others, folds -> decision(fold, folds, scores, spec)));
      }
    }
    return new FoldDecisions(scores, byFold);
  }

  private static Decision decision(
      Fold fold, List<Integer> others, OutOfFoldScores scores, DecisionSpec spec) {
    return others.stream()
        .flatMap(other -> Optional.ofNullable(scores.byFold().get(other)).stream())
        .reduce(AdaptiveHistogram::and)
        .map(counts -> DecisionFitter.fit(counts, spec))
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.DATA_INSUFFICIENT,
                    "Cannot decide upon the scores of fold "
                        + fold.index()
                        + ": found no other fold without rows of it, expected at least one"));
  }

  /** Folds that share no row with the fold nor with one another. */
  static List<Integer> others(Fold fold, FoldPlan plan) {
    List<Fold> layer =
        plan.folds().stream().filter(other -> other.layer() == fold.layer()).toList();
    boolean apart =
        layer.stream().mapToInt(one -> one.validation().size()).sum()
            == layer.stream().flatMap(one -> one.validation().stream()).distinct().count();
    int part = layer.indexOf(fold) % MOST_PARTS;
    List<Fold> others = new ArrayList<>();
    for (int at = 0; at < layer.size(); at++) {
      Fold other = layer.get(at);
      boolean free =
          apart
              ? at % MOST_PARTS != part
              : Collections.disjoint(other.validation(), fold.validation())
                  && others.stream()
                      .allMatch(
                          taken -> Collections.disjoint(taken.validation(), other.validation()));
      if (free) {
        others.add(other);
      }
    }
    return others.stream().map(Fold::index).toList();
  }

  /** The calibrated score of a row. */
  Column probability(Column fold, Column score) {
    Map<Integer, Calibrator> calibrators = new HashMap<>();
    byFold.forEach((index, decision) -> calibrators.put(index, decision.calibrator()));
    return udf(
            (UDF2<Integer, Double, Double>)
                (index, raw) -> {
                  Calibrator calibrator = calibrators.get(index);
                  return calibrator == null || raw == null || raw.isNaN()
                      ? null
                      : (Double) calibrator.calibrate(raw);
                },
            DataTypes.DoubleType)
        .apply(fold, score);
  }

  /** The decision about a row, 1 or 0. */
  Column decision(Column fold, Column probability) {
    Map<Integer, Double> thresholds = new HashMap<>();
    byFold.forEach((index, decision) -> thresholds.put(index, decision.threshold()));
    return udf(
            (UDF2<Integer, Double, Double>)
                (index, calibrated) -> {
                  Double threshold = thresholds.get(index);
                  return threshold == null || calibrated == null
                      ? null
                      : (Double) (calibrated >= threshold ? 1.0 : 0.0);
                },
            DataTypes.DoubleType)
        .apply(fold, probability);
  }

  /** Calibrated scores of these folds by label. */
  AdaptiveHistogram.Bins calibrated(Set<Integer> folds) {
    SortedMap<Double, long[]> counts = new TreeMap<>();
    byFold.forEach(
        (index, decision) -> {
          AdaptiveHistogram raw = scores.byFold().get(index);
          if (raw != null && folds.contains(index)) {
            AdaptiveHistogram.Bins bins = raw.bins();
            for (int bin = 0; bin < bins.size(); bin++) {
              double score = decision.calibrator().calibrate(bins.values()[bin]);
              long[] labels = counts.computeIfAbsent(score, unseen -> new long[2]);
              labels[0] += bins.counts()[0][bin];
              labels[1] += bins.counts()[1][bin];
            }
          }
        });
    double[] values = counts.keySet().stream().mapToDouble(score -> score).toArray();
    long[][] byLabel = new long[2][values.length];
    int at = 0;
    for (long[] labels : counts.values()) {
      byLabel[0][at] = labels[0];
      byLabel[1][at++] = labels[1];
    }
    return new AdaptiveHistogram.Bins(values, byLabel);
  }
}
