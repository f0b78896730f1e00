package dev.holdout.report.page;

import dev.holdout.learn.CandidateResult;
import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.Learners;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * The candidates of the search, the best first where not all are shown.
 *
 * @param rows best first, failures last
 * @param scale the axis of the folds' values, over all candidates that learn
 * @param hidden how many are not shown
 */
record CandidateTable(List<Row> rows, Optional<Axis> scale, int hidden) {
  /** One candidate; without a strip when it failed or its metric is undefined. */
  record Row(
      String family,
      String parameters,
      boolean selected,
      String mean,
      String deviation,
      Optional<Svg> strip,
      String seconds,
      String failure) {}

  static CandidateTable of(CrossValidation search, int most) {
    String metric = search.metric();
    Optional<Axis> scale = scale(search, metric);
    List<Row> rows =
        search.candidates().stream()
            .limit(most)
            .map(candidate -> row(candidate, search, metric, scale))
            .toList();
    return new CandidateTable(rows, scale, search.candidates().size() - rows.size());
  }

  private static Row row(
      CandidateResult result, CrossValidation search, String metric, Optional<Axis> scale) {
    Optional<FoldMetric> values = Optional.ofNullable(result.metrics().get(metric));
    String id = Names.shown(result.id(), 400);
    int bracket = id.indexOf('(');
    return new Row(
        Names.sentence(Names.words(result.candidate().family())),
        bracket < 0
            ? Learners.isBaseline(result.candidate().family()) ? "knows no feature" : ""
            : id.substring(bracket + 1, Math.max(bracket + 1, id.length() - 1)),
        result.id().equals(search.selected()),
        values.map(v -> Numbers.value(metric, v.mean())).orElse(Numbers.UNDEFINED),
        values
            .map(v -> Numbers.decimal(v.standardDeviation(), Numbers.digits(metric, v.mean()) + 1))
            .orElse(Numbers.UNDEFINED),
        values.flatMap(v -> scale.map(axis -> FoldStrip.draw(metric, v, axis))),
        Numbers.seconds(result.fitSeconds()),
        result
            .failure()
            .map(failure -> Names.shown(failure, 400))
            .orElse(values.isEmpty() ? "the metric is undefined" : ""));
  }

  /** Over the folds of all that learn; of the baseline where nothing else has values. */
  private static Optional<Axis> scale(CrossValidation search, String metric) {
    double[] learned = values(search, metric, false);
    double[] all = learned.length > 0 ? learned : values(search, metric, true);
    return all.length == 0
        ? Optional.empty()
        : Optional.of(
            Axis.around(
                "",
                java.util.Arrays.stream(all).min().orElseThrow(),
                java.util.Arrays.stream(all).max().orElseThrow()));
  }

  private static double[] values(CrossValidation search, String metric, boolean baseline) {
    return search.candidates().stream()
        .filter(result -> Learners.isBaseline(result.candidate().family()) == baseline)
        .flatMap(result -> Optional.ofNullable(result.metrics().get(metric)).stream())
        .flatMap(values -> values.folds().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
