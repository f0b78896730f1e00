package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.classify.ClassMetrics;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.evaluate.RowLoss.Kind;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Measure;
import dev.holdout.regress.NumberMetrics;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Losses 1, 2, 3, 4 of one model and 2, 1, 4, 6 of the other, each 25 times; t of 99 degrees at
 * 97.5 %: 1.984217.
 */
class PairedLossesTest {
  private static final double T = 1.984217;
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(List.of("half"), List.of(), 2, 10, 0.95, 100, 1);

  private final Dataset<Row> rows =
      TestSession.spark()
          .sql(
              "select * from values (1D, 2D, 'a'), (2D, 1D, 'a'), (3D, 4D, 'b'), (4D, 6D, 'b'),"
                  + " (cast(null as double), 1D, 'b') as t(a, b, half)")
          .crossJoin(TestSession.spark().range(25).toDF("times"));

  private ModelComparison compare(RowLoss loss) {
    return new ModelComparator(SPEC)
        .compared(new PredictionColumns(rows), List.of(loss), Optional.empty(), Optional.empty());
  }

  private static RowLoss number(String metric, Kind kind, Column first, Column second) {
    Definition definition = NumberMetrics.byName(metric).orElseThrow().definition();
    return new RowLoss(definition, kind, first, second);
  }

  @Test
  void ofMeansIsThePairedT() {
    ModelComparison comparison = compare(number("mae", Kind.MEAN, col("a"), col("b")));

    assertThat(comparison.rows()).isEqualTo(100);
    assertThat(comparison.omitted()).isEqualTo(25);
    assertThat(comparison.overall().in("mae").baseline().value()).contains(2.5);
    assertThat(comparison.overall().in("mae").score().value()).contains(3.25);
    // Differences 1, −1, 1, 2: mean 0.75; off it 0.25, −1.75, 0.25, 1.25, whose squares add up to
    // 4.75 and whose third powers add up to −3.375: skewness −0.652024, the longer tail is below.
    double error = Math.sqrt(4.75 / 4 / 99);
    Measure difference = comparison.overall().in("mae").difference();
    assertThat(difference.value().orElseThrow()).isCloseTo(0.75, within(1e-9));
    assertThat(reachAbove(difference) / error).isCloseTo(T, within(1e-5));
    double k = 0.0652024;
    assertThat(transformed(-reachBelow(difference) / error, k, k / 6)).isCloseTo(-T, within(1e-5));
    // Of the halves: 1, −1 and 1, 2.
    assertThat(comparison.segments())
        .extracting(segment -> segment.in("mae").difference().value().orElseThrow())
        .containsExactlyInAnyOrder(0.0, 1.5);
  }

  @Test
  void ofRootsIsTheDeltaMethod() {
    // b / (2 √3.25) − a / (2 √2.5) less its mean: 0.127654, −0.465924, 0.049899, 0.288371, with
    // squares that add up to 0.319028, hence a deviation of 0.282413, and skewness −0.831989.
    double error = 0.282413 / Math.sqrt(99);
    Measure difference =
        compare(number("rmse", Kind.ROOT, col("a"), col("b"))).overall().in("rmse").difference();
    assertThat(difference.value().orElseThrow())
        .isCloseTo(Math.sqrt(3.25) - Math.sqrt(2.5), within(1e-9));
    assertThat(reachAbove(difference) / error).isCloseTo(T, within(1e-5));
    // Its products with a are 0.124747 on the average, with b 0.429801; a varies by 1.25 and b by
    // 3.6875. Roots bend by 0.0632456 and 0.0426695. Downward, then:
    double bend = (0.429801 * 0.429801 * 0.0426695 - 0.124747 * 0.124747 * 0.0632456) / 0.0225244;
    double bias = (3.6875 * 0.0426695 - 1.25 * 0.0632456) / 2 / 0.282413;
    double k = (0.831989 + 1.5 * bend) / 10;
    double shift = (0.831989 / 6 + bend / 2 - bias) / 10;
    assertThat(transformed(-reachBelow(difference) / error, k, shift)).isCloseTo(-T, within(1e-4));
  }

  @Test
  void modelsThatAreTheSameDifferByNothing() {
    ModelComparison.Difference same =
        compare(number("rmse", Kind.ROOT, col("a"), col("a"))).overall().in("rmse");
    assertThat(same.pValue()).contains(1.0);
    Measure difference = same.difference();
    assertThat(difference.value()).contains(0.0);
    assertThat(difference.lower()).contains(0.0);
    assertThat(difference.upper()).contains(0.0);
  }

  @Test
  void ofSharesIsBonettAndPrices() {
    Group overall =
        compare(
                new RowLoss(
                    ClassMetrics.byName("accuracy").orElseThrow().definition(),
                    Kind.SHARE,
                    expr("double(a < 4)"),
                    expr("double(b < 2)")))
            .overall();

    // Right of 1, 2, 3, 4 are the first three and of 2, 1, 4, 6 the second: 50 rows by the first
    // model alone, none by the other; with one row more each way, 51 and 1 of 102.
    Measure difference = overall.in("accuracy").difference();
    assertThat(difference.value().orElseThrow()).isCloseTo(-0.5, within(1e-12));
    assertThat(difference.method()).contains("bonett-price");
    double error = Math.sqrt((52.0 / 102 - Math.pow(50.0 / 102, 2)) / 102);
    assertThat(difference.upper().orElseThrow())
        .isCloseTo(-50.0 / 102 + 1.959964 * error, within(1e-6));
    assertThat(overall.decisions()).isEqualTo(McNemar.of(50, 0));
    assertThat(overall.in("accuracy").pValue()).isEqualTo(overall.decisions().pValue());
    assertThat(overall.verdict()).isEqualTo(Verdict.WORSE);
  }

  private static double transformed(double t, double k, double shift) {
    return t + k * t * t / 3 + k * k * t * t * t / 27 + shift;
  }

  private static double reachAbove(Measure measure) {
    return measure.upper().orElseThrow() - measure.value().orElseThrow();
  }

  private static double reachBelow(Measure measure) {
    return measure.value().orElseThrow() - measure.lower().orElseThrow();
  }
}
