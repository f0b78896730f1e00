package dev.holdout.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Measure;
import java.sql.Date;
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

@Execution(ExecutionMode.SAME_THREAD)
class EvaluatorTest {
  private static final long SEED = 77;
  private static final String ODD = "re`gion. \"ü\"";

  @Test
  void findsThePlantedSegmentAndNoOther() throws Exception {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(SEED);
    for (String region : List.of("north", "south", "east", "west", "centre", "coast")) {
      for (int row = 0; row < 1500; row++) {
        boolean positive = random.nextDouble() < 0.2;
        double signal = positive && !region.equals("north") ? 1.5 : positive ? 0.5 : 0;
        double score = 1 / (1 + Math.exp(2.5 - 1.5 * (random.nextGaussian() + signal)));
        String half = random.nextBoolean() ? "a" : "b";
        rows.add(RowFactory.create(score, positive ? 1 : 0, region, half));
      }
    }
    for (int row = 0; row < 40; row++) {
      rows.add(RowFactory.create(random.nextDouble(), 0, "islands", "a"));
    }
    Dataset<Row> table =
        TestSession.spark()
            .createDataFrame(
                rows,
                new StructType()
                    .add("p", DataTypes.DoubleType)
                    .add("y", DataTypes.IntegerType)
                    .add(ODD, DataTypes.StringType)
                    .add("half", DataTypes.StringType));
    Evaluator evaluator = new Evaluator(spec(List.of(ODD, "half"), 50));
    List<Evaluation> results = new ArrayList<>();
    List<Integer> sources =
        QueryCount.during(() -> results.add(evaluator.evaluate(table, "p", "y", 0.3)));
    assertThat(sources).as("one query with one source").containsExactly(1);

    Evaluation evaluation = results.get(0);
    assertThat(evaluation.rows()).isEqualTo(9040);
    assertThat(evaluation.segments().stream().filter(it -> it.verdict() == Verdict.WORSE))
        .as("seed " + SEED)
        .extracting(SegmentResult::segment)
        .containsExactly(Map.of(ODD, Optional.of("north")));
    SegmentResult north = segment(evaluation, ODD, Optional.of("north"));
    assertThat(north.story())
        .startsWith(ODD + " = north: AUC 0.6")
        .contains(" elsewhere (−0.2", "95 % interval −0.", "1,500 rows", "the model is worse here");
    double gap = requireNonNull(north.gaps().get("roc_auc")).difference().value().orElseThrow();
    assertThat(gap).isCloseTo(auc(rows, true) - auc(rows, false), within(1e-12));
    SegmentResult islands = segment(evaluation, ODD, Optional.of("islands"));
    assertThat(islands.verdict()).isEqualTo(Verdict.TOO_FEW_ROWS);
    assertThat(islands.story())
        .isEqualTo(ODD + " = islands: 40 rows, 0 positives: too few rows to judge.");
    assertThat(measure(islands, "roc_auc").undefined()).contains("no positives");
    assertThat(measure(evaluation.overall(), "roc_auc").method()).contains("delong");
    assertThat(evaluation.notes())
        .anySatisfy(note -> assertThat(note).contains("112 comparisons", "Benjamini–Hochberg"));

    assertThat(evaluator.evaluate(table.repartition(5), "p", "y", 0.3)).isEqualTo(evaluation);
  }

  @Test
  void segmentsOfEveryTypeAreTheirTextAndNullIsNotNullText() {
    StructType schema =
        new StructType()
            .add("score", DataTypes.FloatType)
            .add("label", DataTypes.BooleanType)
            .add("text", DataTypes.StringType)
            .add("whole", DataTypes.LongType)
            .add("truth", DataTypes.BooleanType)
            .add("day", DataTypes.DateType);
    Date day = Date.valueOf("2024-02-29");
    List<Row> rows =
        List.of(
            RowFactory.create(0.9f, true, "null", 7L, true, day),
            RowFactory.create(0.8f, true, "null", 7L, true, null),
            RowFactory.create(0.7f, false, null, 8L, false, day),
            RowFactory.create(0.25f, false, "", null, false, day),
            RowFactory.create(null, true, null, 8L, null, day),
            RowFactory.create(0.5f, null, "!", 8L, true, day));
    Evaluation evaluation =
        new Evaluator(spec(List.of("text", "whole", "truth", "day"), 50))
            .evaluate(TestSession.spark().createDataFrame(rows, schema), "score", "label", 0.75);
    assertThat(evaluation.rows()).isEqualTo(4);
    assertThat(measure(evaluation.overall(), "roc_auc").value()).contains(1.0);
    assertThat(measure(evaluation.overall(), "accuracy").value()).contains(1.0);
    assertThat(evaluation.segments())
        .extracting(SegmentResult::segment)
        .containsExactly(
            Map.of("text", Optional.of("null")),
            Map.of("text", Optional.of("")),
            Map.of("text", Optional.empty()),
            Map.of("text", Optional.of("!")),
            Map.of("whole", Optional.of("7")),
            Map.of("whole", Optional.of("8")),
            Map.of("whole", Optional.empty()),
            Map.of("truth", Optional.of("false")),
            Map.of("truth", Optional.of("true")),
            Map.of("truth", Optional.empty()),
            Map.of("day", Optional.of("2024-02-29")),
            Map.of("day", Optional.empty()));
    assertThat(segment(evaluation, "text", Optional.of("null")).rows()).isEqualTo(2);
    assertThat(segment(evaluation, "text", Optional.empty()).rows()).isEqualTo(1);
    assertThat(measure(segment(evaluation, "text", Optional.of("!")), "brier").undefined())
        .contains("no rows");
    assertThat(segment(evaluation, "text", Optional.empty()).story()).startsWith("text is null: ");
    assertThat(evaluation.notes())
        .contains("2 rows are part of no metric: 1 has no finite score and 1 has no label.");
  }

  @Test
  void rareValuesAreOneSegmentAndTooManyValuesNone() {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 2000; row++) {
      int value = row < 1500 ? row % 3 : row % 10;
      rows.add(RowFactory.create(row / 2000.0, row % 2, value, row));
    }
    Dataset<Row> table =
        TestSession.spark()
            .createDataFrame(
                rows,
                new StructType()
                    .add("score", DataTypes.DoubleType)
                    .add("label", DataTypes.IntegerType)
                    .add("value", DataTypes.IntegerType)
                    .add("id", DataTypes.IntegerType));
    Evaluator evaluator = new Evaluator(spec(List.of("id", "value"), 4));
    // In one part the cap is met by the task, in four by no task but by all of them together.
    Evaluation evaluation = evaluator.evaluate(table.coalesce(1), "score", "label", 0.5);
    assertThat(evaluator.evaluate(table.repartition(4), "score", "label", 0.5))
        .isEqualTo(evaluation);
    assertThat(evaluation.segments())
        .extracting(SegmentResult::segment)
        .containsExactly(
            Map.of("value", Optional.of("0")),
            Map.of("value", Optional.of("1")),
            Map.of("value", Optional.of("2")),
            Map.of("value", Optional.of("3")),
            Map.of("value", Optional.of("all other values (6)")));
    assertThat(evaluation.segments())
        .extracting(SegmentResult::rows)
        .containsExactly(550L, 550L, 550L, 50L, 300L);
    assertThat(evaluation.notes())
        .contains(
            "id has more than 1,024 values and is not divided into segments.",
            "value has 10 values: the 4 largest are segments, the other 6 together are one.");
  }

  @Test
  void namesEveryColumnThatCannotBeUsed() {
    Dataset<Row> table = TestSession.spark().sql("SELECT 'x' AS score, 2 AS label, 0.5 AS p");
    assertThatThrownBy(
            () ->
                new Evaluator(spec(List.of("region"), 50)).evaluate(table, "score", "target", 0.5))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("3 problems")
        .hasMessageContaining("column \"score\": found type string, expected a number")
        .hasMessageContaining("column \"target\": found no such column")
        .hasMessageContaining("column \"region\"");
    assertThatThrownBy(() -> new Evaluator(spec(List.of(), 50)).evaluate(table, "p", "label", 0.5))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("[DATA_CONTRACT]")
        .hasMessageContaining("found 1 rows whose \"label\" is neither 0 nor 1");
  }

  static EvaluationSpec spec(List<String> segments, int maxSegments) {
    return EvaluationSpec.of(segments, List.of(), 100, maxSegments, 0.95, 300, 5);
  }

  private static Measure measure(SegmentResult segment, String metric) {
    return requireNonNull(segment.metrics().get(metric));
  }

  private static SegmentResult segment(
      Evaluation evaluation, String column, Optional<String> value) {
    return evaluation.segments().stream()
        .filter(it -> it.segment().equals(Map.of(column, value)))
        .findFirst()
        .orElseThrow();
  }

  /** AUC of north or of all others, pair by pair. */
  private static double auc(List<Row> rows, boolean north) {
    double concordant = 0;
    double pairs = 0;
    for (Row positive : rows) {
      if (positive.getInt(1) == 0 || positive.getString(2).equals("north") != north) {
        continue;
      }
      for (Row negative : rows) {
        if (negative.getInt(1) == 0 && negative.getString(2).equals("north") == north) {
          pairs++;
          concordant += (Math.signum(positive.getDouble(0) - negative.getDouble(0)) + 1) / 2;
        }
      }
    }
    return concordant / pairs;
  }
}
