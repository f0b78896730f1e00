package dev.holdout.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.Golden;
import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.QueryCount;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
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
    long items = rows.size();
    rows.add(RowFactory.create(1000L, 0.5, 0.0, 1.0));
    rows.add(RowFactory.create(1000L, 0.4, 0.5, 1.0));
    rows.add(RowFactory.create(null, 0.5, 1.0, 1.0));
    rows.add(RowFactory.create(1L, null, 1.0, 1.0));
    rows.add(RowFactory.create(1L, 0.5, Double.NaN, 1.0));
    rows.add(RowFactory.create(1L, 0.5, -1.0, 1.0));
    Dataset<Row> table = TestSession.spark().createDataFrame(rows, SCHEMA);
    RankingEvaluator evaluator = new RankingEvaluator(RankingSpec.top(3));

    List<RankingEvaluation> evaluations = new ArrayList<>();
    assertThat(
            QueryCount.during(
                () ->
                    evaluations.add(
                        evaluator.evaluate(table.repartition(5), "a `query`", "score", "label"))))
        .containsExactly(1);
    RankingEvaluation evaluation = evaluations.get(0);
    assertThat(evaluation.rows()).isEqualTo(items + 2);
    assertThat(evaluation.queries()).isEqualTo(40);
    assertThat(evaluation.withoutRelevant()).isEqualTo(1);
    assertThat(evaluation.notes())
        .containsExactly(
            "1 row has no query and is part of no metric.",
            "1 row has no finite score and is part of no metric.",
            "1 row has no finite label and is part of no metric.",
            "1 row has a label below 0 and is part of no metric.",
            "1 query has no relevant item and is part of no metric.");
    assertThat(evaluation.metrics().keySet())
        .containsExactly("map_at_3", "mrr_at_3", "ndcg_at_3", "precision_at_3", "recall_at_3");
    Measure ndcg = evaluation.metrics().get("ndcg_at_3");
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

    RankingEvaluation byWeight =
        evaluator.evaluate(
            table.coalesce(1), "a `query`", "score", "label", Optional.of("w.eight"));
    assertThat(byWeight.metrics().get("ndcg_at_3").value().orElseThrow())
        .isCloseTo(weighted / weights, within(1e-12));
  }

  @Test
  void whatCannotBeRankedSaysWhy() {
    Dataset<Row> none =
        TestSession.spark().createDataFrame(List.of(RowFactory.create(1L, 0.5, 0.0, 1.0)), SCHEMA);
    RankingEvaluator evaluator = new RankingEvaluator(RankingSpec.top(3));
    assertThat(
            evaluator
                .evaluate(none, "a `query`", "score", "label")
                .metrics()
                .get("mrr_at_3")
                .undefined())
        .contains("no query has a relevant item");
    assertThatThrownBy(() -> evaluator.evaluate(none, "query", "score", "label"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("column \"query\"")
        .hasMessageContaining("no such column");
  }
}
