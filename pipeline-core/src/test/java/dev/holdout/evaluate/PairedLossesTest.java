package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Losses 1, 2, 3, 4 of one model and 2, 1, 4, 6 of the other; t of 3 degrees at 97.5 %: 3.182446.
 */
class PairedLossesTest {
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(List.of("half"), List.of(), 2, 10, 0.95, 100, 1);

  private final Dataset<Row> rows =
      TestSession.spark()
          .sql(
              "select * from values (1D, 2D, 'a'), (2D, 1D, 'a'), (3D, 4D, 'b'), (4D, 6D, 'b'),"
                  + " (cast(null as double), 1D, 'b') as t(a, b, half)");

  private Comparison compare(String metric, boolean root) {
    return new PairedLosses(SPEC, metric, root, IntervalLevel.of(0.95))
        .compare(rows, col("a"), col("b"));
  }

  @Test
  void ofMeansIsThePairedT() {
    Comparison comparison = compare("mae", false);

    assertThat(comparison.rows()).isEqualTo(4);
    assertThat(comparison.champion().value()).contains(2.5);
    assertThat(comparison.challenger().value()).contains(3.25);
    // Differences 1, −1, 1, 2: mean 0.75, deviation √(4.75 / 3), its error half of that.
    near(comparison.difference(), 0.75, 3.182446 * Math.sqrt(4.75 / 3) / 2);
    // Of the halves: 1, −1 and 1, 2.
    assertThat(comparison.segments())
        .extracting(segment -> segment.difference().value().orElseThrow())
        .containsExactlyInAnyOrder(0.0, 1.5);
  }

  @Test
  void ofRootsIsTheDeltaMethod() {
    // b / (2 √3.25) − a / (2 √2.5): 0.2384724, −0.3551054, 0.1607171, 0.3991895; the squares of
    // what they are off their mean 0.1108184 add up to 0.3190283.
    near(
        compare("rmse", true).difference(),
        Math.sqrt(3.25) - Math.sqrt(2.5),
        3.182446 * Math.sqrt(0.3190283 / 3 / 4));
  }

  private static void near(Measure measure, double value, double reach) {
    assertThat(measure.value().orElseThrow()).isCloseTo(value, within(1e-9));
    assertThat(measure.lower().orElseThrow()).isCloseTo(value - reach, within(1e-5));
    assertThat(measure.upper().orElseThrow()).isCloseTo(value + reach, within(1e-5));
  }
}
