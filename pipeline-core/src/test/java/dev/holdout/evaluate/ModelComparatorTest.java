package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.evaluate.PairedEvaluator.ScoredBy;
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

/** In part {@code a} the score is better than the baseline, elsewhere as good. */
final class ModelComparatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("old", DataTypes.DoubleType)
          .add("new", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("part", DataTypes.StringType);
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(List.of("part"), List.of(), 100, 50, 0.95, 500, 5);
  private static final ScoredBy OLD = new ScoredBy("old", 0.5);
  private static final ScoredBy NEW = new ScoredBy("new", 0.5);

  private final Dataset<Row> table = TestSession.spark().createDataFrame(rows(), SCHEMA);

  @Test
  void tellsWhereTheScoreIsBetterInTwoScans() throws Exception {
    List<ModelComparison> told = new ArrayList<>();
    List<Integer> sources =
        QueryCount.during(() -> told.add(new ModelComparator(SPEC).compare(table, "y", OLD, NEW)));
    assertThat(sources).as("two scans").containsExactly(1, 1);
    ModelComparison comparison = told.get(0);
    assertThat(comparison.rows()).isEqualTo(6000);
    assertThat(comparison.omitted()).isEqualTo(4);
    assertThat(comparison.notes()).anyMatch(note -> note.startsWith("4 rows lack a score"));
    assertThat(comparison.segments())
        .extracting(Group::segment)
        .containsExactly(
            Map.of("part", Optional.of("b")),
            Map.of("part", Optional.of("a")),
            Map.of("part", Optional.empty()),
            Map.of("part", Optional.of("rare")),
            Map.of("part", Optional.of("unscored")));
    assertThat(comparison.segments())
        .extracting(Group::verdict)
        .containsExactly(
            Verdict.NO_DIFFERENCE_SHOWN,
            Verdict.BETTER,
            Verdict.NO_DIFFERENCE_SHOWN,
            Verdict.TOO_FEW_ROWS,
            Verdict.TOO_FEW_ROWS);
    assertThat(comparison.comparisons()).isEqualTo(4 * PairedFigures.METRICS.size());
    Group better = comparison.segments().get(1);
    assertThat(better.metrics().get("log_loss").verdict()).isEqualTo(Verdict.BETTER);
    assertThat(better.metrics().get("log_loss").difference().upper().orElseThrow()).isNegative();
    assertThat(better.metrics().get("roc_auc").difference().lower().orElseThrow()).isPositive();
    assertThat(better.story())
        .startsWith("part = a (2,000 rows): better than the baseline in ")
        .contains(" (roc_auc +0.");
    assertThat(comparison.segments().get(3).story())
        .isEqualTo("part = rare (20 rows): too few rows to judge.");

    assertThat(new ModelComparator(SPEC).compare(table.repartition(5), "y", OLD, NEW))
        .isEqualTo(comparison);
    ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
    assertThat(json.readValue(json.writeValueAsString(comparison), ModelComparison.class))
        .isEqualTo(comparison);
  }

  @Test
  void agreesWithTheComparisonByOneMetric() {
    Measure difference =
        new ModelComparator(SPEC.overall())
            .compare(table, "y", OLD, NEW)
            .overall()
            .metrics()
            .get("roc_auc")
            .difference();
    Measure bootstrap =
        new PairedEvaluator(SPEC.overall(), Metrics.byName("roc_auc"))
            .compare(table, "y", OLD, NEW)
            .difference();
    assertThat(difference.value()).isEqualTo(bootstrap.value());
    double width = bootstrap.upper().orElseThrow() - bootstrap.lower().orElseThrow();
    assertThat(difference.upper().orElseThrow() - difference.lower().orElseThrow())
        .isCloseTo(width, within(0.15 * width));
  }

  @Test
  void refusesLabelsThatAreNone() {
    assertThatThrownBy(
            () ->
                new ModelComparator(SPEC)
                    .compare(table.selectExpr("old", "new", "2 as y", "part"), "y", OLD, NEW))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("neither 0 nor 1");
  }

  private static List<Row> rows() {
    Random random = new Random(4);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 6000; row++) {
      String part = row < 2000 ? "a" : row < 5000 ? "b" : row < 5980 ? null : "rare";
      boolean positive = random.nextDouble() < 0.4;
      double common = random.nextGaussian() + (positive ? 1.2 : 0);
      double noise = "a".equals(part) ? 1.5 : 0.3;
      rows.add(
          RowFactory.create(
              1 / (1 + Math.exp(0.8 - common - noise * random.nextGaussian())),
              1 / (1 + Math.exp(0.8 - common - 0.3 * random.nextGaussian())),
              positive ? 1.0 : 0.0,
              part));
    }
    rows.add(RowFactory.create(null, 0.5, 1.0, "a"));
    rows.add(RowFactory.create(0.5, Double.NaN, 1.0, "a"));
    rows.add(RowFactory.create(0.5, 0.5, null, "a"));
    rows.add(RowFactory.create(0.5, null, 1.0, "unscored"));
    return rows;
  }
}
