package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.HoldoutException;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The section {@code rebalance} and the role {@code weight}. */
final class RebalanceFileTest {
  private static final String FILE =
      """
      name: minimal
      source: {format: csv, files: [people.csv]}
      label: {column: rich, positive: "yes"}
      columns: {age: integer, counts: number, city: string, rich: string}
      """;

  private static PipelineFile read(String text) {
    return PipelineFile.parse(text, "a.yaml", Map.of(), unset -> null);
  }

  private static RebalanceSpec rebalance(String section) {
    PipelineFile file = read(FILE + section);
    assertThat(read(file.effective()).spec()).isEqualTo(file.spec());
    return file.spec().rebalance();
  }

  @Test
  void aStrategyIsANameOrANameWithItsSettings() {
    assertThat(rebalance("")).isEqualTo(RebalanceSpec.NONE);
    Strategy weights = Strategy.of("class_weights", Map.of());
    RebalanceSpec expected = new RebalanceSpec(weights, Optional.empty(), List.of());
    assertThat(rebalance("rebalance: class_weights")).isEqualTo(expected);
    assertThat(rebalance("rebalance: {strategy: class_weights}")).isEqualTo(expected);
    assertThat(rebalance("rebalance:\n  strategy:\n    class_weights:\n")).isEqualTo(expected);
    assertThat(
            rebalance(
                "rebalance: {strategy: {undersample: {ratio: 0.5}}, compare: [none, {oversample: {ratio: 1}}]}"))
        .isEqualTo(
            new RebalanceSpec(
                Strategy.of("undersample", Map.of("ratio", 0.5)),
                Optional.empty(),
                List.of(Strategy.NONE, Strategy.of("oversample", Map.of("ratio", 1.0)))));
  }

  @Test
  void theWeightIsNoFeature() {
    PipelineFile file = read(FILE + "roles: {weight: counts}");
    assertThat(file.spec().rebalance().weight()).contains("counts");
    assertThat(file.spec().features().drop()).contains("counts");
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> read(FILE + "rebalance: {strategy: {undersample: {ratio: 3}}}"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("a.yaml:5")
        .hasMessageContaining("rebalance.strategy.undersample.ratio");
    assertThatThrownBy(() -> read(FILE + "rebalance: smoot"))
        .hasMessageContaining("rebalance.strategy.smoot")
        .hasMessageContaining("undersample");
    assertThatThrownBy(() -> read(FILE + "rebalance: {strategy: {oversample: , undersample: }}"))
        .hasMessageContaining("rebalance.strategy")
        .hasMessageContaining("one strategy: its name, or its name with its settings");
    assertThatThrownBy(() -> read(FILE + "roles: {weight: city}"))
        .hasMessageContaining("roles.weight")
        .hasMessageContaining("integer or number");
    assertThatThrownBy(
            () ->
                read(
                    FILE
                        + "candidates: {factorization_machine: {}}\n"
                        + "rebalance: class_weights"))
        .hasMessageContaining("a.yaml:5 candidates.factorization_machine")
        .hasMessageContaining("such as logistic_regression, random_forest")
        .hasMessageContaining("Or use a strategy without weights: none, undersample");
  }
}
