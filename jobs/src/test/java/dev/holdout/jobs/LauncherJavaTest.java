package dev.holdout.jobs;

import static dev.holdout.jobs.ShellScript.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.jobs.ShellScript.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Java the launcher starts. */
class LauncherJavaTest {
  @TempDir private Path temporary;
  private FakeCheckout checkout;

  @BeforeEach
  void layOut() throws IOException {
    checkout = new FakeCheckout(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_392", "11.0.2", "18.0.2", "22", "23.0.1", "24-ea", "26.0.1"})
  void refusesEveryOtherVersionInOneSentence(String version) throws IOException {
    onPath(version);

    Outcome outcome = checkout.launch(Map.of(), "check");

    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "holdout: Cannot start: found Java "
                + version
                + " in the PATH, expected Java 17, 21 or 25. Install one of these, or set"
                + " JAVA_HOME to it.\n");
    assertThat(checkout.root().resolve("builds")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.15", "21.0.1", "25-ea", "25.0.3"})
  void startsWithEverySupportedVersion(String version) throws IOException {
    onPath(version);
    checkout.launched(Map.of(), "check");

    assertThat(checkout.launch(Map.of(), "check").err()).isEmpty();
  }

  @Test
  void namesTheVersionsThatTheProgramAndTheBuildName() throws IOException {
    String launcher = Files.readString(Path.of("..", "holdout"));
    String build = Files.readString(Path.of("..", "pom.xml"));

    assertThat(VersionGuard.JAVA).containsExactly(17, 21, 25);
    assertThat(launcher).contains("\nsupported=\"17 21 25\"\n");
    assertThat(build).contains("<version>[17,18),[21,22),[25,26)</version>", "JDK 17, 21 or 25");
  }

  @Test
  void takesASupportedOneThatIsInstalledElsewhereAndSaysWhich() throws IOException {
    onPath("11.0.2");
    checkout.install("a-25", "25.0.3", "javac");
    Path chosen = checkout.install("b 17", "17.0.9", "javac");
    checkout.install("c-11", "11.0.2", "javac");

    Outcome outcome = checkout.launch(Map.of(), "check");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).startsWith(chosen + "/bin/java|");
    assertThat(outcome.err())
        .startsWith(
            "holdout: using Java 17.0.9 in "
                + chosen
                + ": found Java 11.0.2 in the PATH, expected Java 17, 21 or 25\n");
    assertThat(Files.readAllLines(checkout.root().resolve("builders")))
        .containsExactly(chosen.toString());
  }

  @Test
  void takesTheOneOfJavaHomeFirst() throws IOException {
    Path home = checkout.install("jdk-25", "25.0.3", "javac");
    checkout.launched(Map.of("JAVA_HOME", home.toString()), "check");

    Outcome outcome = checkout.launch(Map.of("JAVA_HOME", home.toString()), "check");

    assertThat(outcome.out()).startsWith(home + "/bin/java|");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void replacesAJavaHomeWithoutJava() throws IOException {
    Path chosen = checkout.install("jdk-21", "21.0.1", "javac");

    Outcome outcome = checkout.launch(Map.of("JAVA_HOME", "/no/such"), "check");

    assertThat(outcome.out()).startsWith(chosen + "/bin/java|");
    assertThat(outcome.err()).contains("found no java in JAVA_HOME=/no/such");
  }

  @Test
  void findsThoseThatVariablesName() throws IOException {
    onPath("11.0.2");
    Path chosen = checkout.install("jdk-21", "21.0.1", "javac");

    assertThat(
            checkout.launched(
                Map.of("JAVA_HOME_21_X64", chosen.toString(), "HOLDOUT_JDKS", ""), "check"))
        .startsWith(chosen + "/bin/java|");
  }

  @Test
  void followsTheLinkOnThePathToTheVersionInAFile() throws IOException {
    Path home = checkout.install("jdk-25", "25.0.3", "javac");
    Files.delete(checkout.bin().resolve("java"));
    Path alternative = temporary.resolve("alternative");
    Files.createSymbolicLink(alternative, home.resolve("bin/java"));
    Files.createSymbolicLink(checkout.bin().resolve("java"), Path.of("..", "alternative"));

    assertThat(checkout.launched(Map.of(), "check"))
        .contains("|--sun-misc-unsafe-memory-access=allow|");
  }

  @Test
  void opensOnlyPackagesThatTheVersionHas() throws IOException {
    Path newest = checkout.install("jdk-25", "25.0.3", "javac");
    String security = "--add-opens=java.base/sun.security.action=ALL-UNNAMED|";
    String unsafe = "--sun-misc-unsafe-memory-access=allow|";

    assertThat(checkout.launched(Map.of(), "check")).contains(security).doesNotContain(unsafe);
    assertThat(checkout.launched(Map.of("JAVA_HOME", newest.toString()), "check"))
        .contains(unsafe)
        .doesNotContain(security);
  }

  @Test
  void buildsWithAJdkWhereJavaStandsAlone() throws IOException {
    Files.delete(checkout.bin().resolve("javac"));
    Outcome none = checkout.launch(Map.of(), "check");
    assertThat(none.exitCode()).isEqualTo(64);
    assertThat(none.err()).contains("Cannot build: found no javac beside", "expected a JDK");

    Path jdk = checkout.install("jdk-21", "21.0.1", "javac");
    assertThat(checkout.launched(Map.of(), "check")).doesNotContain(jdk.toString());
    assertThat(Files.readAllLines(checkout.root().resolve("builders")))
        .containsExactly(jdk.toString());
  }

  @Test
  void refuses25WithASparkWhoseHadoopDoesNotKnowIt() throws IOException {
    Path spark = temporary.resolve("spark");
    program(spark.resolve("bin/spark-submit"), FakeCheckout.ECHO);
    Path hadoop =
        Files.createDirectories(spark.resolve("jars")).resolve("hadoop-client-api-3.4.2.jar");
    Files.writeString(hadoop, "");
    onPath("25.0.3");
    Map<String, String> cluster = Map.of("SPARK_HOME", spark.toString());

    Outcome outcome = checkout.launch(cluster, "check");
    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.err())
        .contains("found Java 25.0.3 in the PATH, expected Java 17 or 21", "Hadoop 3.4.2");

    Files.move(hadoop, hadoop.resolveSibling("hadoop-client-api-3.4.3.jar"));
    checkout.launched(cluster, "check");
  }

  private void onPath(String version) throws IOException {
    program(
        checkout.bin().resolve("java"),
        "[ \"$1\" != -version ] || { echo 'openjdk version \""
            + version
            + "\" 2026-01-01' >&2; exit; }\n");
  }
}
