package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdout.measure.ClopperPearson;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Wilson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same values as scikit-learn, SciPy and statsmodels to 1e-9, on cases that {@code
 * src/test/python/binary_metrics.py} wrote: ties, weights, one class alone, equal decisions, sure
 * scores, one row.
 */
class BinaryMetricsGoldenTest {
  private static final double Z = Quantiles.normal(0.95);
  private static final StructType SCHEMA =
      new StructType()
          .add("score", DataTypes.DoubleType)
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType);

  /** Metrics that those libraries have. */
  private static final List<String> KNOWN =
      List.of(
          "roc_auc",
          "gini",
          "partial_auc",
          "average_precision",
          "ks",
          "gain_at_10",
          "lift_at_10",
          "log_loss",
          "brier",
          "accuracy",
          "balanced_accuracy",
          "youden_j",
          "precision",
          "recall",
          "specificity",
          "npv",
          "fpr",
          "fnr",
          "fdr",
          "for",
          "f1",
          "f2",
          "f05",
          "mcc",
          "cohen_kappa",
          "adjusted_balanced_accuracy",
          "threat_score",
          "fowlkes_mallows",
          "markedness",
          "lr_positive",
          "lr_negative",
          "ks_calibration_error",
          "kuiper_calibration_error",
          "expected_cost",
          "prevalence",
          "selection_rate",
          "tp",
          "fp",
          "fn",
          "tn");

  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in =
        BinaryMetricsGoldenTest.class.getResourceAsStream("binary-metrics.json")) {
      Stream.Builder<Named<JsonNode>> cases = Stream.builder();
      new ObjectMapper()
          .readTree(in)
          .get("cases")
          .forEach(one -> cases.add(Named.of(one.get("name").asText(), one)));
      return cases.build();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAgree(JsonNode of) {
    ScoreCounts counts = counts(of);
    boolean weighted = !of.get("weights").isNull();
    for (String name : KNOWN) {
      JsonNode expected = of.get("values").get(name);
      Measure measure = Metrics.byName(name).value(counts, of.get("threshold").asDouble());
      if (expected != null) {
        assertThat(measure.value()).as(name).isPresent();
        assertThat(measure.value().get()).as(name).isCloseTo(expected.asDouble(), within(1e-9));
      } else if (!(weighted && List.of("ks", "tp", "fp", "fn", "tn").contains(name))) {
        assertThat(measure.undefined().orElse("")).as(name).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void intervalsOfProportionsAgree(JsonNode of) {
    of.get("intervals")
        .properties()
        .forEach(
            field -> {
              double hits = field.getValue().get("hits").asDouble();
              double trials = field.getValue().get("trials").asDouble();
              assertInterval(
                  Wilson.interval(hits, trials, Z), field.getValue().get("wilson"), field.getKey());
              assertInterval(
                  ClopperPearson.interval(hits, trials, Z),
                  field.getValue().get("beta"),
                  field.getKey());
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void delongsVarianceAgrees(JsonNode of) {
    JsonNode expected = of.get("delong_variance");
    if (!expected.isNull()) {
      assertThat(AucEstimate.variance(counts(of))).isCloseTo(expected.asDouble(), within(1e-9));
    }
  }

  private static void assertInterval(Interval interval, JsonNode expected, String name) {
    assertThat(interval.lower()).as(name).isCloseTo(expected.get(0).asDouble(), within(1e-9));
    assertThat(interval.upper()).as(name).isCloseTo(expected.get(1).asDouble(), within(1e-9));
  }

  private static ScoreCounts counts(JsonNode of) {
    boolean weighted = !of.get("weights").isNull();
    ScoreCounts counts =
        ScoreCounts.statistic(
                new ScoreColumns("score", "label", weighted ? "weight" : null, null),
                ScoreCounts.MAX_BINS,
                of.get("threshold").asDouble())
            .empty();
    for (int row = 0; row < of.get("scores").size(); row++) {
      counts.add(
          new GenericRowWithSchema(
              new Object[] {
                of.get("scores").get(row).asDouble(),
                of.get("labels").get(row).asDouble(),
                weighted ? of.get("weights").get(row).asDouble() : 1.0
              },
              SCHEMA));
    }
    return counts;
  }
}
