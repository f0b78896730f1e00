package dev.holdout.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdout.learn.OutOfFoldNumbers;
import dev.holdout.learn.OutOfFoldProbabilities;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.split.Training;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler refuses to let anything learn from rows that are not for learning. */
final class LeaksDoNotCompileTest {
  /** What may be learned from. */
  private static final List<Class<?>> LEARNED_FROM =
      List.of(
          Training.class,
          OutOfFoldScores.class,
          OutOfFoldProbabilities.class,
          OutOfFoldNumbers.class);

  private static final String DATASET = "org.apache.spark.sql.Dataset<org.apache.spark.sql.Row>";

  /** What must not be learned from. */
  private static final List<String> NEVER_LEARNED_FROM =
      List.of(
          "dev.holdout.split.Validation",
          "dev.holdout.split.Test",
          "dev.holdout.split.SealedTest",
          DATASET);

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.holdout");

  @TempDir Path output;

  /** Every public method and constructor that takes what may be learned from. */
  private static List<JavaCodeUnit> learners() {
    return LIBRARY.stream()
        .filter(LeaksDoNotCompileTest::isPublic)
        .flatMap(type -> Stream.concat(type.getMethods().stream(), type.getConstructors().stream()))
        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(
            unit ->
                unit.getRawParameterTypes().stream()
                    .anyMatch(type -> LEARNED_FROM.stream().anyMatch(type::isEquivalentTo)))
        .map(JavaCodeUnit.class::cast)
        .toList();
  }

  @Test
  void knowsWhatLearns() {
    assertThat(learners())
        .extracting(unit -> unit.getOwner().getSimpleName() + "." + unit.getName())
        .contains(
            "PreprocessingPlan.fit",
            "Learner.fit",
            "CrossValidator.runFamily",
            "FinalFit.of",
            "Fitted.weights",
            "DecisionFitter.fit",
            "ClassTemperature.fit",
            "Dirichlet.fit",
            "PredictionIntervals.learn");
  }

  @Test
  void trainingCompilesAndNothingElseDoes() throws IOException {
    Map<String, String> right = new TreeMap<>();
    Map<String, String> wrong = new TreeMap<>();
    Map<String, String> expected = new LinkedHashMap<>();
    List<JavaCodeUnit> learners = learners();
    for (int index = 0; index < learners.size(); index++) {
      List<String> types = parameters(learners.get(index));
      right.put("Right" + index, call("Right" + index, learners.get(index), types));
      for (Class<?> learnedFrom : LEARNED_FROM) {
        int at = types.indexOf(learnedFrom.getName());
        if (at < 0) {
          continue;
        }
        for (String never : NEVER_LEARNED_FROM) {
          String name = "Wrong" + index + "_" + expected.size();
          List<String> changed = new ArrayList<>(types);
          changed.set(at, never);
          wrong.put(name, call(name, learners.get(index), changed));
          expected.put(name, mismatch(never, learnedFrom));
        }
      }
    }

    assertThat(Compilation.errors(right, output)).isEmpty();
    Map<String, List<String>> errors = Compilation.errors(wrong, output);
    assertThat(errors).hasSameSizeAs(wrong);
    expected.forEach(
        (name, mismatch) ->
            assertThat(errors.get(name))
                .as(wrong.get(name))
                .singleElement()
                .asString()
                .contains(mismatch));
  }

  /** Mistakes as they would be made, each beside the line that should have been written. */
  @Test
  void mistakesAsTheyWouldBeMadeDoNotCompile() throws IOException {
    String validation = mismatch("dev.holdout.split.Validation", Training.class);
    String rows = mismatch(DATASET, Training.class);
    String test = mismatch("dev.holdout.split.Test", Training.class);
    assertThat(body("Peek", "plan.fit(training.trainingOf(fold), folds);")).isEmpty();
    assertThat(body("Peek", "plan.fit(training.validationOf(fold), folds);")).contains(validation);
    assertThat(body("Fit", "learner.fit(training, parameters, 1);")).isEmpty();
    assertThat(body("Fit", "learner.fit(training.rows(), parameters, 1);")).contains(rows);
    assertThat(body("Fit", "learner.fit(test.open(to -> {}, \"\"), parameters, 1);"))
        .contains(test);
    assertThat(body("Forge", "new Training(test.open(to -> {}, \"\").rows());"))
        .contains("is not public in dev.holdout.split.Training");
    assertThat(body("Tune", "DecisionFitter.fit(scores, decision);")).isEmpty();
    assertThat(body("Tune", "DecisionFitter.fit(test.open(to -> {}, \"\"), decision);"))
        .contains(mismatch("dev.holdout.split.Test", OutOfFoldScores.class));
  }

  private static String mismatch(String found, Class<?> expected) {
    return found + " cannot be converted to " + expected.getName();
  }

  private String body(String name, String statement) throws IOException {
    String source =
        """
        import dev.holdout.decide.*;
        import dev.holdout.feature.*;
        import dev.holdout.learn.*;
        import dev.holdout.split.*;
        import dev.holdout.tune.*;

        final class %s {
          void leak(Training training, SealedTest test, Fold fold, FoldPlan folds,
              PreprocessingPlan plan, Learner learner, Parameters parameters,
              DecisionSpec decision, OutOfFoldScores scores) {
            %s
          }
        }
        """
            .formatted(name, statement);
    return Compilation.errors(Map.of(name, source), output).values().stream()
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(LeaksDoNotCompileTest::isPublic).orElse(true);
  }

  private static List<String> parameters(JavaCodeUnit unit) {
    Executable reflected =
        unit instanceof JavaMethod method ? method.reflect() : ((JavaConstructor) unit).reflect();
    return Stream.of(reflected.getParameterTypes()).map(Class::getCanonicalName).toList();
  }

  /** A class with one method that calls the given one with parameters of these types. */
  private static String call(String name, JavaCodeUnit unit, List<String> types) {
    String owner = unit.getOwner().reflect().getCanonicalName();
    String arguments =
        IntStream.range(0, types.size()).mapToObj(at -> "p" + at).collect(Collectors.joining(", "));
    String receiver = unit.getModifiers().contains(JavaModifier.STATIC) ? owner + "." : "owner.";
    return "final class %s { void call(%s owner%s) throws Throwable { %s(%s); } }"
        .formatted(
            name,
            owner,
            IntStream.range(0, types.size())
                .mapToObj(at -> ", " + types.get(at) + " p" + at)
                .collect(Collectors.joining()),
            unit instanceof JavaConstructor ? "new " + owner : receiver + unit.getName(),
            arguments);
  }
}
