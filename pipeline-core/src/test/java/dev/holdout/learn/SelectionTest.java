package dev.holdout.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.learn.SearchSpec.Rule;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SelectionTest {
  private static final CandidateResult PRIOR = result("prior", Map.of(), 0.5, 0.5);

  // Means 0.785 and 0.80; the second's deviation is √(2 · 0.02²) = 0.0283, its error 0.02.
  private static final CandidateResult STRONG =
      result("logistic_regression", Map.of("reg_param", 0.1), 0.775, 0.795);
  private static final CandidateResult BEST =
      result("logistic_regression", Map.of("reg_param", 0.01), 0.78, 0.82);
  private static final CandidateResult FOREST = result("random_forest", Map.of(), 0.79, 0.80);

  @Test
  void takesTheBestMean() {
    CrossValidation chosen = select("roc_auc", Rule.BEST, PRIOR, STRONG, BEST, FOREST);

    assertThat(chosen.selected()).isEqualTo("logistic_regression(reg_param=0.01)");
    assertThat(chosen.candidates()).containsExactly(BEST, FOREST, STRONG, PRIOR);
    assertThat(chosen.reason())
        .isEqualTo(
            "logistic_regression(reg_param=0.01) (roc_auc 0.8000 ± 0.0283) has the best mean over"
                + " folds; next: random_forest (roc_auc 0.7950 ± 0.0071); the baseline reaches"
                + " 0.5000.");
    assertThat(chosen.outOfFold().name()).isEqualTo("logistic_regression");
  }

  @Test
  void takesTheSimplestWithinOneStandardErrorOfTheBest() {
    CrossValidation chosen =
        select("roc_auc", Rule.ONE_STANDARD_ERROR, PRIOR, STRONG, BEST, FOREST);

    assertThat(chosen.selected()).isEqualTo("logistic_regression(reg_param=0.1)");
    assertThat(chosen.reason())
        .startsWith(
            "logistic_regression(reg_param=0.1) (roc_auc 0.7850 ± 0.0141) is the simplest"
                + " candidate within one standard error (0.0200) of the best,");
  }

  @Test
  void aCandidateBeyondOneStandardErrorIsNotChosenForItsSimplicity() {
    CandidateResult far = result("logistic_regression", Map.of("reg_param", 1.0), 0.77, 0.78);

    assertThat(select("roc_auc", Rule.ONE_STANDARD_ERROR, PRIOR, far, FOREST, BEST).selected())
        .isEqualTo(BEST.id());
  }

  @Test
  void smallerIsBetterForALoss() {
    assertThat(select("log_loss", Rule.BEST, PRIOR, STRONG, BEST).selected()).isEqualTo("prior");
    assertThat(select("log_loss", Rule.BEST, PRIOR, STRONG, BEST).candidates())
        .containsExactly(PRIOR, STRONG, BEST);
  }

  @Test
  void equalMeansAreDecidedBySimplicity() {
    CandidateResult forest = result("random_forest", Map.of(), 0.78, 0.82);
    CandidateResult weaker = result("logistic_regression", Map.of("reg_param", 0.001), 0.78, 0.82);

    assertThat(select("roc_auc", Rule.BEST, PRIOR, forest, weaker, BEST).selected())
        .isEqualTo(BEST.id());
  }

  @Test
  void anUndefinedMetricCannotWin() {
    CandidateResult undefined =
        new CandidateResult(
            Candidate.of("random_forest", Map.of()),
            "random_forest",
            Optional.empty(),
            new TreeMap<>(Map.of("log_loss", FoldMetric.of(List.of(0.1, 0.1)))),
            1);
    CandidateResult notFinite = result("gradient_boosted_trees", Map.of(), Double.NaN, 0.9);

    CrossValidation chosen = select("roc_auc", Rule.BEST, undefined, notFinite, PRIOR, STRONG);
    assertThat(chosen.selected()).isEqualTo(STRONG.id());
    assertThat(chosen.candidates()).containsExactly(STRONG, PRIOR, undefined, notFinite);
  }

  @Test
  void refusesToCallTheBaselineAModelWhenAllOthersFailed() {
    assertThatThrownBy(() -> select("roc_auc", Rule.BEST, PRIOR, failed("random_forest")))
        .hasMessageContaining("[DATA_INSUFFICIENT] Cannot select a model")
        .hasMessageContaining("- random_forest: fold 0: no memory");
    assertThatThrownBy(() -> select("roc_auc", Rule.BEST))
        .hasMessageContaining("Cannot select a model");
    assertThat(select("roc_auc", Rule.BEST, PRIOR).selected()).isEqualTo("prior");
  }

  @Test
  void failuresComeLast() {
    assertThat(select("roc_auc", Rule.BEST, failed("random_forest"), STRONG, PRIOR).candidates())
        .extracting(CandidateResult::id)
        .containsExactly(STRONG.id(), "prior", "random_forest");
  }

  @Test
  void refusesAMetricWithoutDirection() {
    assertThatThrownBy(() -> select("prevalence", Rule.BEST, PRIOR, BEST))
        .hasMessageContaining("Cannot select by prevalence");
  }

  @Test
  void resultsAreReadBackFromTheirJson() {
    FamilyResult written = family(BEST);
    assertThat(Json.read(Json.pretty(written), FamilyResult.class)).isEqualTo(written);
  }

  private static CrossValidation select(String metric, Rule rule, CandidateResult... results) {
    List<FamilyResult> families = new ArrayList<>();
    for (CandidateResult result : results) {
      families.add(family(result));
    }
    return Selection.select(families, new SearchSpec(List.of(), metric, rule, false, 1, 1));
  }

  private static FamilyResult family(CandidateResult result) {
    String family = result.candidate().family();
    return new FamilyResult(
        family,
        List.of(result),
        result.failure().isPresent()
            ? Optional.empty()
            : Optional.of(new TableVersion(family, 1, 10, "f")));
  }

  private static CandidateResult failed(String family) {
    return new CandidateResult(
        Candidate.of(family, Map.of()),
        family,
        Optional.of("fold 0: no memory"),
        new TreeMap<>(),
        1);
  }

  private static CandidateResult result(
      String family, Map<String, Double> parameters, Double... folds) {
    Candidate candidate = Candidate.of(family, parameters);
    FoldMetric metric = FoldMetric.of(List.of(folds));
    return new CandidateResult(
        candidate,
        candidate.id(),
        Optional.empty(),
        new TreeMap<>(Map.of("roc_auc", metric, "log_loss", metric)),
        1);
  }
}
