package dev.holdout.config;

import static dev.holdout.config.Samples.MINIMAL;
import static dev.holdout.config.Samples.minimalWith;
import static dev.holdout.config.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.ReusableHoldout;
import dev.holdout.evaluate.SegmentBy;
import dev.holdout.feature.FeatureSpec;
import dev.holdout.feature.FeatureSpec.ColumnOverride;
import dev.holdout.feature.FeatureSpec.DatePart;
import dev.holdout.feature.FeatureSpec.Imputation;
import dev.holdout.feature.FeatureSpec.Kind;
import dev.holdout.feature.FeatureSpec.Scaling;
import dev.holdout.learn.SearchSpec;
import dev.holdout.workflow.OpeningSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sections on features, candidates and openings of Test, as the stages get them. */
class SectionsTest {
  @Test
  void columnsDifferFromTheirKindWhereTheySaySo() {
    FeatureSpec features =
        spec(minimalWith(
                """
                    features:
                      numeric: {imputation: mean, clip_upper: 0.99}
                      dates: [hour, month]
                      columns:
                        age: {scaling: robust}
                        city: {kind: categorical, min_count: 3}
                    """))
            .features();
    assertThat(features.dateParts()).containsExactly(DatePart.HOUR, DatePart.MONTH);
    assertThat(features.overrides())
        .containsOnly(
            Map.entry(
                "age",
                new ColumnOverride(
                    Optional.empty(),
                    Optional.of(
                        new FeatureSpec.Numeric(Imputation.MEAN, 0, true, 0, 0.99, Scaling.ROBUST)),
                    Optional.empty())),
            Map.entry(
                "city",
                new ColumnOverride(
                    Optional.of(Kind.CATEGORICAL),
                    Optional.empty(),
                    Optional.of(new FeatureSpec.Categorical(3, 200)))));
  }

  @Test
  void segmentsAreColumnsBinsAndExpressions() {
    EvaluationSpec evaluation =
        spec(MINIMAL
                + "roles: {protected: [age]}\n"
                + "evaluation: {segments: [city, 'age:quantiles=4', senior=age >= 65],"
                + " intersections: 2}\n")
            .evaluation();
    assertThat(evaluation.segments())
        .containsExactly(
            SegmentBy.quantiles("age", 4),
            SegmentBy.column("city"),
            SegmentBy.expression("senior", "age >= 65"));
    assertThat(evaluation.protectedAttributes()).containsExactly("age");
    assertThat(evaluation.intersections()).isEqualTo(2);
    assertThat(
            spec(MINIMAL + "evaluation: {segments: [age:bins=30|60.5]}\n").evaluation().segments())
        .containsExactly(SegmentBy.bins("age", List.of(30.0, 60.5)));
    assertThat(spec(MINIMAL).evaluation().intersections()).isEqualTo(1);
  }

  @Test
  void candidatesComeFromListsAndRanges() {
    SearchSpec search =
        spec(minimalWith(
                """
                    candidates:
                      gradient_boosted_trees: {max_iter: 20, max_depth: [3, 5]}
                      random_forest:
                      logistic_regression:
                        random: 4
                        ranges:
                          reg_param: {low: 1e-5, high: 1, log: true}
                          max_iter: {low: 50, high: 200}
                    selection: {metric: log_loss, rule: one_standard_error, nested: true, parallelism: 1}
                    """))
            .search();
    assertThat(search.families())
        .containsExactly(
            new SearchSpec.Family(
                "logistic_regression",
                new TreeMap<>(),
                4,
                new TreeMap<>(
                    Map.of(
                        "reg_param", new SearchSpec.Range(1e-5, 1, true, false),
                        "max_iter", new SearchSpec.Range(50, 200, false, true)))),
            new SearchSpec.Family("random_forest", new TreeMap<>(), 0, new TreeMap<>()),
            new SearchSpec.Family(
                "gradient_boosted_trees",
                new TreeMap<>(Map.of("max_iter", List.of(20.0), "max_depth", List.of(3.0, 5.0))),
                0,
                new TreeMap<>()));
    assertThat(search.metric()).isEqualTo("log_loss");
    assertThat(search.rule()).isEqualTo(SearchSpec.Rule.ONE_STANDARD_ERROR);
    assertThat(search.nested()).isTrue();
    assertThat(search.parallelism()).isEqualTo(1);
  }

  @Test
  void openingsOfTestAreCorrectedForAndUnlimitedUnlessTheFileSaysOtherwise() {
    assertThat(spec(MINIMAL + "evaluation: {reusable_holdout: {}, max_openings: 9}\n").openings())
        .isEqualTo(
            new OpeningSpec(
                true, Optional.of(9), Optional.of(new ReusableHoldout.Spec(0.04, 0.002, 100))));
    assertThat(
            spec(MINIMAL
                    + "evaluation: {reusable_holdout: {budget: 5}, correct_for_openings: false}\n")
                .openings())
        .isEqualTo(
            new OpeningSpec(
                false, Optional.empty(), Optional.of(new ReusableHoldout.Spec(0.04, 0.002, 5))));
  }

  @Test
  void slicesAreLookedForUnlessTheFileSaysOtherwise() {
    assertThat(spec(MINIMAL).slices()).isPresent();
    assertThat(spec(MINIMAL + "evaluation: {slices: true}\n").slices()).isPresent();
    assertThat(spec(MINIMAL + "evaluation: {slices: false}\n").slices()).isEmpty();
  }

  @Test
  void timeIsAFeatureOnRequestAlone() {
    String file =
        """
        name: a
        source: {format: delta, files: [a]}
        label: {column: y, positive: 1}
        roles: {time: day}
        """;
    assertThat(spec(file).features().drop()).containsExactly("y", "day");
    assertThat(spec(file + "features: {time: true}").features().drop()).containsExactly("y");
  }
}
