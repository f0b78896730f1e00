package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.evaluate.Comparison.SegmentComparison;
import dev.holdout.evaluate.PairedEvaluator.ScoredBy;
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

@Execution(ExecutionMode.SAME_THREAD)
class PairedEvaluatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("old", DataTypes.DoubleType)
          .add("new", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("part", DataTypes.StringType);
  private static final ScoredBy OLD = new ScoredBy("old", 0.3);
  private static final ScoredBy NEW = new ScoredBy("new", 0.4);
  private static final List<Row> ROWS = rows();

  private static Dataset<Row> table;

  @BeforeAll
  static void makeTable() {
    table = TestSession.spark().createDataFrame(ROWS, SCHEMA);
  }

  @Test
  void theIntervalOfAnAucDifferenceIsThatOfPairedDelong() throws Exception {
    List<Comparison> comparisons = new ArrayList<>();
    List<Integer> sources =
        QueryCount.during(
            () -> comparisons.add(evaluator("roc_auc").compare(table, "y", OLD, NEW)));
    assertThat(sources).as("two scans").containsExactly(1, 1);

    Comparison comparison = comparisons.get(0);
    assertThat(comparison.rows()).isEqualTo(2000);
    double[] delong = pairedDelong();
    Measure difference = comparison.difference();
    assertThat(difference.value().orElseThrow()).isCloseTo(delong[0], within(1e-12));
    double halfWidth = 1.959964 * Math.sqrt(delong[1]);
    assertThat(difference.lower().orElseThrow())
        .isCloseTo(delong[0] - halfWidth, within(0.1 * halfWidth));
    assertThat(difference.upper().orElseThrow())
        .isCloseTo(delong[0] + halfWidth, within(0.1 * halfWidth));
    assertThat(comparison.segments())
        .extracting(SegmentComparison::value)
        .containsExactly("a", "(null)", "rare");
    assertThat(comparison.segments())
        .extracting(SegmentComparison::rows)
        .containsExactly(1400L, 590L, 10L);
    assertThat(comparison.segments().get(2).difference().undefined())
        .contains("too few rows to judge");

    assertThat(evaluator("roc_auc").compare(table.repartition(5), "y", OLD, NEW))
        .isEqualTo(comparison);
  }

  @Test
  void differencesOfLossesAndDecisionsAreExactWithTheirPairedSpread() {
    Measure loss = evaluator("log_loss").compare(table, "y", OLD, NEW).difference();
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
    assertInterval(loss, differences);
    assertInterval(evaluator("accuracy").compare(table, "y", OLD, NEW).difference(), decisions);
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Measure difference = evaluator("average_precision").compare(table, "y", OLD, OLD).difference();
    assertThat(difference.value()).contains(0.0);
    assertThat(difference.lower()).contains(0.0);
    assertThat(difference.upper()).contains(0.0);
  }

  private static void assertInterval(Measure actual, SummaryStatistics rows) {
    double halfWidth = 1.959964 * rows.getStandardDeviation() / Math.sqrt((double) rows.getN());
    assertThat(actual.value().orElseThrow()).isCloseTo(rows.getMean(), within(1e-9));
    assertThat(actual.lower().orElseThrow())
        .isCloseTo(rows.getMean() - halfWidth, within(0.1 * halfWidth));
    assertThat(actual.upper().orElseThrow())
        .isCloseTo(rows.getMean() + halfWidth, within(0.1 * halfWidth));
  }

  private static PairedEvaluator evaluator(String metric) {
    return new PairedEvaluator(
        EvaluationSpec.of(List.of("part"), List.of(), 100, 50, 0.95, 2000, 5),
        Metrics.byName(metric));
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
