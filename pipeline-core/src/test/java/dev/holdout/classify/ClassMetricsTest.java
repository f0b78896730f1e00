package dev.holdout.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.Golden;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.stat.StateLaws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Values beside those of scikit-learn, from {@code src/test/python/classify_golden.py}. */
final class ClassMetricsTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 1);

  private static JsonNode cases() throws IOException {
    return Golden.of(ClassMetricsTest.class);
  }

  private static int classes(JsonNode known) {
    return known.get("classes").size();
  }

  private static ClassScorecard scorecard(JsonNode known) {
    return new ClassScorecard(
        IntStream.range(0, classes(known)).mapToObj(at -> "class " + at).toList());
  }

  private static List<Row> rows(JsonNode known) {
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < known.get("labels").size(); at++) {
      List<Double> scores = new ArrayList<>();
      known.get("scores").get(at).forEach(score -> scores.add(score.asDouble()));
      rows.add(
          RowFactory.create(
              known.get("labels").get(at).asDouble(),
              known.get("predictions").get(at).asDouble(),
              known.get("weights").get(at).asDouble(),
              CollectionConverters.asScala(scores).toSeq()));
    }
    return rows;
  }

  private static ClassCounts counts(JsonNode known) {
    ClassCounts counts = ClassCounts.empty(classes(known));
    rows(known).forEach(counts::add);
    return counts;
  }

  @Test
  void valuesAreThoseOfScikitLearn() throws IOException {
    for (JsonNode known : cases()) {
      SortedMap<String, Measure> measures = scorecard(known).measures(counts(known), CONFIDENCE);
      JsonNode expected = known.get("metrics");
      assertThat(measures).hasSize(ClassMetrics.all().size());
      measures.forEach(
          (name, measure) -> {
            String which = known.get("name").asText() + ": " + name;
            if (expected.has(name)) {
              assertThat(measure.value()).as(which).isPresent();
              assertThat(measure.value().orElseThrow())
                  .as(which)
                  .isCloseTo(expected.get(name).asDouble(), within(1e-9))
                  .isBetween(measure.lower().orElseThrow(), measure.upper().orElseThrow());
            } else {
              assertThat(measure.undefined().orElseThrow()).as(which).startsWith("there are only");
            }
          });
    }
  }

  @Test
  void detailsAreThoseOfScikitLearn() throws IOException {
    for (JsonNode known : cases()) {
      ClassDetail detail = scorecard(known).detail(counts(known), CONFIDENCE);
      for (int at = 0; at < classes(known); at++) {
        for (int predicted = 0; predicted < classes(known); predicted++) {
          assertThat(detail.confusion().get(at).get(predicted))
              .isEqualTo(known.get("confusion").get(at).get(predicted).asLong());
        }
        Map<String, Measure> metrics = detail.classes().get(at).metrics();
        known
            .get("classes")
            .get(at)
            .properties()
            .forEach(
                expected -> {
                  Measure measure = metrics.get(expected.getKey());
                  assertThat(measure.value().isEmpty()).isEqualTo(expected.getValue().isNull());
                  measure
                      .value()
                      .ifPresent(
                          value ->
                              assertThat(value)
                                  .isCloseTo(expected.getValue().asDouble(), within(1e-9)));
                });
      }
    }
  }

  @Test
  void theSameRowsTellTheSameHoweverDivided() throws IOException {
    for (JsonNode known : cases()) {
      List<Row> rows = new ArrayList<>(rows(known));
      rows.add(RowFactory.create(null, 1.0, 1.0, null));
      rows.add(RowFactory.create(0.0, 1.0, 0.5, null));
      rows.add(RowFactory.create(1.0, 9.0, 0.5, null));
      ClassScorecard scorecard = scorecard(known);
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
    ClassCounts counts = ClassCounts.empty(3);
    double[] scores = {0.2, 0.3, 0.5};
    counts.add(0, 0, 1, scores);
    counts.add(1, 2, 1, scores);
    counts.add(1, 1, 1, null);
    counts.add(Double.NaN, 1, 1, scores);
    counts.add(Double.NaN, Double.NaN, 1, scores);
    counts.add(3, 1, 1, scores);
    counts.add(0.5, 1, 1, scores);
    counts.add(1, 1, -1, scores);
    assertThat(counts.rows()).isEqualTo(3);
    assertThat(counts.unusable()).isEqualTo(5);
    assertThat(counts.notes())
        .containsExactly(
            "2 rows have no label and are part of no metric.",
            "1 row has no prediction and is part of no metric.",
            "2 rows name an unknown class and are part of no metric.",
            "1 row has no usable weight and is part of no metric.",
            "1 row has no scores and is part of the metrics of decisions alone.");
    assertThat(ClassMetrics.byName("accuracy").orElseThrow().value(counts).value())
        .contains(2.0 / 3);
    assertThat(ClassMetrics.byName("log_loss").orElseThrow().value(counts).value())
        .contains((-Math.log(0.2) - Math.log(0.3)) / 2);
  }

  @Test
  void whatHasNoValueSaysWhy() {
    ClassCounts none = ClassCounts.empty(3);
    ClassMetrics.all()
        .forEach(metric -> assertThat(metric.value(none).undefined()).contains("no rows"));
    ClassCounts decisions = ClassCounts.empty(3);
    decisions.add(1, 1, 1, null);
    assertThat(reason("roc_auc_ovr_macro", decisions)).isEqualTo("no scores");
    assertThat(reason("top_2_accuracy", decisions)).isEqualTo("no scores");
    assertThat(reason("ece", decisions)).isEqualTo("no scores");
    assertThat(reason("cohen_kappa", decisions))
        .isEqualTo("all rows are of one class and predicted to be");
    assertThat(reason("mcc", decisions)).isEqualTo("all rows are of one class");
    decisions.add(2, 1, 1, null);
    assertThat(reason("mcc", decisions)).isEqualTo("all predictions are of one class");
    ClassCounts improper = ClassCounts.empty(3);
    improper.add(0, 0, 1, new double[] {3, -1, 0});
    assertThat(reason("log_loss", improper))
        .isEqualTo("the scores of 1 rows are no probabilities that sum to 1");
    assertThat(reason("roc_auc_ovo", improper)).isEqualTo("rows with scores are of one class only");
    ClassCounts missed = ClassCounts.empty(3);
    missed.add(0, 1, 1, null);
    assertThat(reason("weighted_precision", missed))
        .isEqualTo("no class that rows are of is predicted");
    ClassCounts weightless = ClassCounts.empty(3);
    weightless.add(0, 1, 0, null);
    assertThat(reason("accuracy", weightless)).isEqualTo("no rows");
  }

  private static String reason(String metric, ClassCounts counts) {
    return ClassMetrics.byName(metric).orElseThrow().value(counts).undefined().orElseThrow();
  }

  @Test
  void everyMetricHasAnIntervalEvenWhereAllIsRight() {
    ClassCounts right = ClassCounts.empty(3);
    for (int at = 0; at < 30; at++) {
      double[] scores = {0, 0, 0};
      scores[at % 3] = 1;
      right.add(at % 3, at % 3, 1, scores);
    }
    ClassMetrics.all().stream()
        .filter(metric -> !metric.name().equals("top_3_accuracy"))
        .forEach(
            metric -> {
              Measure measure = metric.measure(right, CONFIDENCE);
              assertThat(measure.upper().orElseThrow() - measure.lower().orElseThrow())
                  .as(metric.name())
                  .isGreaterThan(0.01);
            });
  }

  @Test
  void equalWeightsChangeNothing() throws IOException {
    JsonNode known = cases().get(0);
    ClassCounts tripled = ClassCounts.empty(3);
    for (Row row : rows(known)) {
      tripled.add(RowFactory.create(row.get(0), row.get(1), 0.125, row.get(3)));
    }
    SortedMap<String, Measure> plain = scorecard(known).measures(counts(known), CONFIDENCE);
    scorecard(known)
        .measures(tripled, CONFIDENCE)
        .forEach(
            (name, measure) ->
                measure
                    .lower()
                    .ifPresent(
                        lower ->
                            assertThat(lower)
                                .as(name)
                                .isCloseTo(plain.get(name).lower().orElseThrow(), within(1e-9))));
  }

  @Test
  void manyClassesAndStatesAreBounded() {
    assertThat(ClassShape.of(3, 1)).isEqualTo(new ClassShape(3, 1 << 15, true));
    assertThat(ClassShape.of(30, 1).pairs()).isTrue();
    assertThat(ClassShape.of(31, 1).pairs()).isFalse();
    for (int classes : new int[] {2, 3, 10, 30, 100}) {
      ClassShape shape = ClassShape.of(classes, 600);
      double bytes = 600.0 * classes * shape.bins() * (24 + 8 * shape.channels());
      assertThat(bytes <= 1 << 28 || (shape.bins() == 512 && !shape.pairs())).isTrue();
    }
    ClassCounts many = ClassCounts.empty(31);
    double[] scores = new double[31];
    Arrays.fill(scores, 1.0 / 31);
    many.add(0, 0, 1, scores);
    many.add(1, 0, 1, scores);
    assertThat(reason("roc_auc_ovo", many)).contains("31 classes");
    assertThat(ClassMetrics.byName("roc_auc_ovr_macro").orElseThrow().value(many).value())
        .contains(0.5);
  }
}
