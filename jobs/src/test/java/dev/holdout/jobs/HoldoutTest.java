package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldoutTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void openSession() {
    TestSession.spark();
  }

  @Test
  void showsTheVerbsWithoutArguments() {
    assertThat(run()).isZero();
    assertThat(out()).contains("Verbs, in order of use:", "validate", "check");
  }

  @Test
  void showsWhatItWasBuiltFor() {
    assertThat(run("--version")).isZero();
    assertThat(out()).contains("holdout 0.1.0 (commit ", "built for Spark 4.1.0, Delta 4.4.0");
  }

  @Test
  void mapsWrongUsageTo64() {
    assertThat(run("chekc")).isEqualTo(64);
    assertThat(err()).contains("[USAGE]", "chekc", "holdout check");
    assertThat(run("check", "--rows", "many")).isEqualTo(64);
    assertThat(err()).contains("'many' is not a long", "'holdout check --help'");
    assertThat(run("check", "--rows", "0")).isEqualTo(64);
    assertThat(err()).contains("found --rows 0, expected 1 or more");
    assertThat(out()).isEmpty();
  }

  @Test
  void reportsAMissingPipelineFileWithoutAStackTrace() {
    assertThat(run("validate", "no-such.yaml")).isEqualTo(64);
    assertThat(err())
        .startsWith("[INPUT_NOT_FOUND]")
        .contains("no-such.yaml")
        .doesNotContain("\tat ");
  }

  @Test
  void printsTheStackTraceOnRequestBeforeOrAfterTheVerb() {
    assertThat(run("--verbose", "validate", "no-such.yaml")).isEqualTo(64);
    assertThat(err()).contains("\tat ");
    err.reset();
    assertThat(run("validate", "no-such.yaml", "--verbose")).isEqualTo(64);
    assertThat(err()).contains("\tat ");
  }

  @Test
  void appliesOverridesToThePipelineFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("loans.yaml");
    Files.writeString(
        file,
        """
        name: loans
        source: {format: csv, files: [loans.csv]}
        columns: {amount: number, late: string}
        label: {column: late, positive: "yes"}
        candidates: {logistic_regression: {}}
        """);

    assertThat(run("validate", file.toString(), "--set", "split.folds=3", "--effective")).isZero();
    assertThat(out()).contains("folds: 3");
    assertThat(run("validate", file.toString(), "--set", "split.fold=3")).isEqualTo(64);
    assertThat(err()).contains("[CONFIGURATION]", "split.fold");
  }

  @Test
  void printsTheResultAsJsonOnRequest() {
    assertThat(run("check", "--rows", "10", "--json")).isZero();
    // 0 + 1 + … + 9
    assertThat(out()).startsWith("{").contains("\"sum\" : 45", "\"rows\" : 1000");
    assertThat(err()).isEmpty();
  }

  private int run(String... arguments) {
    return new Holdout(stream(out), stream(err)).execute(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
