package dev.holdout.workflow;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.holdout.measure.Counted;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * Scores of two classes: how many lie outside 0 to 1, and the range of all, which distinguish
 * another scale from a damaged row. Counted are the scores that metrics are made of.
 */
final class MetScores {
  private static final String SCORES = "scores";
  private static final String OUTSIDE = "scores outside 0 to 1";
  private static final String LEAST = "least score";
  private static final String GREATEST = "greatest score";

  private MetScores() {}

  /** What the scan counts of them. */
  static List<Column> figures(EvaluationRequest request) {
    Column score = col(ReadPredictions.SCORE);
    Column part =
        abs(score)
            .lt(lit(Double.POSITIVE_INFINITY))
            .and(col(ReadPredictions.LABEL).isNotNull())
            .and(
                request
                    .weight()
                    .map(unused -> col(ReadPredictions.WEIGHT).gt(0.0))
                    .orElse(lit(true)));
    Column of = when(part, score);
    return List.of(
        count(of).as(SCORES),
        count_if(of.lt(0.0).or(of.gt(1.0))).as(OUTSIDE),
        min(of).as(LEAST),
        max(of).as(GREATEST));
  }

  /** What to say where scores lie outside; without the values where small cells are withheld. */
  static String outside(EvaluationRequest request, Map<String, Object> met) {
    long outside = MetPredictions.number(met, OUTSIDE);
    String found =
        request.limits().minCell().isPresent()
            ? "Scores lie outside 0 to 1"
            : String.format(
                Locale.ROOT,
                "%,d of %,d scores %s outside 0 to 1 (the smallest score is %s, the largest %s)",
                outside,
                MetPredictions.number(met, SCORES),
                Counted.words(outside, "[lies|lie]"),
                shown(met.get(LEAST)),
                shown(met.get(GREATEST)));
    return found
        + ": the threshold 0.5 does not apply, and they are no probabilities. If a few rows are"
        + " damaged, correct their scores. If all are on another scale, such as log-odds or"
        + " percent, metrics of decisions, fairness and slices need a threshold on it: name one"
        + " with --threshold. Metrics of calibration are undefined; rankings such as ROC AUC are"
        + " not concerned.";
  }

  /** With six significant digits, zeros at their end left out. */
  private static String shown(@Nullable Object score) {
    return score instanceof Double number
        ? String.format(Locale.ROOT, "%.6g", number)
            .replaceFirst("(\\.\\d*?)0+(?=e|$)", "$1")
            .replaceFirst("\\.(?=e|$)", "")
        : "none";
  }
}
