package dev.holdout.config;

import static dev.holdout.config.Samples.MINIMAL;
import static dev.holdout.config.Samples.minimalWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.decide.FixedThreshold;
import dev.holdout.learn.SearchSpec;
import dev.holdout.workflow.PipelineSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverridesTest {
  /** Paths and values in turn, which apply in their order. */
  private static PipelineFile with(String file, String... pathsAndValues) {
    Map<String, String> overrides = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      overrides.put(pathsAndValues[i], pathsAndValues[i + 1]);
    }
    return PipelineFile.parse(file, "p.yaml", overrides, variable -> null);
  }

  private static void refuses(String path, String value, String problem) {
    assertThatThrownBy(() -> with(MINIMAL, path, value))
        .hasMessage(
            "[CONFIGURATION] Cannot use the pipeline file p.yaml (1 problem):\n  - --set "
                + problem);
  }

  @Test
  void valuesReplaceWhatTheFileSays() {
    PipelineSpec spec =
        with(
                minimalWith("split: {folds: 3, test: 0.5}\n"),
                "split.folds",
                "10",
                "name",
                "other",
                "label.positive",
                "no",
                "source.files.0.path",
                "x.csv",
                "decision.threshold",
                "0.5",
                "candidates.logistic_regression.reg_param",
                "[0.5, 1]")
            .spec();
    assertThat(spec.split().folds().count()).isEqualTo(10);
    assertThat(spec.split().test().share()).isEqualTo(0.5);
    assertThat(spec.name()).isEqualTo("other");
    assertThat(spec.label().positive()).isEqualTo("no");
    assertThat(spec.source().files()).containsExactly(new FileSpec("x.csv", 0));
    assertThat(spec.decision().rule()).isInstanceOf(FixedThreshold.class);
    assertThat(spec.search().families().get(0).grid())
        .containsEntry("reg_param", List.of(0.5, 1.0));
  }

  @Test
  void shortFormsCanBeRefined() {
    PipelineSpec spec =
        with(MINIMAL, "columns.age.min", "0", "source.files.0.skip_lines", "2").spec();
    assertThat(spec.contract().columns().get(0).min()).isEqualTo(Optional.of(0.0));
    assertThat(spec.source().files()).containsExactly(new FileSpec("people.csv", 2));
  }

  @Test
  void listsAreMadeAndGrowByOneItem() {
    PipelineSpec spec = with(MINIMAL, "key.0", "age", "source.files.1", "b.csv").spec();
    assertThat(spec.contract().key()).containsExactly("age");
    assertThat(spec.source().files()).hasSize(2);
  }

  @Test
  void anEmptyValueBringsTheDefaultBack() {
    assertThat(with(minimalWith("split: {folds: 3}\n"), "split.folds", "").spec())
        .isEqualTo(with(MINIMAL).spec());
  }

  @Test
  void anEmptyValueOrNullTakesAFamilyOfCandidatesOut() {
    String two = minimalWith("candidates: {random_forest: {}, logistic_regression: {}}\n");
    for (String nothing : List.of("", "null", "~")) {
      assertThat(families(with(two, "candidates.random_forest", nothing)))
          .containsExactly("logistic_regression");
    }
    assertThat(families(with(two, "candidates.random_forest", "{}"))).hasSize(2);
    assertThat(families(with(two, "candidates.gradient_boosted_trees", ""))).hasSize(2);
    assertThat(with(MINIMAL, "candidates.random_forest", "").spec())
        .isEqualTo(with(MINIMAL).spec());
    refuses(
        "candidates.random_forrest",
        "",
        "candidates.random_forrest: found an unknown learner, expected one of logistic_regression, linear_regression, factorization_machine,"
            + " random_forest, gradient_boosted_trees. Did you mean 'random_forest'?");
  }

  private static List<String> families(PipelineFile file) {
    return file.spec().search().families().stream().map(SearchSpec.Family::name).toList();
  }

  @Test
  void keysWithDotsStandInQuotes() {
    String file = minimalWith("").replace("age", "\"a.\\\"b\"");
    assertThat(with(file, "columns.\"a.\"\"b\".max", "9").spec().contract().columns().get(0).max())
        .contains(9.0);
  }

  @Test
  void effectiveTextIncludesOverrides() {
    assertThat(with(MINIMAL, "split.folds", "10").effective()).contains("  folds: 10\n");
  }

  @Test
  void problemsNameTheOverrideInsteadOfALine() {
    refuses("split.folds", "1", "split.folds: found 1, expected a whole number from 2 to 100");
    refuses(
        "split.fold",
        "5",
        "split.fold: found an unknown key, expected one of test, test_scheme, test_from,"
            + " test_column, exact, repeated_rows, stratify, group, scheme, folds, … (16 in all)."
            + " Did you mean 'folds'?");
    refuses(
        "split",
        "{folds: x}",
        "split split.folds: found the text 'x', expected a whole number from 2 to 100");
    refuses(
        "source.files.3",
        "x",
        "source.files.3: found the position '3' in a list of 1, expected 0 to 1; 1 adds an item");
    refuses(
        "key.first",
        "x",
        "key.first: found the position 'first' in a list of 0, expected 0, which adds an item");
    refuses(
        "name.first",
        "x",
        "name.first: found no mapping or list at name, but the text 'minimal', expected a path"
            + " that ends there or leads elsewhere");
    refuses(
        "split..folds",
        "5",
        "split..folds: found no path of keys, expected keys joined by dots. Write it like --set"
            + " split.folds=10; a key that holds a dot stands in double quotes");
    refuses(
        "key",
        "[a",
        "key: found while parsing a flow sequence, expected ',' or ']', but got <stream end>,"
            + " expected YAML. Check the indentation (blanks, no tabs), and quote texts with"
            + " special characters");
  }
}
