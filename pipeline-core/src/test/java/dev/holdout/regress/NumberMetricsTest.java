package dev.holdout.regress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    return new ObjectMapper().readTree(NumberMetricsTest.class.getResource("golden.json"));
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
}
