package dev.holdout.workflow;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.fairness.GroupResult;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Measure;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.slice.ConfirmedSlices.ConfirmedSlice;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * What evaluations found, as Delta tables that only grow and that BI tools read: {@code metrics}, a
 * row for each segment and metric, with its gap to all other rows where that was compared; {@code
 * fairness}, a row for each figure between groups and one for each of its groups; and {@code
 * slices}, a row for each slice that was found.
 *
 * @param tables of the workspace or folder
 * @param run what evaluated
 * @param model what was evaluated
 * @param data on which predictions
 */
record FigureLedger(Tables tables, String run, String model, String data) {
  private static final String EVALUATED = "run STRING, model STRING, data STRING, ";
  private static final String METRICS =
      EVALUATED
          + "segment STRING, rows BIGINT, positives BIGINT, metric STRING, value DOUBLE, lower"
          + " DOUBLE, upper DOUBLE, method STRING, undefined STRING, difference DOUBLE,"
          + " difference_lower DOUBLE, difference_upper DOUBLE, ratio DOUBLE, p_adjusted DOUBLE,"
          + " verdict STRING";
  private static final String FAIRNESS =
      EVALUATED
          + "attributes STRING, group STRING, rows BIGINT, positives BIGINT, metric STRING, value"
          + " DOUBLE, lower DOUBLE, upper DOUBLE, method STRING, undefined STRING, difference"
          + " DOUBLE, difference_lower DOUBLE, difference_upper DOUBLE, difference_undefined"
          + " STRING, ratio DOUBLE, p_adjusted DOUBLE, verdict STRING, reference BOOLEAN, left_out"
          + " STRING";
  private static final String SLICES =
      EVALUATED
          + "slice STRING, rows BIGINT, error DOUBLE, lower DOUBLE, upper DOUBLE, elsewhere DOUBLE,"
          + " difference DOUBLE, difference_lower DOUBLE, difference_upper DOUBLE, p DOUBLE,"
          + " p_adjusted DOUBLE, verdict STRING";

  /**
   * Records metrics, once for each key.
   *
   * @param ofSingleRows figures of a sample of all rows, told among those of no segment
   */
  void metrics(Evaluation evaluation, List<FairnessResult> ofSingleRows, String key) {
    List<Row> rows = new ArrayList<>();
    add(rows, evaluation.overall());
    evaluation.segments().forEach(segment -> add(rows, segment));
    for (FairnessResult figure : ofSingleRows) {
      rows.add(
          metric(
              Map.of(),
              figure.sample().orElse(evaluation.rows()),
              null,
              figure.metric(),
              figure.measure(),
              null));
    }
    new LedgerTable(tables, "metrics", METRICS).append(rows, key);
  }

  /**
   * Records figures between groups, once for each key: each with no group, then by group.
   *
   * @param results those of single rows are not among what is recorded here
   */
  void fairness(List<FairnessResult> results, String key) {
    List<Row> rows = new ArrayList<>();
    for (FairnessResult result : results) {
      if (!result.attributes().isEmpty()) {
        rows.add(between(result));
        result.groups().forEach(group -> rows.add(ofGroup(result, group)));
      }
    }
    new LedgerTable(tables, "fairness", FAIRNESS).append(rows, key);
  }

  private Row between(FairnessResult result) {
    return RowFactory.create(
        run,
        model,
        data,
        Json.canonical(result.attributes()),
        null,
        null,
        null,
        result.metric(),
        result.value().orElse(null),
        result.lower().orElse(null),
        result.upper().orElse(null),
        result.method().orElse(null),
        result.undefined().orElse(null),
        null,
        null,
        null,
        null,
        null,
        result.pAdjusted().orElse(null),
        result.verdict().words(),
        null,
        null);
  }

  private Row ofGroup(FairnessResult result, GroupResult group) {
    return RowFactory.create(
        run,
        model,
        data,
        Json.canonical(result.attributes()),
        Json.canonical(group.group()),
        group.rows().orElse(null),
        group.positives().orElse(null),
        result.metric(),
        group.value().orElse(null),
        group.lower().orElse(null),
        group.upper().orElse(null),
        group.method().orElse(null),
        group.undefined().orElse(null),
        group.gap().flatMap(Measure::value).orElse(null),
        group.gap().flatMap(Measure::lower).orElse(null),
        group.gap().flatMap(Measure::upper).orElse(null),
        group.gap().flatMap(Measure::undefined).orElse(null),
        group.ratio().flatMap(Measure::value).orElse(null),
        group.pAdjusted().orElse(null),
        null,
        group.reference(),
        group.leftOut().orElse(null));
  }

  /** Records slices, once for each key. */
  void slices(ConfirmedSlices slices, String key) {
    new LedgerTable(tables, "slices", SLICES)
        .append(slices.slices().stream().map(this::slice).toList(), key);
  }

  private void add(List<Row> rows, SegmentResult segment) {
    segment
        .metrics()
        .forEach(
            (metric, measure) ->
                rows.add(
                    metric(
                        segment.segment(),
                        segment.rows(),
                        segment.positives(),
                        metric,
                        measure,
                        segment.gaps().get(metric))));
  }

  /**
   * One figure.
   *
   * @param gap to all other rows, where that was compared
   */
  private Row metric(
      Map<String, ?> segment,
      long rows,
      @Nullable Long positives,
      String metric,
      Measure measure,
      @Nullable Gap gap) {
    Optional<Gap> compared = Optional.ofNullable(gap);
    Optional<Measure> difference = compared.map(Gap::difference);
    return RowFactory.create(
        run,
        model,
        data,
        Json.canonical(segment),
        rows,
        positives,
        metric,
        measure.value().orElse(null),
        measure.lower().orElse(null),
        measure.upper().orElse(null),
        measure.method().orElse(null),
        measure.undefined().orElse(null),
        difference.flatMap(Measure::value).orElse(null),
        difference.flatMap(Measure::lower).orElse(null),
        difference.flatMap(Measure::upper).orElse(null),
        compared.map(Gap::ratio).flatMap(Measure::value).orElse(null),
        compared.map(Gap::pAdjusted).orElse(null),
        compared.map(one -> words(one.verdict())).orElse(null));
  }

  private static String words(Enum<?> verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private Row slice(ConfirmedSlice slice) {
    return RowFactory.create(
        run,
        model,
        data,
        slice.found().text(),
        slice.rows(),
        slice.meanError().value().orElse(null),
        slice.meanError().lower().orElse(null),
        slice.meanError().upper().orElse(null),
        slice.elsewhere().value().orElse(null),
        slice.difference().value().orElse(null),
        slice.difference().lower().orElse(null),
        slice.difference().upper().orElse(null),
        slice.pValue().orElse(null),
        slice.pAdjusted().orElse(null),
        words(slice.verdict()));
  }
}
