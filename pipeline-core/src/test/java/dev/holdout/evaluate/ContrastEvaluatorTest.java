package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.evaluate.ContrastEvaluator.Folds;
import dev.holdout.evaluate.ContrastEvaluator.Scored;
import dev.holdout.measure.Measure;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class ContrastEvaluatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("fold", DataTypes.IntegerType)
          .add("p0", DataTypes.DoubleType)
          .add("d0", DataTypes.DoubleType)
          .add("p1", DataTypes.DoubleType)
          .add("d1", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("part", DataTypes.StringType);
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(List.of("part"), List.of(), 100, 50, 0.95, 1000, 5);
  private static final List<Metric> OF_SCORES =
      List.of(Metrics.byName("roc_auc"), Metrics.byName("log_loss"));
  private static final List<Metric> OF_DECISIONS = List.of(Metrics.byName("f1"));

  private final List<Row> rows = rows();
  private final Dataset<Row> table = TestSession.spark().createDataFrame(rows, SCHEMA);

  @Test
  void agreesWithTheComparisonOfTwoModelsAndWithEachFold() throws Exception {
    List<Contrast> contrasts = new ArrayList<>();
    List<Integer> sources = QueryCount.during(() -> contrasts.add(contrast(table)));
    assertThat(sources).as("one scan").containsExactly(1);
    Contrast.Group all = contrasts.get(0).groups().get(0);
    assertThat(all.rows()).isEqualTo(1500);

    Contrast.Difference auc = all.models().get(1).differences().get("roc_auc");
    Measure paired = paired("roc_auc", table);
    assertThat(auc.overRows().value()).isEqualTo(paired.value());
    double width = paired.upper().orElseThrow() - paired.lower().orElseThrow();
    assertThat(auc.overRows().upper().orElseThrow() - auc.overRows().lower().orElseThrow())
        .isCloseTo(width, within(0.1 * width));
    double mean = 0;
    for (int fold = 0; fold < 3; fold++) {
      mean += paired("roc_auc", table.filter("fold = " + fold)).value().orElseThrow() / 3;
    }
    assertThat(auc.overFolds().difference().value().orElseThrow()).isCloseTo(mean, within(1e-12));
    assertThat(auc.pValue().orElseThrow())
        .isEqualTo(Math.max(auc.rowsP().orElseThrow(), auc.overFolds().pValue().orElseThrow()));

    // F1 = 2·TP / (2·TP + FP + FN), decisions given row by row
    Contrast.Difference f1 = all.models().get(1).differences().get("f1");
    assertThat(f1.overRows().value().orElseThrow()).isCloseTo(f1(4) - f1(2), within(1e-12));
    assertThat(f1.overRows().lower().orElseThrow()).isLessThan(f1.overRows().value().orElseThrow());
  }

  @Test
  void segmentsAreJudgedWhereTheyHaveRowsEnoughUnderEveryPartitioning() {
    Contrast contrast = contrast(table);
    assertThat(contrast.groups())
        .extracting(group -> group.value().orElse("-"))
        .containsExactly("-", "a", "b", "rare");
    assertThat(contrast.groups().get(1).models().get(1).differences()).hasSize(3);
    assertThat(contrast.groups().get(3).judged()).isFalse();
    assertThat(contrast.groups().get(3).models().get(1).differences()).isEmpty();
    assertThat(contrast(table.repartition(7))).isEqualTo(contrast);
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Contrast.Difference same =
        new ContrastEvaluator(SPEC.overall(), OF_SCORES, OF_DECISIONS)
            .compare(
                table,
                "y",
                new Folds("fold", Set.of(0, 1, 2), 0.5),
                List.of(new Scored("p0", "d0", bins(1)), new Scored("p0", "d0", bins(1))))
            .groups()
            .get(0)
            .models()
            .get(1)
            .differences()
            .get("roc_auc");
    assertThat(same.overRows()).isEqualTo(Measure.of(0, 0, 0, "bootstrap"));
    assertThat(same.pValue()).hasValue(1);
  }

  @Test
  void rowsOfFoldsThatShareRowsAreResampledOnce() {
    Contrast contrast =
        new ContrastEvaluator(SPEC.overall(), OF_SCORES, OF_DECISIONS)
            .compare(table, "y", new Folds("fold", Set.of(0), 0.5), models());
    assertThat(contrast.groups().get(0).rows()).isEqualTo(500);
    assertThat(
            contrast
                .groups()
                .get(0)
                .models()
                .get(1)
                .differences()
                .get("log_loss")
                .overFolds()
                .difference())
        .isEqualTo(
            contrast(table)
                .groups()
                .get(0)
                .models()
                .get(1)
                .differences()
                .get("log_loss")
                .overFolds()
                .difference());
  }

  private Contrast contrast(Dataset<Row> given) {
    return new ContrastEvaluator(SPEC, OF_SCORES, OF_DECISIONS)
        .compare(given, "y", new Folds("fold", Set.of(0, 1, 2), 0.5), models());
  }

  private List<Scored> models() {
    return List.of(new Scored("p0", "d0", bins(1)), new Scored("p1", "d1", bins(3)));
  }

  private AdaptiveHistogram.Bins bins(int column) {
    AdaptiveHistogram histogram = new AdaptiveHistogram(2, 4096);
    rows.forEach(row -> histogram.add(row.getDouble(column), (int) row.getDouble(5)));
    return histogram.bins();
  }

  private static Measure paired(String metric, Dataset<Row> of) {
    return new ModelComparator(SPEC.overall())
        .compare(of, BinaryPredictions.of("p0", "y", 0.5), BinaryPredictions.of("p1", "y", 0.5))
        .overall()
        .in(metric)
        .difference();
  }

  private double f1(int decision) {
    double tp = 0;
    double wrong = 0;
    for (Row row : rows) {
      tp += row.getDouble(decision) == 1 && row.getDouble(5) == 1 ? 1 : 0;
      wrong += row.getDouble(decision) != row.getDouble(5) ? 1 : 0;
    }
    return 2 * tp / (2 * tp + wrong);
  }

  /** Decisions at another threshold in each fold. */
  private static List<Row> rows() {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 1500; row++) {
      int fold = row % 3;
      boolean positive = random.nextDouble() < 0.3;
      double common = random.nextGaussian() + (positive ? 1.2 : 0);
      double p0 = 1 / (1 + Math.exp(1.4 - common - 0.6 * random.nextGaussian()));
      double p1 = 1 / (1 + Math.exp(1.4 - common - 0.2 * random.nextGaussian()));
      String part = row < 900 ? "a" : row < 1490 ? "b" : "rare";
      rows.add(
          RowFactory.create(
              fold,
              p0,
              p0 >= 0.3 + 0.1 * fold ? 1.0 : 0.0,
              p1,
              p1 >= 0.5 - 0.1 * fold ? 1.0 : 0.0,
              positive ? 1.0 : 0.0,
              part));
    }
    return rows;
  }
}
