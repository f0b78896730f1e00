package dev.holdout.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdout.learn.Learners;
import dev.holdout.rebalance.Rebalancer;
import dev.holdout.rebalance.Rebalancers;
import dev.holdout.split.Training;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No class that fits anything is left out of the poison tests: whoever takes {@link Training} or
 * has a method that fits is named here beside the test that poisons it, or with the reason why
 * nothing of it reaches a model.
 */
final class PoisonCoverageTest {
  /** {@link PoisonTest#preprocessing}, where every kind of column is present. */
  private static final Set<String> PREPROCESSING =
      Set.of(
          "feature.PreprocessingPlan",
          "feature.ColumnPlan",
          "feature.NumberPlan",
          "feature.CategoryPlan",
          "feature.FlagPlan",
          "feature.DatePlan");

  /** {@link PoisonTest#learners}, which goes through {@link Learners#all}. */
  private static final Set<String> LEARNERS =
      Set.of(
          "learn.Learner",
          "learn.FamilySearch",
          "learn.BlockCounts",
          "learn.FoldByFold",
          "learn.EncodedRows",
          "learn.MlColumns",
          "learn.Target",
          "learn.TreeSettings");

  /** {@link PoisonTest#rebalancers}, which goes through {@link Rebalancers#all}. */
  private static final Set<String> REBALANCERS =
      Set.of(
          "rebalance.Rebalancer",
          "rebalance.ClassWeighting",
          "rebalance.Cleaning",
          "rebalance.Raising");

  /** {@link PoisonedTestTest}, which runs a whole pipeline. */
  private static final Set<String> WHOLE_RUN =
      Set.of(
          "learn.CrossValidator",
          "learn.FinalFit",
          "learn.Fitted",
          "decide.CostedScores",
          "decide.DecisionFitter",
          "decide.DecisionStep",
          "decide.OneColumn",
          "decide.Beta",
          "decide.CalibrationPoints",
          "decide.CalibratorFitter",
          "decide.ClassTemperature",
          "decide.Dirichlet",
          "decide.Isotonic",
          "decide.Platt",
          "decide.Temperature",
          "study.StrategyRun",
          "study.StudyComparison",
          "workflow.ModelStage",
          "workflow.StudyStage");

  /** Their fitting method is that of {@code ClassWeighting}. */
  private static final Set<String> BY_INHERITANCE =
      Set.of(
          "rebalance.BalancedWeights",
          "rebalance.ExplicitWeights",
          "rebalance.EffectiveNumberWeights");

  /** A split only holds rows. */
  private static final Set<String> LEARN_NOTHING = Set.of("split.Split");

  /** The audit judges all partitions, and tells people alone. */
  private static final String TELLS_PEOPLE = "audit.";

  @Test
  void everythingThatIsFittedIsPoisonedInSomeTest() {
    Set<String> known = new TreeSet<>();
    known.addAll(PREPROCESSING);
    known.addAll(LEARNERS);
    known.addAll(REBALANCERS);
    known.addAll(WHOLE_RUN);
    known.addAll(LEARN_NOTHING);
    Learners.all().forEach(learner -> known.add(name(learner.getClass().getName())));
    Rebalancers.all().forEach(rebalancer -> known.add(name(rebalancer.getClass().getName())));
    BY_INHERITANCE.forEach(known::remove);

    assertThat(fitting()).isEqualTo(known);
  }

  private static Set<String> fitting() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.holdout")
            .stream()
            .filter(type -> type.getCodeUnits().stream().anyMatch(PoisonCoverageTest::fits))
            .map(JavaClass::getName)
            .map(PoisonCoverageTest::name)
            .filter(name -> !name.startsWith(TELLS_PEOPLE))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean fits(JavaCodeUnit unit) {
    boolean takesTraining =
        unit.getRawParameterTypes().stream()
            .anyMatch(
                type ->
                    type.isEquivalentTo(Training.class)
                        || type.isEquivalentTo(Rebalancer.Given.class));
    boolean named =
        unit.getName().matches("fit([A-Z].*)?") && !unit.getRawParameterTypes().isEmpty();
    return (takesTraining || named) && !unit.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  /** Package and class, that of a nested class being the one around it. */
  private static String name(String className) {
    return className.substring("dev.holdout.".length()).replaceAll("\\$.*", "");
  }
}
