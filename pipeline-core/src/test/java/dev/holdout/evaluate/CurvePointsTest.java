package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.measure.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurvePointsTest {
  private static final double Z = Quantiles.normal(0.95);

  @Test
  void smallCurvesAreWhole() {
    Curves curves =
        CurvePoints.of(Sample.counts(new double[] {.9, .6, .6, .1}, new int[] {1, 1, 0, 0}), Z);
    assertThat(curves.roc())
        .containsExactly(new Point(0, 0), new Point(0, 0.5), new Point(0.5, 1), new Point(1, 1));
    assertThat(curves.precisionRecall())
        .containsExactly(new Point(0.5, 1), new Point(1, 2.0 / 3), new Point(1, 0.5));
  }

  @Test
  void thinnedCurvesKeepTheirShape() {
    ScoreCounts counts = Sample.calibrated(new Random(4), 20_000, 0.1);
    Curves curves = CurvePoints.of(counts, Z);
    assertThat(curves.roc()).hasSize(200).startsWith(new Point(0, 0)).endsWith(new Point(1, 1));
    assertThat(curves.precisionRecall()).hasSize(200);
    double area = 0;
    for (int at = 1; at < curves.roc().size(); at++) {
      Point left = curves.roc().get(at - 1);
      Point right = curves.roc().get(at);
      assertThat(right.x()).isGreaterThanOrEqualTo(left.x());
      area += (right.x() - left.x()) * (left.y() + right.y()) / 2;
    }
    assertThat(area)
        .isCloseTo(Metrics.byName("roc_auc").value(counts, 0).value().orElseThrow(), within(1e-3));
  }

  @Test
  void reliabilityBinsHoldEqualNumbersOfRows() {
    ScoreCounts counts = Sample.calibrated(new Random(4), 15_000, 0.3);
    List<ReliabilityBin> bins = CurvePoints.of(counts, Z).reliability();
    assertThat(bins).hasSize(15).allSatisfy(bin -> assertThat(bin.rows()).isBetween(999L, 1001L));
    assertThat(bins.stream().mapToLong(ReliabilityBin::rows).sum()).isEqualTo(15_000);
    List<Double> scores = new ArrayList<>(bins.stream().map(ReliabilityBin::meanScore).toList());
    assertThat(scores).isSorted();
  }

  @Test
  void undefinedCurvesAreEmpty() {
    Curves curves = CurvePoints.of(Sample.counts(new double[] {2, 3}, new int[] {0, 0}), Z);
    assertThat(curves.roc()).isEmpty();
    assertThat(curves.precisionRecall()).isEmpty();
    assertThat(curves.reliability()).isEmpty();
  }
}
