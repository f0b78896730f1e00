package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.contract.Columns;
import dev.holdout.tune.Parameters;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class WeightsTest {
  private static Map<Double, Double> weights(
      ClassWeighting weighting, Map<String, Double> given, ClassCounts counts) {
    return weighting.weights(counts, Parameters.of(weighting, given));
  }

  private static ClassCounts counts(long negative, long positive) {
    return new ClassCounts(
        new TreeMap<>(
            Map.of(
                0.0,
                new ClassCounts.Count(negative, negative),
                1.0,
                new ClassCounts.Count(positive, positive))));
  }

  /** scikit-learn: compute_class_weight('balanced', classes=[0, 1], y=[0]*90 + [1]*10). */
  @Test
  void balancedWeightsAreThoseOfScikitLearn() {
    Map<Double, Double> weights = weights(new BalancedWeights(), Map.of(), counts(90, 10));
    assertThat(weights.get(0.0)).isCloseTo(0.5555555555555556, within(1e-15));
    assertThat(weights.get(1.0)).isCloseTo(5.0, within(1e-15));
  }

  /** β = 0.9, n = (1, 2): 1 and 0.1 / 0.19, over their mean. */
  @Test
  void effectiveNumbersFollowCuiEtAl() {
    Map<Double, Double> weights =
        weights(new EffectiveNumberWeights(), Map.of("beta", 0.9), counts(2, 1));
    double mean = (1 + 0.1 / 0.19) / 2;
    assertThat(weights.get(1.0)).isCloseTo(1 / mean, within(1e-14));
    assertThat(weights.get(0.0)).isCloseTo(0.1 / 0.19 / mean, within(1e-14));
    assertThat(weights(new EffectiveNumberWeights(), Map.of("beta", 0.0), counts(9, 1)).values())
        .containsOnly(1.0);
    Map<Double, Double> inverse =
        weights(new EffectiveNumberWeights(), Map.of("beta", 0.999999999), counts(1_000, 10));
    assertThat(inverse.get(1.0) / inverse.get(0.0)).isCloseTo(100, within(1e-3));
  }

  @Test
  void weightsOfRowsAndOfClassesCombine() {
    Dataset<Row> rows = GivenRows.numbers(1, 40, 8);
    Rebalancer.Given given = GivenRows.given(rows);
    ExplicitWeights explicit = new ExplicitWeights();
    Dataset<Row> weighed =
        explicit
            .rebalance(given, Parameters.of(explicit, Map.of("positive", 7.0)), 1)
            .rows()
            .rows();
    ClassCounts after = ClassCounts.of(weighed);
    assertThat(after.of(0).weight()).isEqualTo(given.counts().of(0).weight());
    assertThat(after.of(1).weight()).isEqualTo(7 * given.counts().of(1).weight());
    assertThat(weighed.count()).isEqualTo(48);

    BalancedWeights balanced = new BalancedWeights();
    ClassCounts equal =
        ClassCounts.of(
            balanced.rebalance(given, Parameters.of(balanced, Map.of()), 1).rows().rows());
    assertThat(equal.share(1)).isCloseTo(0.5, within(1e-12));
    assertThat(equal.weight()).isCloseTo(given.counts().weight(), within(1e-9));
  }

  @Test
  void sumsOfWeightsDoNotDependOnTheOrder() {
    Dataset<Row> rows =
        GivenRows.numbers(2, 50, 50)
            .withColumn(Columns.WEIGHT, expr("1D / (1 + abs(hash(_row_key) % 1000))"));
    assertThat(ClassCounts.of(rows.orderBy(Columns.ROW_KEY).coalesce(1)))
        .isEqualTo(ClassCounts.of(rows.repartition(7)));
  }
}
