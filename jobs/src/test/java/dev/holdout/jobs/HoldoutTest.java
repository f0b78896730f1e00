package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldoutTest {
  private final Console console = new Console();

  @Test
  void showsTheVerbsWithoutArguments() {
    assertThat(console.run()).isZero();
    assertThat(console.out()).contains("Verbs, in order of use:", "validate", "check");
  }

  @Test
  void showsTheHelpOfAVerbAsTheVerbDoes() {
    assertThat(console.run("run", "--help")).isZero();
    String help = console.out();
    assertThat(console.run("help", "run")).isZero();
    assertThat(console.out()).isEqualTo(help).contains("holdout run", "Examples:");
    assertThat(console.run()).isZero();
    String all = console.out();
    assertThat(console.run("help")).isZero();
    assertThat(console.out()).isEqualTo(all);
    assertThat(console.run("help", "rnu")).isEqualTo(64);
    assertThat(console.err()).contains("[USAGE]", "rnu", "Did you mean 'run'");
    assertThat(console.err()).doesNotContain("\tat ");
  }

  @Test
  void showsWhatItWasBuiltFor() {
    assertThat(console.run("--version")).isZero();
    assertThat(console.out())
        .contains("holdout 0.1.0 (commit ", "built for Spark 4.1.0, Delta 4.4.0");
  }

  @Test
  void mapsWrongUsageTo64() {
    assertThat(console.run("chekc")).isEqualTo(64);
    assertThat(console.err()).contains("[USAGE]", "chekc", "holdout check");
    assertThat(console.run("check", "--rows", "many")).isEqualTo(64);
    assertThat(console.err()).contains("'many' is not a long", "'holdout check --help'");
    assertThat(console.run("check", "--rows", "0")).isEqualTo(64);
    assertThat(console.err()).contains("found --rows 0, expected 1 or more");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void reportsAMissingPipelineFileWithoutAStackTrace() {
    assertThat(console.run("validate", "no-such.yaml")).isEqualTo(64);
    assertThat(console.err())
        .startsWith("[INPUT_NOT_FOUND]")
        .contains("no-such.yaml")
        .doesNotContain("\tat ");
  }

  @Test
  void printsTheStackTraceOnRequestBeforeOrAfterTheVerb() {
    assertThat(console.run("--verbose", "validate", "no-such.yaml")).isEqualTo(64);
    assertThat(console.err()).contains("\tat ");
    assertThat(console.run("validate", "no-such.yaml", "--verbose")).isEqualTo(64);
    assertThat(console.err()).contains("\tat ");
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

    assertThat(console.run("validate", file.toString(), "--set", "split.folds=3", "--effective"))
        .isZero();
    assertThat(console.out()).contains("folds: 3");
    assertThat(console.run("validate", file.toString(), "--set", "split.fold=3")).isEqualTo(64);
    assertThat(console.err()).contains("[CONFIGURATION]", "split.fold");
  }

  @Test
  void printsTheResultAsJsonOnRequest() {
    assertThat(console.run("check", "--rows", "10", "--json")).isZero();
    // 0 + 1 + … + 9
    assertThat(console.out()).startsWith("{").contains("\"sum\" : 45", "\"rows\" : 1000");
    assertThat(console.err()).isEmpty();
  }
}
