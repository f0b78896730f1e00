package dev.holdout.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.feature.Encoding;
import dev.holdout.feature.FittedFolds;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.feature.Preprocessor;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CandidateFits;
import dev.holdout.learn.CrossValidator;
import dev.holdout.learn.FamilySearch;
import dev.holdout.learn.Fitted;
import dev.holdout.learn.GivenSearch;
import dev.holdout.learn.Learner;
import dev.holdout.learn.Learners;
import dev.holdout.learn.NestedFamily;
import dev.holdout.learn.NestedFolds;
import dev.holdout.learn.Target;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Rebalancer;
import dev.holdout.rebalance.Rebalancers;
import dev.holdout.rebalance.Strategy;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenFolds;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is fitted for a fold is a function of the rows that the fold trains on: all others may
 * become anything, and not a bit of it changes.
 *
 * <p>Each comparison also shows that it could have failed: the same poison does change what a fold
 * learns that trains on poisoned rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PoisonTest {
  /** Trains on two blocks, validates on the third; the fourth is the future. */
  private static final Fold CLEAN = GivenFolds.fold(0, Set.of(0, 1), Set.of(2));

  /** Trains on what is poisoned. */
  private static final Fold POISONED = GivenFolds.fold(1, Set.of(2, 3), Set.of(0, 1));

  private static final FoldPlan PLAN = new FoldPlan(EveryKind.BLOCKS, 1, List.of(CLEAN, POISONED));

  private final EveryKind table = new EveryKind();
  private final Dataset<Row> rows = table.rows(400).persist();
  private final Dataset<Row> poisoned = poison(1).persist();
  private final Training before = GivenTraining.of(rows);
  private final Training after = GivenTraining.of(poisoned);
  private final FittedFolds fittedBefore = preprocess(before);
  private final FittedFolds fittedAfter = preprocess(after);

  @TempDir static Path folder;

  private Dataset<Row> poison(long seed) {
    return Poison.allBut(CLEAN.training(), rows, seed);
  }

  @AfterAll
  void free() {
    rows.unpersist();
    poisoned.unpersist();
  }

  private FittedFolds preprocess(Training training) {
    return PreprocessingPlan.of(table.schema(), table.spec()).fit(training, PLAN);
  }

  private static String state(FittedFolds fitted, Fold fold, Encoding encoding) {
    return fitted.forFold(fold, encoding).fittedJson();
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  @Execution(ExecutionMode.CONCURRENT)
  void preprocessing(Encoding encoding) {
    assertThat(state(fittedAfter, CLEAN, encoding)).isEqualTo(state(fittedBefore, CLEAN, encoding));
    assertThat(state(preprocess(GivenTraining.of(poison(2))), CLEAN, encoding))
        .isEqualTo(state(fittedBefore, CLEAN, encoding));
    assertThat(state(fittedAfter, POISONED, encoding))
        .isNotEqualTo(state(fittedBefore, POISONED, encoding));
  }

  @Test
  void preprocessingOfEveryKindOfColumnIsCompared() throws ClassNotFoundException {
    Preprocessor fitted = fittedBefore.forFold(CLEAN, Encoding.INDEX);
    Set<String> kinds =
        StreamSupport.stream(
                Json.read(fitted.fittedJson(), JsonNode.class).get("columns").spliterator(), false)
            .map(column -> column.get("kind").textValue())
            .collect(Collectors.toSet());

    assertThat(kinds)
        .hasSameSizeAs(Class.forName("dev.holdout.feature.FittedColumn").getPermittedSubclasses());
    assertThat(fitted.inputColumns())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(table.schema().fieldNames())
                .filter(name -> !name.startsWith("_"))
                .toList());
  }

  static Stream<Arguments> learners() {
    return Learners.all().stream()
        .flatMap(learner -> learner.tasks().stream().map(task -> Arguments.of(learner, task)));
  }

  @ParameterizedTest
  @MethodSource("learners")
  @Execution(ExecutionMode.CONCURRENT)
  void learners(Learner learner, Task task) throws IOException {
    assertOnlyThePoisonedFoldChanged(
        fit(learner, task, before, fittedBefore), fit(learner, task, after, fittedAfter));
  }

  static Stream<Rebalancer> rebalancers() {
    return Rebalancers.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rebalancers")
  @Execution(ExecutionMode.CONCURRENT)
  void rebalancers(Rebalancer rebalancer) throws IOException {
    assertOnlyThePoisonedFoldChanged(
        fit(rebalancer, before, fittedBefore), fit(rebalancer, after, fittedAfter));
  }

  private void assertOnlyThePoisonedFoldChanged(CandidateFits clean, CandidateFits changed)
      throws IOException {
    assertThat(state(clean, CLEAN)).isNotEmpty().isEqualTo(state(changed, CLEAN));
    assertThat(state(clean, POISONED)).isNotEmpty().isNotEqualTo(state(changed, POISONED));
  }

  private static CandidateFits fit(
      Rebalancer rebalancer, Training training, FittedFolds preprocessing) {
    RebalanceSpec spec =
        new RebalanceSpec(Strategy.of(rebalancer.name(), Map.of()), Optional.empty(), List.of());
    Learner learner = Learners.of("logistic_regression");
    return learner.fitFolds(GivenSearch.of(learner, training, PLAN, preprocessing, spec)).get(0);
  }

  /** A fold's rows may become anything: what chooses its candidate stays as it is. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void choicesWithinAFold() {
    FoldPlan plan = FoldPlan.kFold(EveryKind.BLOCKS);
    NestedFolds folds = NestedFolds.of(plan);
    Set<Integer> others = plan.folds().get(3).training();
    NestedFamily clean = nested(folds, rows);
    NestedFamily changed = nested(folds, Poison.allBut(others, rows, 3));

    assertThat(metrics(changed, 3)).isNotEmpty().isEqualTo(metrics(clean, 3));
    assertThat(metrics(changed, 0)).isNotEqualTo(metrics(clean, 0));
  }

  private NestedFamily nested(NestedFolds folds, Dataset<Row> given) {
    Training training = GivenTraining.of(given);
    return new CrossValidator(2, RebalanceSpec.NONE, 1)
        .runNested(
            training,
            folds,
            PreprocessingPlan.of(table.schema(), table.spec()).fit(training, folds.all()),
            List.of(Candidate.of("logistic_regression", Map.of("reg_param", 0.1))));
  }

  private static Map<String, ?> metrics(NestedFamily family, int fold) {
    return Objects.requireNonNull(family.byOuter().get(fold)).get(0).metrics();
  }

  private static CandidateFits fit(
      Learner learner, Task task, Training training, FittedFolds preprocessing) {
    Target target =
        switch (task) {
          case BINARY -> Target.BINARY;
          case MULTICLASS -> Target.multiclass(2);
          case REGRESSION -> Target.REGRESSION;
        };
    FamilySearch search = GivenSearch.of(learner, training, PLAN, preprocessing, target);
    return learner.fitFolds(search).get(0);
  }

  /** Empty where there is no model, which may be all that poison teaches. */
  private String state(CandidateFits fits, Fold fold) throws IOException {
    Fitted fitted = fits.byFold().get(fold.index());
    return fitted == null ? "" : ModelState.of(fitted.stages(), folder);
  }
}
