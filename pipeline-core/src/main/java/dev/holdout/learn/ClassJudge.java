package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.classify.ClassCounts;
import dev.holdout.classify.ClassMetric;
import dev.holdout.classify.ClassMetrics;
import dev.holdout.contract.Columns;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.stat.Statistic;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Judges probabilities of several classes; the likeliest is the predicted one. */
final class ClassJudge implements Judge<ClassCounts> {
  private static final List<ClassMetric> DIRECTED =
      ClassMetrics.all().stream()
          .filter(metric -> metric.direction() != Direction.NEITHER)
          .toList();

  private final int classes;

  ClassJudge(int classes) {
    this.classes = classes;
  }

  @Override
  public List<ClassMetric> metrics() {
    return DIRECTED;
  }

  @Override
  public Dataset<Row> columns(Dataset<Row> scores) {
    return scores.select(
        col(Columns.LABEL),
        Likeliest.of(col(Fitted.SCORES)).as("predicted"),
        lit(1.0).as("weight"),
        col(Fitted.SCORES),
        col(OutOfFold.FOLD),
        col(OutOfFold.CANDIDATE));
  }

  @Override
  public Statistic<ClassCounts> statistic(int groups) {
    return ClassCounts.statistic(classes, groups);
  }

  @Override
  public long usable(ClassCounts counts) {
    return counts.scoredRows();
  }

  @Override
  public String unusable() {
    return "missing, not finite or no probabilities";
  }

  @Override
  public Measure value(Described metric, ClassCounts counts) {
    return ClassMetrics.byName(metric.name()).orElseThrow().value(counts);
  }
}
