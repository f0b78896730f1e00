package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.evaluate.QueryCount;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
class ConsistencySampleTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 3);

  @Test
  void isThatOfTheRowsWhereThereAreFew() throws Exception {
    // The five rows of ConsistencyTest, and one without a decision.
    Dataset<Row> rows =
        TestSession.spark()
            .sql(
                "SELECT * FROM VALUES (1, 0L, 0), (2, 1L, 1), (3, 3L, 1), (4, 4L, 1), (5, 10L, 0),"
                    + " (6, 2L, null) AS t(id, `a.b`, decision)");
    List<FairnessResult> results = new ArrayList<>();
    List<Integer> sources =
        QueryCount.during(
            () -> results.add(ConsistencySample.of(rows, similar(List.of("a.b"), 2), CONFIDENCE)));
    assertThat(sources).containsExactly(1);
    FairnessResult result = results.get(0);
    assertThat(result.metric()).isEqualTo("consistency");
    assertThat(result.value().orElseThrow()).isCloseTo(0.5, within(1e-12));
    assertThat(result.method().orElseThrow()).endsWith(", 5 rows, 2 neighbours");
    assertThat(result.verdict()).isEqualTo(FairnessVerdict.NO_RULE);
    assertThat(FairnessWords.verdicts(results, 0.95).get(0))
        .startsWith("Similar rows: decisions agree with those of the nearest rows to 0.50 (95 %");
  }

  @Test
  void isTheSameHoweverRowsAreOrderedAndDivided() {
    Dataset<Row> rows =
        TestSession.spark()
            .range(7000)
            .select(
                functions.col("id"),
                functions.expr("(id * 7919) % 1000 / 10.0 AS a"),
                functions.expr("CASE WHEN id % 11 = 0 THEN null ELSE (id * 31) % 97 END AS b"),
                functions.expr("(id * 7919) % 1000 > 500 AS decision"));
    FairnessResult one = ConsistencySample.of(rows, similar(List.of("a", "b"), 5), CONFIDENCE);
    FairnessResult other =
        ConsistencySample.of(
            rows.repartition(3).orderBy(functions.desc("b")),
            similar(List.of("a", "b"), 5),
            CONFIDENCE);
    assertThat(other).isEqualTo(one);
    assertThat(one.method().orElseThrow()).contains("5,000 rows");
    assertThat(one.sample()).contains(5000L);
    // Decisions are a step of the first feature: only rows near the step disagree.
    assertThat(one.value().orElseThrow()).isGreaterThan(0.9);
  }

  /** 12,000 decisions by coin in six places, of which 5,000 are compared. */
  @Test
  void drawsRowsOneByOneAlsoWhereFewAreDistinct() {
    Dataset<Row> rows =
        TestSession.spark()
            .range(12_000)
            .selectExpr(
                "pmod(xxhash64('place', id), 6) AS place",
                "pmod(xxhash64('coin', id), 2) AS decision")
            .withColumn(
                "id", functions.xxhash64(functions.col("place"), functions.col("decision")));
    FairnessResult result = ConsistencySample.of(rows, similar(List.of("place"), 5), CONFIDENCE);
    assertThat(result.sample()).contains(5000L);
    // 0.5 where half of a place's decisions are 1, however its nearest rows decide; the share of 1
    // has a standard error of √(0.25 / 833) in a place, of which there are six: 4 · 0.0173 / √6.
    assertThat(result.value().orElseThrow()).isCloseTo(0.5, within(0.029));
  }

  private static SimilarRows similar(List<String> features, int neighbours) {
    return new SimilarRows(
        List.of("id"), features, "decision", Optional.empty(), Optional.empty(), neighbours);
  }
}
