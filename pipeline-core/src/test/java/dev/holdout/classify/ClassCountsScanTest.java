package dev.holdout.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.measure.Confidence;
import dev.holdout.stat.Scan;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

final class ClassCountsScanTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 1);

  @Test
  void aTableTellsTheSameHoweverPartitioned() {
    for (boolean nulls : new boolean[] {true, false}) {
      StructType schema =
          new StructType()
              .add("label", DataTypes.DoubleType)
              .add("prediction", DataTypes.DoubleType)
              .add("weight", DataTypes.DoubleType)
              .add("scores", DataTypes.createArrayType(DataTypes.DoubleType, nulls));
      List<Row> rows = new ArrayList<>();
      ClassCounts alone = ClassCounts.empty(3);
      Random random = new Random(4);
      for (int at = 0; at < 500; at++) {
        double[] scores = {0.25 * random.nextInt(3), 0.25 * random.nextInt(3), 0};
        scores[2] = 1 - scores[0] - scores[1];
        List<Double> listed = List.of(scores[0], scores[1], scores[2]);
        double label = random.nextInt(3);
        alone.add(label, at % 3, 1.5, scores);
        rows.add(
            RowFactory.create(
                label, (double) (at % 3), 1.5, CollectionConverters.asScala(listed).toSeq()));
      }
      rows.add(RowFactory.create(1.0, 1.0, 1.0, null));
      alone.add(1, 1, 1, null);
      Dataset<Row> table = TestSession.spark().createDataFrame(rows, schema).repartition(3);
      ClassScorecard scorecard = new ClassScorecard(List.of("a", "b", "c"));
      ClassCounts scanned = Scan.of(table, scorecard.statistic(1));
      assertThat(scorecard.measures(scanned, CONFIDENCE))
          .isEqualTo(scorecard.measures(alone, CONFIDENCE));
      assertThat(scanned.notes()).isEqualTo(alone.notes()).hasSize(1);
    }
  }

  @Test
  void binnedAreasLieWithinTheirBound() {
    Statistic<ClassCounts> coarse = new ClassShape(3, 512, true);
    ClassCounts exact = ClassCounts.empty(3);
    ClassCounts binned = coarse.empty();
    Random random = new Random(9);
    for (int row = 0; row < 20_000; row++) {
      int label = random.nextInt(3);
      double[] scores = new double[3];
      double sum = 0;
      for (int at = 0; at < 3; at++) {
        scores[at] = Math.exp(random.nextGaussian() + (at == label ? 1 : 0));
        sum += scores[at];
      }
      for (int at = 0; at < 3; at++) {
        scores[at] /= sum;
      }
      exact.add(label, label, 1, scores);
      binned.add(label, label, 1, scores);
    }
    assertThat(exact.areaError()).isZero();
    assertThat(binned.areaError()).isBetween(1e-6, 5e-3);
    for (String name : List.of("roc_auc_ovr_macro", "roc_auc_ovr_weighted", "roc_auc_ovo")) {
      ClassMetric metric = ClassMetrics.byName(name).orElseThrow();
      double truth = metric.value(exact).value().orElseThrow();
      assertThat(metric.value(binned).value().orElseThrow())
          .isCloseTo(truth, within(binned.areaError()));
      assertThat(metric.value(binned).value().orElseThrow()).isCloseTo(truth, within(1e-4));
    }
    assertThat(ClassMetrics.byName("log_loss").orElseThrow().value(binned))
        .isEqualTo(ClassMetrics.byName("log_loss").orElseThrow().value(exact));
  }
}
