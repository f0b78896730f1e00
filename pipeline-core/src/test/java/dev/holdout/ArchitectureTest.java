package dev.holdout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.holdout.split.SealedTest;
import dev.holdout.split.Test;
import dev.holdout.split.Training;
import dev.holdout.split.Validation;
import java.io.ObjectInputStream;
import java.util.List;
import org.apache.spark.sql.Dataset;

/** The arrows of the architecture and its "only here" rules. */
@AnalyzeClasses(packages = "dev.holdout", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** Low to high: a package imports lower ones only. */
  private static final List<String> ORDER =
      List.of(
          "error",
          "lineage",
          "tune",
          "sniff",
          "table",
          "stat",
          "measure",
          "contract",
          "label",
          "window",
          "split",
          "classify",
          "regress",
          "ranking",
          "evaluate",
          "fairness",
          "slice",
          "evaluation",
          "audit",
          "feature",
          "rebalance",
          "learn",
          "decide",
          "study",
          "registry",
          "report",
          "workflow",
          "config",
          "api");

  private static final List<Class<?>> NOT_LEARNED_FROM =
      List.of(Dataset.class, Validation.class, Test.class, SealedTest.class);

  @ArchTest
  static final ArchRule importsRunDownward =
      classes()
          .that()
          .resideInAPackage("dev.holdout.*..")
          .should(
              new ArchCondition<>("import lower packages only") {
                @Override
                public void check(JavaClass from, ConditionEvents events) {
                  from.getDirectDependenciesFromSelf().stream()
                      .filter(edge -> place(edge.getTargetClass()) > place(from))
                      .forEach(
                          edge ->
                              events.add(
                                  SimpleConditionEvent.violated(edge, edge.getDescription())));
                }
              });

  @ArchTest
  static final ArchRule everyPackageHasItsPlace =
      classes()
          .that()
          .resideInAPackage("dev.holdout.*..")
          .should(
              new ArchCondition<>("be in a package of the architecture") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  if (place(type) < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName()));
                  }
                }
              });

  @ArchTest
  static final ArchRule noCycles = slices().matching("dev.holdout.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule recordsOfWhatHappenedKnowNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.holdout.error..", "dev.holdout.lineage..", "dev.holdout.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "io.delta..");

  @ArchTest
  static final ArchRule onlyTableTouchesDelta =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.holdout.table..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..");

  @ArchTest
  static final ArchRule nothingIsDeserialised =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  @ArchTest
  static final ArchRule noBags =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Base|Common)");

  @ArchTest
  static final ArchRule onlyTheSplitterMakesPartitions =
      classes()
          .that()
          .resideInAPackage("dev.holdout.split..")
          .and()
          .haveNameMatching(".*\\.(Training|Validation|Test|SealedTest)")
          .should()
          .haveOnlyFinalFields()
          .andShould(
              new ArchCondition<>("have no constructor that others can call") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getConstructors().stream()
                      .filter(
                          constructor ->
                              constructor.getModifiers().contains(JavaModifier.PUBLIC)
                                  || constructor.getModifiers().contains(JavaModifier.PROTECTED))
                      .forEach(
                          constructor ->
                              events.add(
                                  SimpleConditionEvent.violated(
                                      constructor, constructor.getFullName())));
                }
              });

  /** Whoever learns takes a {@link Training}: a bare dataset could hold anything. */
  @ArchTest
  static final ArchRule learnersTakeTraining =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.holdout..")
          .and()
          .haveNameMatching("fit.*")
          .should(
              new ArchCondition<>("take no rows but Training") {
                @Override
                public void check(
                    com.tngtech.archunit.core.domain.JavaMethod method, ConditionEvents events) {
                  if (method.getRawParameterTypes().stream()
                      .anyMatch(type -> NOT_LEARNED_FROM.stream().anyMatch(type::isEquivalentTo))) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                  }
                }
              });

  private static int place(JavaClass type) {
    if (!type.getPackageName().startsWith("dev.holdout.")) {
      return -1;
    }
    String name = type.getPackageName().substring("dev.holdout.".length());
    int end = name.indexOf('.');
    return ORDER.indexOf(end < 0 ? name : name.substring(0, end));
  }
}
