package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.function.DoublePredicate;

/**
 * Harmonic mean of precision and recall, recall counting β times as much.
 *
 * <p>Interval: all F that a score test does not reject. (1 + β²)·(1 − F)·TP − F·(β²·FN + FP) has
 * mean 0 where F is the truth; its variance is that of as many rows as there are in TP, FN and FP,
 * with FN and FP in the proportion found, one half being added to each. For β = 1 this is Wilson's
 * interval of TP / (TP + FP + FN), carried over.
 */
final class FBeta implements Estimated {
  static final FBeta F1 = new FBeta("f1", "F1", 1, "2·TP / (2·TP + FP + FN)");
  static final FBeta F2 = new FBeta("f2", "F2", 2, "5·TP / (5·TP + 4·FN + FP)");
  static final FBeta F05 = new FBeta("f05", "F0.5", 0.5, "1.25·TP / (1.25·TP + 0.25·FN + FP)");

  private final Definition definition;
  private final double square;

  private FBeta(String name, String title, double beta, String formula) {
    this.square = beta * beta;
    this.definition =
        new Definition(
                name,
                formula,
                Range.SHARE,
                Direction.LARGER_IS_BETTER,
                "there are neither positives nor positive decisions",
                "van Rijsbergen 1979")
            .titled(title);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessUndecided(counts, threshold, this::value);
  }

  private Measure value(Confusion cells) {
    if (cells.tp() + cells.fp() + cells.fn() == 0) {
      return Measure.undefined(
          cells.rows() == 0 ? Undefined.NO_ROWS : "neither positives nor positive decisions");
    }
    return Measure.of(value(cells.tp(), cells.fp(), cells.fn()));
  }

  private double value(double tp, double fp, double fn) {
    return (1 + square) * tp / ((1 + square) * tp + square * fn + fp);
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    Confusion cells = counts.confusion(threshold);
    double tp = cells.tp();
    double fp = cells.fp();
    double fn = cells.fn();
    double value = value(tp, fp, fn);
    return new Estimate(
        value,
        square == 1 ? "wilson" : "score",
        z -> {
          DoublePredicate kept = truth -> distance(truth, tp, fp, fn) <= z * z;
          return new Interval(boundary(kept, value, 0), boundary(kept, value, 1));
        });
  }

  /** How far off a supposed truth is: a squared standard normal, about. */
  private double distance(double truth, double tp, double fp, double fn) {
    double missed = (fn + 0.5) / (fn + fp + 1);
    double error = square * missed + 1 - missed;
    double hit = (1 + square) * (1 - truth);
    double hits = truth * error / (hit + truth * error);
    double variance =
        hits * hit * hit + (1 - hits) * truth * truth * (missed * square * square + 1 - missed);
    double sum = hit * tp - truth * (square * fn + fp);
    return sum == 0 ? 0 : sum * sum / ((tp + fp + fn) * variance);
  }

  /** The farthest point on the way to the end that is kept. */
  private static double boundary(DoublePredicate kept, double value, double end) {
    if (value == end) {
      return end;
    }
    double in = value;
    double out = end;
    for (int step = 0; step < 60; step++) {
      double middle = (in + out) / 2;
      if (kept.test(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }
}
