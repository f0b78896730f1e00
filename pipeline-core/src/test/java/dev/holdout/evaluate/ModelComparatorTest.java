package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
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

/** In part {@code a} the score is better than the baseline, elsewhere as good. */
@Execution(ExecutionMode.SAME_THREAD)
final class ModelComparatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("old", DataTypes.DoubleType)
          .add("new", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("part", DataTypes.StringType);
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(List.of("part"), List.of(), 100, 50, 0.95, 500, 5);
  private static final BinaryPredictions NEW = BinaryPredictions.of("new", "y", 0.5);
  private static final BinaryPredictions OLD = NEW.by("old", 0.5);

  private final Dataset<Row> table = TestSession.spark().createDataFrame(rows(), SCHEMA);

  @Test
  void tellsWhereTheScoreIsBetterInTwoScans() throws Exception {
    List<ModelComparison> told = new ArrayList<>();
    List<Integer> sources =
        QueryCount.during(() -> told.add(new ModelComparator(SPEC).compare(table, OLD, NEW)));
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

    assertThat(new ModelComparator(SPEC).compare(table.repartition(5), OLD, NEW))
        .isEqualTo(comparison);
    ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
    assertThat(json.readValue(json.writeValueAsString(comparison), ModelComparison.class))
        .isEqualTo(comparison);
  }

  @Test
  void aFurtherMetricIsComparedByTheBootstrap() {
    ModelComparator comparator = new ModelComparator(SPEC.overall());
    Group known = comparator.compare(table, OLD, NEW).overall();
    Group further = comparator.with("gini").compare(table, OLD, NEW).overall();
    assertThat(further.metrics()).hasSize(known.metrics().size() + 1).containsKey("gini");
    assertThat(comparator.with("f1").compare(table, OLD, NEW).overall())
        .as("one that is compared anyway")
        .isEqualTo(known);
    Measure auc = known.metrics().get("roc_auc").difference();
    Measure gini = further.metrics().get("gini").difference();
    assertThat(gini.method()).contains("bootstrap");
    // Gini's coefficient is 2·AUC − 1.
    assertThat(gini.value().orElseThrow()).isCloseTo(2 * auc.value().orElseThrow(), within(1e-12));
    double width = 2 * (auc.upper().orElseThrow() - auc.lower().orElseThrow());
    assertThat(width(further, "gini")).isCloseTo(width, within(0.15 * width));
  }

  @Test
  void copiesOfARowTellNoMoreThanOneWhereTheyAreACluster() throws Exception {
    Dataset<Row> once = table.where("y is not null").withColumn("id", expr("xxhash64(old, new)"));
    Dataset<Row> thrice = once.union(once).union(once).coalesce(2);
    List<ModelComparison> told = new ArrayList<>();
    List<Integer> sources =
        QueryCount.during(
            () -> told.add(new ModelComparator(SPEC.overall()).compare(thrice, OLD, clustered())));
    assertThat(sources).as("two scans of a union of three").containsExactly(3, 3);
    Group clusters = told.get(0).overall();
    Group independent = new ModelComparator(SPEC.overall()).compare(once, OLD, NEW).overall();
    Group rows = new ModelComparator(SPEC.overall()).compare(thrice, OLD, NEW).overall();
    for (String metric : List.of("roc_auc", "log_loss", "accuracy", "f1", "average_precision")) {
      double width = width(independent, metric);
      assertThat(width(clusters, metric)).as(metric).isCloseTo(width, within(0.35 * width));
      assertThat(width(rows, metric)).as(metric).isLessThan(0.75 * width);
      assertThat(clusters.metrics().get(metric).difference().method().orElseThrow())
          .endsWith("-clusters");
    }
    assertThat(clusters.decisions().pValue()).isEmpty();
    assertThat(clusters.decisions().undefined()).contains("rows are not independent");
    assertThat(clusters.decisions().onlyScore()).isEqualTo(rows.decisions().onlyScore());
    assertThat(told.get(0).notes()).anyMatch(note -> note.contains("McNemar's test"));
  }

  @Test
  void weightedRowsCountAsEffectiveOnes() {
    Dataset<Row> weighted =
        table.withColumn("two", lit(2.0)).withColumn("more", expr("if(new > 0.6, 3, 1)"));
    ModelComparator comparator = new ModelComparator(SPEC.overall());
    Group rows = comparator.compare(table, OLD, NEW).overall();
    Group alike = comparator.compare(weighted, OLD, weighted("two")).overall();
    Group unlike = comparator.compare(weighted, OLD, weighted("more")).overall();
    Group copied =
        comparator
            .compare(weighted.withColumn("copy", expr("explode(sequence(1, more))")), OLD, NEW)
            .overall();
    for (String metric : PairedFigures.METRICS) {
      Measure ofRows = rows.metrics().get(metric).difference();
      Measure ofAlike = alike.metrics().get(metric).difference();
      assertThat(ofAlike.value().orElseThrow())
          .as(metric)
          .isCloseTo(ofRows.value().orElseThrow(), within(1e-9));
      assertThat(ofAlike.upper().orElseThrow())
          .as(metric)
          .isCloseTo(ofRows.upper().orElseThrow(), within(1e-9));
      assertThat(unlike.metrics().get(metric).difference().value().orElseThrow())
          .as(metric)
          .isCloseTo(copied.metrics().get(metric).difference().value().orElseThrow(), within(1e-9));
      // Σw = n of the copies; Kish's effective number is smaller, and smaller than the rows.
      assertThat(width(unlike, metric)).as(metric).isGreaterThan(1.05 * width(copied, metric));
    }
    assertThat(alike.decisions().undefined()).contains("rows are weighted");
    assertThat(alike.decisions().onlyScore()).isEqualTo(rows.decisions().onlyScore());
  }

  @Test
  void crossesSegments() {
    EvaluationSpec crossed =
        new EvaluationSpec(
            SegmentBy.columns(List.of("part", "half")), 2, List.of(), 100, 50, 0.95, 100, 5);
    ModelComparison comparison =
        new ModelComparator(crossed)
            .compare(table.withColumn("half", expr("if(old > 0.4, 'h', 'l')")), OLD, NEW);
    List<Group> both =
        comparison.segments().stream().filter(one -> one.segment().size() == 2).toList();
    assertThat(both)
        .extracting(Group::segment)
        .contains(Map.of("part", Optional.of("a"), "half", Optional.of("h")));
    assertThat(both).allSatisfy(one -> assertThat(one.rows()).isGreaterThanOrEqualTo(100));
    assertThat(both.stream().mapToLong(Group::rows).sum()).isLessThanOrEqualTo(6000);
  }

  private static BinaryPredictions clustered() {
    return with(Optional.empty(), Optional.of("id"));
  }

  private static BinaryPredictions weighted(String weight) {
    return with(Optional.of(weight), Optional.empty());
  }

  private static BinaryPredictions with(Optional<String> weight, Optional<String> cluster) {
    return new BinaryPredictions(
        NEW.score(), NEW.label(), Optional.empty(), weight, cluster, NEW.threshold());
  }

  private static double width(Group group, String metric) {
    Measure difference = group.metrics().get(metric).difference();
    return difference.upper().orElseThrow() - difference.lower().orElseThrow();
  }

  @Test
  void refusesLabelsThatAreNone() {
    assertThatThrownBy(
            () ->
                new ModelComparator(SPEC)
                    .compare(table.selectExpr("old", "new", "2 as y", "part"), OLD, NEW))
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
