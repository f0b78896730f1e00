package dev.holdout.ranking;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.Golden;
import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.Evaluator;
import dev.holdout.evaluate.QueryCount;
import dev.holdout.evaluate.RankedPredictions;
import dev.holdout.evaluate.RankingEvaluator;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class RankingEvaluatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("a `query`", DataTypes.LongType)
          .add("score", DataTypes.DoubleType)
          .add("label", DataTypes.DoubleType)
          .add("w.eight", DataTypes.DoubleType);

  private static final RankedPredictions RANKED =
      RankedPredictions.of("a `query`", "score", "label", RankingSpec.top(3));

  private static EvaluationSpec spec(List<String> segments) {
    return EvaluationSpec.of(segments, List.of(), 30, 50, 0.95, 100, 1);
  }

  @Test
  void meansAreOverQueriesInOneScanHoweverPartitioned() throws Exception {
    JsonNode queries = Golden.of(getClass());
    List<Row> rows = new ArrayList<>();
    SummaryStatistics plain = new SummaryStatistics();
    double weighted = 0;
    double weights = 0;
    for (int at = 0; at < queries.size(); at++) {
      JsonNode query = queries.get(at);
      double weight = query.get("weight").asDouble();
      for (int item = 0; item < query.get("labels").size(); item++) {
        rows.add(
            RowFactory.create(
                (long) at,
                query.get("scores").get(item).asDouble(),
                query.get("labels").get(item).asDouble(),
                weight));
      }
      double ndcg = query.get("3").get("ndcg").asDouble();
      plain.addValue(ndcg);
      weighted += weight * ndcg;
      weights += weight;
    }
    rows.add(RowFactory.create(1000L, 0.5, 0.0, 1.0));
    rows.add(RowFactory.create(1000L, 0.4, 0.5, 1.0));
    rows.add(RowFactory.create(null, 0.5, 1.0, 1.0));
    rows.add(RowFactory.create(1L, null, 1.0, 1.0));
    rows.add(RowFactory.create(1L, 0.5, Double.NaN, 1.0));
    rows.add(RowFactory.create(1L, 0.5, -1.0, 1.0));
    Dataset<Row> table = TestSession.spark().createDataFrame(rows, SCHEMA);
    RankingEvaluator evaluator = new RankingEvaluator(spec(List.of()));

    List<Evaluation> evaluations = new ArrayList<>();
    assertThat(
            QueryCount.during(
                () -> evaluations.add(evaluator.evaluate(table.repartition(5), RANKED))))
        .containsExactly(1);
    Evaluation evaluation = evaluations.get(0);
    assertThat(evaluation.rows()).isEqualTo(40);
    assertThat(evaluation.notes())
        .containsExactly(
            "1 row has no query and is part of no metric.",
            "1 row has no finite score and is part of no metric.",
            "1 row has no finite label and is part of no metric.",
            "1 row has a label below 0 and is part of no metric.",
            "1 query has no relevant item and is part of no metric.");
    assertThat(evaluation.overall().metrics().keySet())
        .containsExactly("map_at_3", "mrr_at_3", "ndcg_at_3", "precision_at_3", "recall_at_3");
    Measure ndcg = evaluation.overall().metrics().get("ndcg_at_3");
    assertThat(ndcg.value().orElseThrow()).isCloseTo(plain.getMean(), within(1e-12));
    // As many trials as have the variance of the mean, drawn to the queries where misses are few;
    // Wilson's interval at the quantile of t.
    double mean = plain.getMean();
    double full = mean * (1 - mean) / (plain.getVariance() / 40);
    double fewer = full * Math.min(mean, 1 - mean);
    double trials = Math.pow(full, fewer / (fewer + 2)) * Math.pow(40, 1 - fewer / (fewer + 2));
    assertThat(trials * Math.min(mean, 1 - mean)).isGreaterThan(3);
    double t = new TDistribution(39).inverseCumulativeProbability(0.975);
    double centre = (mean + t * t / 2 / trials) / (1 + t * t / trials);
    double reach =
        t
            / (1 + t * t / trials)
            * Math.sqrt(mean * (1 - mean) / trials + t * t / 4 / trials / trials);
    assertThat(ndcg.lower().orElseThrow()).isCloseTo(centre - reach, within(1e-9));
    assertThat(ndcg.upper().orElseThrow()).isCloseTo(centre + reach, within(1e-9));

    Evaluation byWeight =
        evaluator.evaluate(
            table.coalesce(1),
            new RankedPredictions(
                "a `query`",
                "score",
                "label",
                Optional.of("w.eight"),
                Optional.empty(),
                RankingSpec.top(3)));
    assertThat(byWeight.overall().metrics().get("ndcg_at_3").value().orElseThrow())
        .isCloseTo(weighted / weights, within(1e-12));
  }

  @Test
  void whatCannotBeRankedSaysWhy() {
    Dataset<Row> none =
        TestSession.spark().createDataFrame(List.of(RowFactory.create(1L, 0.5, 0.0, 1.0)), SCHEMA);
    RankingEvaluator evaluator = new RankingEvaluator(spec(List.of()));
    assertThat(evaluator.evaluate(none, RANKED).overall().metrics().get("mrr_at_3").undefined())
        .contains("no query has a relevant item");
    assertThatThrownBy(
            () ->
                evaluator.evaluate(
                    none, RankedPredictions.of("query", "score", "label", RankingSpec.top(3))))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("column \"query\"")
        .hasMessageContaining("no such column");
  }

  /**
   * Queries of three items, one of them relevant: in the first place in the north, by turns in each
   * place in the south; of four queries two customers each.
   */
  private static Dataset<Row> regions() {
    List<Row> rows = new ArrayList<>();
    for (int query = 0; query < 200; query++) {
      boolean south = query % 2 == 1;
      int relevant = south ? query / 2 % 3 : 0;
      for (int item = 0; item < 3; item++) {
        // Of the last ten queries one item is from elsewhere.
        String region = query >= 190 && item == 2 ? "elsewhere" : south ? "south" : "north";
        rows.add(
            RowFactory.create(
                "q" + query, 3.0 - item, item == relevant, region, "customer " + query / 4));
      }
    }
    return TestSession.spark()
        .createDataFrame(
            rows,
            new StructType()
                .add("q", DataTypes.StringType)
                .add("score", DataTypes.DoubleType)
                .add("label", DataTypes.BooleanType)
                .add("region", DataTypes.StringType)
                .add("customer", DataTypes.StringType));
  }

  @Test
  void segmentsAreOfQueriesWhoseItemsAgree() {
    RankedPredictions ranked = RankedPredictions.of("q", "score", "label", RankingSpec.top(3));
    Evaluation evaluation =
        new RankingEvaluator(spec(List.of("region"))).evaluate(regions(), ranked);

    assertThat(evaluation.rows()).isEqualTo(200);
    assertThat(evaluation.segments())
        .extracting(SegmentResult::segment, SegmentResult::rows, SegmentResult::verdict)
        .containsExactlyInAnyOrder(
            tuple(Map.of("region", Optional.of("north")), 95L, Verdict.NOT_WORSE),
            tuple(Map.of("region", Optional.of("south")), 95L, Verdict.WORSE));
    assertThat(evaluation.notes())
        .contains("10 queries have items of several region and are in none of its segments.")
        .anyMatch(note -> note.startsWith("Each segment is compared with all other queries in"));
    SegmentResult south =
        evaluation.segments().stream()
            .filter(one -> one.verdict() == Verdict.WORSE)
            .findFirst()
            .orElseThrow();
    // Of 95 queries the relevant item is 32 times first, 32 times second, 31 times third.
    double mrr = (32 + 32 / 2.0 + 31 / 3.0) / 95;
    assertThat(south.metrics().get("mrr_at_3").value().orElseThrow()).isCloseTo(mrr, within(1e-12));
    // Elsewhere are those of the north and the ten in no segment: 95 and 5 first; of the south's
    // last five the relevant item is third, first, second, third, first.
    double elsewhere = (95 + 5 + 2 + 1 / 2.0 + 2 / 3.0) / 105;
    assertThat(south.gaps().get("mrr_at_3").difference().value().orElseThrow())
        .isCloseTo(mrr - elsewhere, within(1e-12));
    assertThat(south.story()).contains("region = south", "NDCG at 3", "95 queries");
  }

  @Test
  void standBesideTheMetricsOfTheItems() {
    EvaluationSpec spec = spec(List.of("region"));
    Evaluation items =
        new Evaluator(spec)
            .evaluate(
                regions().withColumn("p", expr("score / 4")),
                BinaryPredictions.of("p", "label", 0.5));
    Evaluation both =
        new RankingEvaluator(spec)
            .added(
                items,
                regions(),
                new RankedPredictions(
                    "q",
                    "score",
                    "label",
                    Optional.empty(),
                    Optional.of("customer"),
                    RankingSpec.top(3)));

    assertThat(both.overall().metrics()).containsKeys("roc_auc", "ndcg_at_3");
    assertThat(both.rows()).isEqualTo(600);
    assertThat(both.overall().metrics().get("ndcg_at_3").method().orElseThrow())
        .endsWith("-clusters");
    assertThat(both.segments()).hasSameSizeAs(items.segments()).hasSize(3);
    for (SegmentResult segment : both.segments()) {
      boolean elsewhere = segment.segment().containsValue(Optional.of("elsewhere"));
      assertThat(segment.metrics()).containsKey("roc_auc");
      assertThat(segment.metrics().containsKey("ndcg_at_3")).isEqualTo(!elsewhere);
      assertThat(segment.gaps().containsKey("ndcg_at_3")).isEqualTo(!elsewhere);
      if (segment.segment().containsValue(Optional.of("south"))) {
        assertThat(segment.story())
            .startsWith("region = south: AUC ")
            .contains(". NDCG at 3 0.71 against ");
      }
    }
  }
}
