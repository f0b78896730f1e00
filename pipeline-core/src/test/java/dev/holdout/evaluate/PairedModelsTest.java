package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Differences against those worked out row by row and pair by pair. */
@Execution(ExecutionMode.SAME_THREAD)
class PairedModelsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("old", DataTypes.DoubleType)
          .add("new", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("part", DataTypes.StringType);
  private static final BinaryPredictions OLD = BinaryPredictions.of("old", "y", 0.3);
  private static final BinaryPredictions NEW = OLD.by("new", 0.4);
  private static final List<Row> ROWS = rows();

  private static Dataset<Row> table;

  @BeforeAll
  static void makeTable() {
    table = TestSession.spark().createDataFrame(ROWS, SCHEMA);
  }

  @Test
  void theIntervalOfAnAucDifferenceIsThatOfPairedDelong() throws Exception {
    List<ModelComparison> comparisons = new ArrayList<>();
    List<Integer> sources = QueryCount.during(() -> comparisons.add(compared("gini", NEW, table)));
    assertThat(sources).as("two scans").containsExactly(1, 1);

    ModelComparison comparison = comparisons.get(0);
    assertThat(comparison.rows()).isEqualTo(2000);
    double[] delong = pairedDelong();
    double halfWidth = 1.959964 * Math.sqrt(delong[1]);
    Measure difference = comparison.overall().in("roc_auc").difference();
    assertThat(difference.value().orElseThrow()).isCloseTo(delong[0], within(1e-12));
    assertThat(difference.lower().orElseThrow())
        .isCloseTo(delong[0] - halfWidth, within(0.01 * halfWidth));
    assertThat(difference.upper().orElseThrow())
        .isCloseTo(delong[0] + halfWidth, within(0.01 * halfWidth));
    Measure resampled = comparison.overall().in("gini").difference();
    assertThat(resampled.value().orElseThrow()).isCloseTo(2 * delong[0], within(1e-12));
    assertThat(resampled.lower().orElseThrow())
        .isCloseTo(2 * (delong[0] - halfWidth), within(0.2 * halfWidth));
    assertThat(resampled.upper().orElseThrow())
        .isCloseTo(2 * (delong[0] + halfWidth), within(0.2 * halfWidth));
    assertThat(comparison.segments())
        .extracting(Group::segment)
        .extracting(segment -> segment.get("part").orElse("(null)"))
        .containsExactly("a", "(null)", "rare");
    assertThat(comparison.segments()).extracting(Group::rows).containsExactly(1400L, 590L, 10L);
    assertThat(comparison.segments().get(2).in("gini").difference().undefined())
        .contains("too few rows to judge");

    assertThat(compared("gini", NEW, table.repartition(5))).isEqualTo(comparison);
  }

  @Test
  void differencesOfLossesAndDecisionsAreExactWithTheirPairedSpread() {
    Group overall = compared("youden_j", NEW, table).overall();
    SummaryStatistics differences = new SummaryStatistics();
    SummaryStatistics decisions = new SummaryStatistics();
    for (Row row : usable()) {
      boolean positive = row.getDouble(2) == 1;
      differences.addValue(
          LossTerms.logLoss(row.getDouble(1), positive)
              - LossTerms.logLoss(row.getDouble(0), positive));
      decisions.addValue(
          ((row.getDouble(1) >= 0.4) == positive ? 1 : 0)
              - ((row.getDouble(0) >= 0.3) == positive ? 1 : 0));
    }
    assertInterval(overall.in("log_loss").difference(), differences, differences.getMean());
    // Bonett's and Price's interval is around the difference with a row more each way.
    Measure accuracy = overall.in("accuracy").difference();
    assertThat(accuracy.value().orElseThrow()).isCloseTo(decisions.getMean(), within(1e-9));
    assertInterval(accuracy, decisions, decisions.getMean() * 2000 / 2002);
    // Youden's J is twice the balanced accuracy less 1.
    Measure youden = overall.in("youden_j").difference();
    Measure balanced = overall.in("balanced_accuracy").difference();
    assertThat(youden.value().orElseThrow())
        .isCloseTo(2 * balanced.value().orElseThrow(), within(1e-12));
    double width = 2 * (balanced.upper().orElseThrow() - balanced.lower().orElseThrow());
    assertThat(youden.upper().orElseThrow() - youden.lower().orElseThrow())
        .isCloseTo(width, within(0.1 * width));
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Group same = compared("ks", OLD, table).overall();
    for (String metric : List.of("average_precision", "roc_auc", "log_loss", "ks")) {
      Measure difference = same.in(metric).difference();
      assertThat(difference.value()).as(metric).contains(0.0);
      assertThat(difference.lower()).as(metric).contains(0.0);
      assertThat(difference.upper()).as(metric).contains(0.0);
    }
  }

  private static void assertInterval(Measure actual, SummaryStatistics rows, double centre) {
    double halfWidth = 1.959964 * rows.getStandardDeviation() / Math.sqrt((double) rows.getN());
    assertThat(actual.value().orElseThrow()).isCloseTo(rows.getMean(), within(1e-9));
    assertThat(actual.lower().orElseThrow())
        .isCloseTo(centre - halfWidth, within(0.02 * halfWidth));
    assertThat(actual.upper().orElseThrow())
        .isCloseTo(centre + halfWidth, within(0.02 * halfWidth));
  }

  private static ModelComparison compared(
      String metric, BinaryPredictions score, Dataset<Row> rows) {
    return new ModelComparator(
            EvaluationSpec.of(List.of("part"), List.of(), 100, 50, 0.95, 2000, 5))
        .with(metric)
        .compare(rows, OLD, score);
  }

  private static List<Row> rows() {
    Random random = new Random(21);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 2000; row++) {
      boolean positive = random.nextDouble() < 0.3;
      double common = random.nextGaussian() + (positive ? 1.2 : 0);
      double old = 1 / (1 + Math.exp(1.4 - common - 0.5 * random.nextGaussian()));
      double fresh = 1 / (1 + Math.exp(1.4 - common - 0.2 * random.nextGaussian()));
      String part = row < 1400 ? "a" : row < 1990 ? null : "rare";
      rows.add(RowFactory.create(old, fresh, positive ? 1.0 : 0.0, part));
    }
    rows.add(RowFactory.create(null, 0.5, 1.0, "a"));
    rows.add(RowFactory.create(0.5, Double.NaN, 1.0, "a"));
    rows.add(RowFactory.create(0.5, 0.5, null, "a"));
    return rows;
  }

  private static List<Row> usable() {
    return ROWS.subList(0, 2000);
  }

  /** Difference and variance by placements, pair by pair (DeLong et al. 1988). */
  private static double[] pairedDelong() {
    List<Row> positives = usable().stream().filter(row -> row.getDouble(2) == 1).toList();
    List<Row> negatives = usable().stream().filter(row -> row.getDouble(2) == 0).toList();
    SummaryStatistics ofPositives = new SummaryStatistics();
    SummaryStatistics ofNegatives = new SummaryStatistics();
    for (Row positive : positives) {
      double sum = 0;
      for (Row negative : negatives) {
        sum += kernel(positive, negative);
      }
      ofPositives.addValue(sum / negatives.size());
    }
    for (Row negative : negatives) {
      double sum = 0;
      for (Row positive : positives) {
        sum += kernel(positive, negative);
      }
      ofNegatives.addValue(sum / positives.size());
    }
    return new double[] {
      ofPositives.getMean(),
      ofPositives.getVariance() / positives.size() + ofNegatives.getVariance() / negatives.size()
    };
  }

  private static double kernel(Row positive, Row negative) {
    return (Math.signum(positive.getDouble(1) - negative.getDouble(1))
            - Math.signum(positive.getDouble(0) - negative.getDouble(0)))
        / 2;
  }
}
