package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.classify.ClassMetrics;
import dev.holdout.contract.Columns;
import dev.holdout.measure.Definition;
import dev.holdout.regress.NumberCounts;
import dev.holdout.regress.NumberMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What a row adds to a metric of each of two models, where the metric is the mean of what rows add
 * or the root of that mean.
 *
 * <p>A row that adds null or NaN to either is left out of all metrics; one that adds infinity makes
 * this metric undefined.
 *
 * @param definition of the metric
 * @param kind what it is of what rows add
 * @param baseline what a row adds for the baseline
 * @param score what it adds for the model that is compared
 */
record RowLoss(Definition definition, Kind kind, Column baseline, Column score) {
  /** What a metric is of what rows add. */
  enum Kind {
    MEAN,
    /** The root of the mean. */
    ROOT,
    /** The mean of what is 0 or 1. */
    SHARE
  }

  /** Log loss, where both have scores, and accuracy. */
  static List<RowLoss> of(ClassPredictions baseline, ClassPredictions score) {
    ClassColumns first = new ClassColumns(baseline);
    ClassColumns second = new ClassColumns(score);
    List<RowLoss> losses = new ArrayList<>();
    if (!baseline.scores().isEmpty() && !score.scores().isEmpty()) {
      losses.add(ofClasses("log_loss", Kind.MEAN, first.logLoss(), second.logLoss()));
    }
    losses.add(ofClasses("accuracy", Kind.SHARE, first.right(), second.right()));
    return losses;
  }

  private static RowLoss ofClasses(String metric, Kind kind, Column baseline, Column score) {
    return new RowLoss(
        ClassMetrics.byName(metric).orElseThrow().definition(), kind, baseline, score);
  }

  /** The root mean squared error and the mean absolute error. */
  static List<RowLoss> of(NumberPredictions baseline, NumberPredictions score) {
    Column first = error(baseline);
    Column second = error(score);
    return List.of(
        ofNumbers("rmse", Kind.ROOT, first.multiply(first), second.multiply(second)),
        ofNumbers("mae", Kind.MEAN, abs(first), abs(second)));
  }

  private static RowLoss ofNumbers(String metric, Kind kind, Column baseline, Column score) {
    return new RowLoss(
        NumberMetrics.byName(metric).orElseThrow().definition(), kind, baseline, score);
  }

  private static Column error(NumberPredictions of) {
    return usable(of.prediction()).minus(usable(of.label()));
  }

  private static Column usable(String name) {
    Column value = Columns.named(name).cast("double");
    return when(abs(value).leq(lit(NumberCounts.LARGEST)), value);
  }
}
