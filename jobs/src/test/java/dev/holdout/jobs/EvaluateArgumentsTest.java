package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code holdout evaluate} says of itself, and how it divides its options. */
class EvaluateArgumentsTest {
  private final Console console = new Console();

  @Test
  void listsTheMetricsAndIsListedItself() {
    assertThat(console.run("evaluate", "--list-metrics")).isZero();
    assertThat(console.out()).contains("roc_auc", "brier", "recall", "TP / (TP + FN)");
    assertThat(console.out())
        .contains("multiclass  cohen_kappa", "regression  rmse", "ranking     ndcg_at_k")
        .contains("fairness    equalized_odds_difference", "fairness    consistency");
    assertThat(console.run("--help")).isZero();
    assertThat(console.out()).contains("evaluate");
    assertThat(console.run("evaluate", "--help")).isZero();
    assertThat(console.out()).contains("--baseline-score", "age:quantiles=4", "'p_*'");
  }

  @Test
  void dividesListsOutsideOfBracketsAndQuotes() {
    assertThat(EvaluateArguments.listed("a, b=concat(x, y),'c=d, e',"))
        .containsExactly("a", "b=concat(x, y)", "'c=d, e'");
  }
}
