package dev.holdout.jobs;

import static dev.holdout.jobs.ShellScript.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdout.jobs.ShellScript.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/benchmark} in a fresh checkout, with programs in place of java, mvnw and holdout. */
class BenchmarkScriptTest {
  private static final Path SCRIPT = Path.of("benchmark");
  private static final Pattern WHAT = Pattern.compile("(?m)^#   ([a-z_]+)  ");

  @TempDir private Path root;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectories(root.resolve("jobs"));
    Files.copy(SCRIPT, root.resolve("jobs/benchmark"));
    program(root.resolve("mvnw"), "echo \"mvnw $*\" >>calls\n");
    program(
        root.resolve("holdout"),
        """
        echo "holdout $*" >>calls
        mkdir -p jobs/target/classes/dev/holdout/jobs
        echo -Dsome=option >jobs/target/classes/dev/holdout/jobs/java.options
        touch jobs/target/holdout-0.1.0.jar jobs/target/spark.classpath
        """);
    program(root.resolve("bin/java"), "echo \"java $*\" >>calls\n");
  }

  @Test
  void runsEachOfWhatItNamesWithoutRelyingOnWhatMavenFetchedBefore() throws IOException {
    List<String> names =
        WHAT.matcher(Files.readString(SCRIPT)).results().map(found -> found.group(1)).toList();
    assertThat(names).hasSizeGreaterThan(10).contains("cross_validation", "coverage_written");

    Outcome outcome = run(names.toArray(String[]::new));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    for (String name : names) {
      assertThat(outcome.out()).contains("== " + name + " took ");
    }
    List<String> calls = Files.readAllLines(root.resolve("calls"));
    assertThat(calls.stream().filter(call -> call.startsWith("mvnw")))
        .isNotEmpty()
        .noneMatch(call -> call.matches(".* (-o|--offline)( .*)?"));
    assertThat(
            calls.stream()
                .flatMap(call -> Pattern.compile("dev\\.holdout\\.\\S+").matcher(call).results()))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            name -> assertThatCode(() -> Class.forName(name.group())).doesNotThrowAnyException());
  }

  @Test
  void failsWhereABenchmarkDoes() throws IOException {
    program(root.resolve("bin/java"), "echo why >&2\nexit 1\n");

    Outcome outcome = run("cross_validation");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("why");
  }

  private Outcome run(String... what) throws IOException {
    return new ShellScript(root.resolve("jobs/benchmark"), root.resolve("bin")).run(Map.of(), what);
  }
}
