package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What divides rows, what rows count, and what belongs together. */
@Execution(ExecutionMode.SAME_THREAD)
final class SegmentsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("score", DataTypes.DoubleType)
          .add("label", DataTypes.IntegerType)
          .add("city", DataTypes.StringType)
          .add("age", DataTypes.IntegerType);

  private static Dataset<Row> rows(int count) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double score = Math.rint(random.nextDouble() * 1000) / 1000;
      rows.add(
          RowFactory.create(
              score,
              random.nextDouble() < score ? 1 : 0,
              row % 7 == 0 ? null : "c" + row % 3,
              row % 11 == 0 ? null : row % 90));
    }
    return TestSession.spark().createDataFrame(rows, SCHEMA);
  }

  private static EvaluationSpec spec(List<SegmentBy> segments, int intersections) {
    return new EvaluationSpec(segments, intersections, List.of(), 30, 50, 0.95, 200, 1);
  }

  @Test
  void crossesColumnsInOneScan() throws Exception {
    Dataset<Row> table = rows(2000);
    EvaluationSpec spec =
        spec(
            List.of(
                SegmentBy.column("city"),
                SegmentBy.bins("age", List.of(30.0, 60.0)),
                SegmentBy.expression("even", "age % 2 = 0")),
            2);
    Evaluation[] found = new Evaluation[1];
    List<Integer> sources =
        QueryCount.during(
            () -> found[0] = new Evaluator(spec).evaluate(table, "score", "label", 0.5));
    assertThat(sources).containsExactly(1);

    SegmentResult crossed =
        segment(found[0], Map.of("city", Optional.of("c1"), "age", Optional.of("[30, 60)")));
    long expected = table.filter(col("city").equalTo("c1").and(col("age").between(30, 59))).count();
    assertThat(crossed.rows()).isEqualTo(expected);
    assertThat(crossed.gaps()).containsKeys("roc_auc", "fpr", "brier");
    assertThat(crossed.gaps().get("fpr").ratio().value()).isPresent();
    assertThat(segment(found[0], Map.of("age", Optional.empty())).rows())
        .isEqualTo(table.filter(col("age").isNull()).count());
    assertThat(segment(found[0], Map.of("even", Optional.of("true"))).rows())
        .isEqualTo(table.filter("age % 2 = 0").count());
    // A division's segments hold every row once.
    for (List<String> view : List.of(List.of("city"), List.of("age"), List.of("age", "even"))) {
      assertThat(
              found[0].segments().stream()
                  .filter(one -> List.copyOf(one.segment().keySet()).equals(view))
                  .mapToLong(SegmentResult::rows)
                  .sum())
          .isEqualTo(2000);
    }
  }

  @Test
  void quantilesHoldAboutAsManyRows() {
    Dataset<Row> table = rows(1000).filter(col("age").isNotNull());
    long rows = table.count();
    Evaluation evaluation =
        new Evaluator(spec(List.of(SegmentBy.quantiles("age", 4)), 1))
            .evaluate(table, "score", "label", 0.5);
    assertThat(evaluation.segments()).hasSize(4);
    assertThat(evaluation.segments())
        .allSatisfy(one -> assertThat((double) one.rows() / rows).isBetween(0.22, 0.28));
  }

  @Test
  void aRowOfWeightTwoCountsAsTwoRows() {
    Dataset<Row> table = rows(600);
    Dataset<Row> weighted =
        table.withColumn("w", when(col("age").gt(40), lit(2.0)).otherwise(lit(1.0)));
    Dataset<Row> repeated = table.union(table.filter(col("age").gt(40)));
    BinaryPredictions of =
        new BinaryPredictions(
            Optional.of("score"),
            "label",
            Optional.empty(),
            Optional.of("w"),
            Optional.empty(),
            0.5);
    Evaluator evaluator = new Evaluator(spec(List.of(SegmentBy.column("city")), 1));
    Evaluation one = evaluator.evaluate(weighted, of);
    Evaluation other = evaluator.evaluate(repeated, "score", "label", 0.5);
    assertThat(one.rows()).isEqualTo(600);
    for (String metric :
        List.of(
            "roc_auc", "average_precision", "brier", "log_loss", "recall", "mcc", "ece", "ks")) {
      assertThat(value(one, metric)).as(metric).isCloseTo(value(other, metric), within(1e-9));
    }
    // Weights that differ tell less than as many rows.
    assertThat(width(one, "recall")).isGreaterThan(width(other, "recall"));
  }

  @Test
  void decisionsAloneLeaveScoresUndefined() {
    Dataset<Row> table = rows(400).withColumn("decided", col("score").geq(0.4)).drop("score");
    Evaluation evaluation =
        new Evaluator(spec(List.of(SegmentBy.column("city")), 1))
            .evaluate(
                table,
                new BinaryPredictions(
                    Optional.empty(),
                    "label",
                    Optional.of("decided"),
                    Optional.empty(),
                    Optional.empty(),
                    0.5));
    Evaluation scored =
        new Evaluator(spec(List.of(), 1)).evaluate(rows(400), "score", "label", 0.4);
    for (String metric : List.of("recall", "precision", "mcc", "tp", "selection_rate")) {
      assertThat(value(evaluation, metric)).as(metric).isEqualTo(value(scored, metric));
    }
    for (String metric : List.of("roc_auc", "average_precision", "brier", "ks", "ece", "gini")) {
      assertThat(evaluation.overall().metrics().get(metric).undefined())
          .as(metric)
          .contains("no scores, decisions alone");
    }
  }

  /** Each row four times: as much is known as from a quarter of the rows. */
  @Test
  void intervalsOfClustersSeeThroughRepeatedRows() {
    Dataset<Row> table = rows(1500).withColumn("customer", monotonically_increasing_id());
    Dataset<Row> repeated = table.union(table).union(table).union(table);
    Evaluator evaluator = new Evaluator(spec(List.of(), 1));
    Evaluation clustered =
        evaluator.evaluate(
            repeated,
            new BinaryPredictions(
                Optional.of("score"),
                "label",
                Optional.empty(),
                Optional.empty(),
                Optional.of("customer"),
                0.5));
    Evaluation once = evaluator.evaluate(table, "score", "label", 0.5);
    Evaluation naive = evaluator.evaluate(repeated, "score", "label", 0.5);
    for (String metric : List.of("roc_auc", "recall", "precision", "accuracy", "brier")) {
      assertThat(value(clustered, metric)).isCloseTo(value(once, metric), within(1e-9));
      assertThat(width(naive, metric)).isLessThan(0.6 * width(once, metric));
      assertThat(width(clustered, metric))
          .as(metric)
          .isBetween(0.7 * width(once, metric), 1.5 * width(once, metric));
    }
    assertThat(clustered.notes()).anyMatch(note -> note.contains("customer"));
  }

  @Test
  void badColumnsAndExpressionsAreNamedTogether() {
    EvaluationSpec spec =
        spec(
            List.of(
                SegmentBy.column("town"),
                SegmentBy.bins("city", List.of(1.0)),
                SegmentBy.expression("old", "agee > 60")),
            1);
    assertThatThrownBy(() -> new Evaluator(spec).evaluate(rows(10), "score", "label", 0.5))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("\"town\"")
        .hasMessageContaining("type string")
        .hasMessageContaining("agee");
  }

  private static SegmentResult segment(
      Evaluation evaluation, Map<String, Optional<String>> segment) {
    return evaluation.segments().stream()
        .filter(one -> one.segment().equals(segment))
        .findFirst()
        .orElseThrow();
  }

  private static Measure measure(Evaluation evaluation, String metric) {
    return evaluation.overall().metrics().get(metric);
  }

  private static double value(Evaluation evaluation, String metric) {
    return measure(evaluation, metric).value().orElseThrow();
  }

  private static double width(Evaluation evaluation, String metric) {
    Measure measure = measure(evaluation, metric);
    return measure.upper().orElseThrow() - measure.lower().orElseThrow();
  }
}
