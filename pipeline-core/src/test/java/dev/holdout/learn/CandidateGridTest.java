package dev.holdout.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.learn.SearchSpec.Family;
import dev.holdout.learn.SearchSpec.Range;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CandidateGridTest {
  @Test
  void listsTheBaselineThenAllCombinationsOfTheGrid() {
    Family logistic =
        grid(
            "logistic_regression",
            Map.of("reg_param", List.of(0.0, 0.01), "elastic_net_param", List.of(0.0, 1.0)));

    assertThat(ids(logistic))
        .containsExactly(
            "prior",
            "logistic_regression(elastic_net_param=0, reg_param=0)",
            "logistic_regression(elastic_net_param=0, reg_param=0.01)",
            "logistic_regression(elastic_net_param=1, reg_param=0)",
            "logistic_regression(elastic_net_param=1, reg_param=0.01)");
  }

  @Test
  void aFamilyWithoutGridAndRangesIsOneCandidateWithDefaults() {
    assertThat(ids(grid("random_forest", Map.of()))).containsExactly("prior", "random_forest");
  }

  @Test
  void candidatesWithEqualValuesStandInTheListOnce() {
    // 100 is the default of max_iter, so the second family adds nothing new.
    assertThat(
            ids(
                grid("logistic_regression", Map.of()),
                grid("logistic_regression", Map.of("max_iter", List.of(100.0, 100.0))),
                grid("prior", Map.of())))
        .containsExactly("prior", "logistic_regression");
  }

  @Test
  void drawsFromRangesDependOnTheSeedAlone() {
    Family family =
        new Family(
            "gradient_boosted_trees",
            new TreeMap<>(),
            20,
            new TreeMap<>(
                Map.of(
                    "max_depth", new Range(2, 8, false, true),
                    "step_size", new Range(0.01, 0.3, true, false))));

    List<Candidate> first = CandidateGrid.of(spec(1, family));
    assertThat(first).hasSize(21).isEqualTo(CandidateGrid.of(spec(1, family)));
    assertThat(first).isNotEqualTo(CandidateGrid.of(spec(2, family)));
    assertThat(first.subList(1, 21))
        .allSatisfy(
            candidate -> {
              assertThat(value(candidate, "max_depth")).isBetween(2.0, 8.0);
              assertThat(value(candidate, "max_depth") % 1).isZero();
              assertThat(value(candidate, "step_size")).isBetween(0.01, 0.3);
            });
    // Uniform in the logarithm: half of the draws lie below √(0.01 · 0.3) ≈ 0.055; 5 to 15 of 20
    // with probability 0.99.
    assertThat(first.stream().skip(1).filter(one -> value(one, "step_size") < 0.055))
        .hasSizeBetween(5, 15);
  }

  /** Five depths, one of them in the grid: four draws find the other four, and twenty no more. */
  @Test
  void drawsAreNotSpentOnWhatIsKnown() {
    TreeMap<String, Range> depths =
        new TreeMap<>(Map.of("max_depth", new Range(3, 7, false, true)));
    TreeMap<String, List<Double>> three = new TreeMap<>(Map.of("max_depth", List.of(3.0)));

    assertThat(ids(new Family("random_forest", three, 4, depths)))
        .hasSize(6)
        .contains("random_forest(max_depth=3)", "random_forest(max_depth=7)");
    assertThat(ids(new Family("random_forest", three, 20, depths))).hasSize(6);
  }

  @Test
  void namesEveryProblemAtOnce() {
    Family unknown = grid("neural_network", Map.of());
    Family wrong =
        new Family(
            "logistic_regression",
            new TreeMap<>(Map.of("reg_param", List.of(-1.0), "penalty", List.of(1.0))),
            3,
            new TreeMap<>(
                Map.of(
                    "tol",
                    new Range(0, 1, true, false),
                    "max_iter",
                    new Range(0, 5, false, true))));

    assertThatThrownBy(() -> ids(unknown, wrong))
        .hasMessageContaining("learner \"neural_network\", expected one of prior, mean, logistic_")
        .hasMessageContaining("logistic_regression.reg_param: found -1, expected a number from 0")
        .hasMessageContaining("logistic_regression.penalty: found an unknown hyperparameter")
        .hasMessageContaining(
            "logistic_regression.tol: found from 0 to 1, expected low ≤ high, and")
        .hasMessageContaining("logistic_regression.max_iter: found 0, expected a whole number");
  }

  @Test
  void refusesMoreCandidatesThanASearchCanEnd() {
    List<Double> many = IntStream.rangeClosed(1, 1_000).mapToObj(i -> (double) i).toList();

    assertThat(ids(grid("logistic_regression", Map.of("max_iter", many.subList(0, 999)))))
        .hasSize(1_000);
    assertThatThrownBy(() -> ids(grid("logistic_regression", Map.of("max_iter", many))))
        .hasMessageContaining("found 1001 candidates, expected at most 1000");
  }

  private static double value(Candidate candidate, String name) {
    return Parameters.of(Learners.of(candidate.family()), candidate.parameters()).value(name);
  }

  private static Family grid(String name, Map<String, List<Double>> grid) {
    return new Family(name, new TreeMap<>(grid), 0, new TreeMap<>());
  }

  private static List<String> ids(Family... families) {
    return CandidateGrid.of(spec(1, families)).stream().map(Candidate::id).toList();
  }

  private static SearchSpec spec(long seed, Family... families) {
    return new SearchSpec(List.of(families), "roc_auc", SearchSpec.Rule.BEST, false, 2, seed);
  }
}
