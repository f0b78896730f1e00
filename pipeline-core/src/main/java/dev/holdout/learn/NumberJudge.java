package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.contract.Columns;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.regress.NumberCounts;
import dev.holdout.regress.NumberMetric;
import dev.holdout.regress.NumberMetrics;
import dev.holdout.stat.Statistic;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Judges predicted numbers. */
final class NumberJudge implements Judge<NumberCounts> {
  private static final List<NumberMetric> DIRECTED =
      NumberMetrics.all().stream()
          .filter(metric -> metric.direction() != Direction.NEITHER)
          .toList();

  @Override
  public List<NumberMetric> metrics() {
    return DIRECTED;
  }

  @Override
  public Dataset<Row> columns(Dataset<Row> scores) {
    return scores.select(
        col(Columns.LABEL),
        col(Fitted.SCORE),
        lit(1.0).as("weight"),
        lit(null).cast("double").as("lower"),
        lit(null).cast("double").as("upper"),
        col(OutOfFold.FOLD),
        col(OutOfFold.CANDIDATE));
  }

  @Override
  public Statistic<NumberCounts> statistic(int groups) {
    return NumberCounts.statistic(OptionalDouble.empty(), groups);
  }

  @Override
  public long usable(NumberCounts counts) {
    return counts.rows();
  }

  @Override
  public String unusable() {
    return "missing or not finite";
  }

  @Override
  public Measure value(Described metric, NumberCounts counts) {
    return NumberMetrics.byName(metric.name()).orElseThrow().value(counts);
  }
}
