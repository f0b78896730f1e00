package dev.holdout.regress;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.Golden;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.stat.StateLaws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Values beside those of scikit-learn, from {@code src/test/python/regress_golden.py}. */
final class NumberMetricsTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 1);

  private static JsonNode cases() throws IOException {
    return Golden.of(NumberMetricsTest.class);
  }

  private static NumberScorecard scorecard(JsonNode known) {
    return new NumberScorecard(OptionalDouble.of(known.get("quantile").asDouble()));
  }

  private static List<Row> rows(JsonNode known) {
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < known.get("actual").size(); at++) {
      rows.add(
          RowFactory.create(
              known.get("actual").get(at).asDouble(),
              known.get("predicted").get(at).asDouble(),
              known.get("weights").get(at).asDouble(),
              known.get("lower").get(at).asDouble(),
              known.get("upper").get(at).asDouble()));
    }
    return rows;
  }

  private static NumberCounts counts(JsonNode known) {
    NumberCounts counts = NumberCounts.empty(scorecard(known).quantile());
    rows(known).forEach(counts::add);
    return counts;
  }

  @Test
  void valuesAreThoseOfScikitLearn() throws IOException {
    for (JsonNode known : cases()) {
      SortedMap<String, Measure> measures = scorecard(known).measures(counts(known), CONFIDENCE);
      assertThat(measures).hasSize(NumberMetrics.all().size());
      measures.forEach(
          (name, measure) ->
              assertThat(measure.value().orElseThrow())
                  .as(known.get("name").asText() + ": " + name)
                  .isCloseTo(known.get("metrics").get(name).asDouble(), within(1e-9))
                  .isBetween(measure.lower().orElseThrow(), measure.upper().orElseThrow()));
    }
  }

  @Test
  void theSameRowsTellTheSameHoweverDivided() throws IOException {
    for (JsonNode known : cases()) {
      List<Row> rows = new ArrayList<>(rows(known));
      rows.add(RowFactory.create(null, 1.0, 1.0, null, null));
      rows.add(RowFactory.create(2.0, 1.0, 0.7, null, null));
      NumberScorecard scorecard = scorecard(known);
      StateLaws.holdFor(
          scorecard.statistic(1),
          rows,
          counts ->
              List.of(
                  scorecard.measures(counts, CONFIDENCE),
                  scorecard.detail(counts, CONFIDENCE),
                  counts.notes()));
    }
  }

  @Test
  void rowsThatLackSomethingAreCountedAndTold() {
    NumberCounts counts = NumberCounts.empty(OptionalDouble.empty());
    counts.add(1, 2, 1, 0, 3);
    counts.add(0, 2, 1, NaN, NaN);
    counts.add(4, 2, 1, 3, 1);
    counts.add(NaN, 2, 1, NaN, NaN);
    counts.add(1, NaN, 1, NaN, NaN);
    counts.add(1, 1e80, 1, NaN, NaN);
    counts.add(1, 1, -1, NaN, NaN);
    assertThat(counts.rows()).isEqualTo(3);
    assertThat(counts.unusable()).isEqualTo(4);
    assertThat(counts.notes())
        .containsExactly(
            "1 row has no label and is part of no metric.",
            "1 row has no prediction and is part of no metric.",
            "1 row has values beyond 1e75 and is part of no metric.",
            "1 row has no usable weight and is part of no metric.",
            "1 row has an actual value of 0 and is no part of mape.",
            "1 row has an interval that ends before it begins; metrics of intervals leave it"
                + " out.",
            "1 row has no predicted interval; metrics of intervals leave it out.");
    // |2 − 1| / 1 and |2 − 4| / 4.
    assertThat(value("mape", counts)).isEqualTo(0.75);
    // 2 − 1, 2 − 0 and 2 − 4: too high by a third.
    assertThat(value("bias", counts)).isEqualTo(1.0 / 3);
    assertThat(value("interval_width", counts)).isEqualTo(3);
  }

  @Test
  void whatHasNoValueSaysWhy() {
    NumberCounts none = NumberCounts.empty(OptionalDouble.empty());
    assertThat(reason("rmse", none)).isEqualTo("no rows");
    assertThat(reason("interval_coverage", none)).isEqualTo("no predicted intervals");
    NumberCounts zeros = NumberCounts.empty(OptionalDouble.empty());
    zeros.add(0, 1, 1, NaN, NaN);
    assertThat(reason("mape", zeros)).isEqualTo("all actual values are 0");
    assertThat(reason("pinball_loss", zeros)).isEqualTo("no level of a quantile is given");
    assertThat(reason("interval_width", zeros)).isEqualTo("no predicted intervals");
    assertThat(reason("r2", zeros)).isEqualTo("fewer than two rows");
    zeros.add(0, 2, 1, NaN, NaN);
    assertThat(reason("r2", zeros)).isEqualTo("all actual values are the same");
    assertThat(reason("correlation", zeros)).isEqualTo("all actual values are the same");
    NumberCounts constant = NumberCounts.empty(OptionalDouble.empty());
    constant.add(0.1, 0.3, 1, NaN, NaN);
    constant.add(0.2, 0.3, 1, NaN, NaN);
    assertThat(reason("correlation", constant)).isEqualTo("all predicted values are the same");
    NumberCounts weightless = NumberCounts.empty(OptionalDouble.empty());
    weightless.add(1, 2, 0, NaN, NaN);
    assertThat(reason("mae", weightless)).isEqualTo("no rows");
  }

  @Test
  void valuesThatAllAgreeHaveNoSpreadHoweverTheyRound() {
    NumberCounts counts = NumberCounts.empty(OptionalDouble.empty());
    for (int row = 0; row < 1000; row++) {
      counts.add(0.1, 0.1 * row, 0.3, NaN, NaN);
    }
    assertThat(reason("r2", counts)).isEqualTo("all actual values are the same");
  }

  @Test
  void smallSpreadFarFrom0IsNotCancelled() {
    for (double far : new double[] {0, 0x1p16, 0x1p40}) {
      NumberCounts counts = NumberCounts.empty(OptionalDouble.empty());
      for (int row = 0; row < 4; row++) {
        counts.add(far + row, far + row + (row % 2 == 0 ? 0.5 : -0.5), 1, NaN, NaN);
      }
      // Squared errors sum to 4 · 0.25, squared distances from the mean to 5.
      assertThat(value("r2", counts)).isEqualTo(1 - 1.0 / 5);
      // Distances −1.5 −0.5 0.5 1.5 of the actual and −1 −1 1 1 of the predicted values.
      assertThat(value("correlation", counts)).isCloseTo(4 / Math.sqrt(20), within(1e-15));
      Measure r2 = NumberMetrics.byName("r2").orElseThrow().measure(counts, 1.96);
      if (far > 1e6) {
        assertThat(r2.lower()).isEmpty(); // Fourth powers of a share of 10⁻¹² are rounding.
        continue;
      }
      // All squared errors are the same, so that only squared distances vary: 2.25, 0.25, 0.25 and
      // 2.25 have a mean of 1.25 and a variance of 1, which is 0.64 of its square; over n − 1.
      assertThat(1 - r2.lower().orElseThrow())
          .isCloseTo(0.2 * Math.exp(1.96 * Math.sqrt(0.64 / 3)), within(1e-9));
    }
  }

  @Test
  void perfectPredictionsHaveNoIntervalToInvent() {
    NumberCounts counts = NumberCounts.empty(OptionalDouble.empty());
    for (int row = 0; row < 10; row++) {
      counts.add(row, row, 1, NaN, NaN);
    }
    for (String name : List.of("rmse", "mae", "r2", "correlation", "bias")) {
      Measure measure = NumberMetrics.byName(name).orElseThrow().measure(counts, 1.96);
      assertThat(measure.value().orElseThrow()).as(name).isIn(0.0, 1.0);
      assertThat(measure.lower()).as(name).isEmpty();
    }
  }

  @Test
  void theMedianLiesBetweenOrderStatistics() {
    NumberCounts counts = NumberCounts.empty(OptionalDouble.empty());
    for (int row = 1; row <= 20; row++) {
      counts.add(0, row % 2 == 0 ? row : -row, 1, NaN, NaN);
    }
    Measure median =
        NumberMetrics.byName("median_absolute_error").orElseThrow().measure(counts, 1.959964);
    // Of 20, the 6th and the 15th: P(X ≤ 5) = 0.0207 for X ~ B(20, ½).
    assertThat(median).isEqualTo(Measure.of(10.5, 6, 15, "order-statistic"));
    NumberCounts few = NumberCounts.empty(OptionalDouble.empty());
    for (int row = 0; row < 5; row++) {
      few.add(0, row, 1, NaN, NaN);
    }
    assertThat(NumberMetrics.byName("median_absolute_error").orElseThrow().measure(few, 1.96))
        .isEqualTo(Measure.of(2));
  }

  @Test
  void detailsHaveAtMost15BinsOfAboutEqualNumbers() {
    NumberCounts counts = NumberCounts.empty(OptionalDouble.empty());
    for (int row = 0; row < 1500; row++) {
      counts.add(row + (row % 2 == 0 ? 1 : -1), row, 1, NaN, NaN);
    }
    NumberDetail detail = new NumberScorecard(OptionalDouble.empty()).detail(counts, CONFIDENCE);
    assertThat(detail.byPrediction()).hasSize(15);
    assertThat(detail.byPrediction().stream().mapToLong(bin -> bin.rows()).sum()).isEqualTo(1500);
    detail
        .byPrediction()
        .forEach(
            bin -> {
              assertThat(bin.rows()).isBetween(90L, 110L);
              assertThat(bin.meanAbsoluteError()).isEqualTo(1);
              assertThat(bin.meanActual().value().orElseThrow())
                  .isCloseTo(bin.meanPrediction(), within(0.02));
              assertThat(bin.meanActual().method()).contains("student-t");
            });
    assertThat(detail.residuals().get(0)).isEqualTo(new NumberDetail.Quantile(0.01, -1));
    assertThat(detail.residuals().get(8)).isEqualTo(new NumberDetail.Quantile(0.99, 1));
  }

  private static double value(String metric, NumberCounts counts) {
    return NumberMetrics.byName(metric).orElseThrow().value(counts).value().orElseThrow();
  }

  private static String reason(String metric, NumberCounts counts) {
    return NumberMetrics.byName(metric).orElseThrow().value(counts).undefined().orElseThrow();
  }
}
