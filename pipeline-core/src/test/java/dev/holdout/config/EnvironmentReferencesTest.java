package dev.holdout.config;

import static dev.holdout.config.Samples.minimalWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.contract.SourceSpec.FileSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentReferencesTest {
  private static final Map<String, String> SET =
      Map.of("WS", "s3://secret@bucket/x", "FOLDS", "7", "EMPTY", "", "BAD", "hunter2");

  private static PipelineFile parse(String text) {
    return PipelineFile.parse(text, "p.yaml", Map.of(), SET::get);
  }

  @Test
  void replacesReferencesAnywhereInValues() {
    PipelineFile file =
        parse(
            """
            name: ${env:NAME:-fallback}
            source:
              format: csv
              files: ["${env:WS}/a/${env:DAY:-today}.csv", '${env:EMPTY:-b}.csv']
            columns: {age: integer, rich: string}
            label: {column: rich, positive: "$${env:WS}"}
            split: {folds: "${env:FOLDS}", seed: "${env:SEED:-3}"}
            """);
    assertThat(file.spec().name()).isEqualTo("fallback");
    assertThat(file.spec().source().files())
        .containsExactly(
            new FileSpec("s3://secret@bucket/x/a/today.csv", 0), new FileSpec("b.csv", 0));
    assertThat(file.spec().label().positive()).isEqualTo("${env:WS}");
    assertThat(file.spec().split().folds().count()).isEqualTo(7);
    assertThat(file.spec().split().seed()).isEqualTo(3);
    assertThat(parse(file.effective())).isEqualTo(file);
  }

  @Test
  void effectiveTextShowsReferencesAndNotWhatTheyStandFor() {
    assertThat(parse(minimalWith("workspace: ${env:WS}")).effective())
        .contains("workspace: \"${env:WS}\"\n")
        .doesNotContain("secret");
  }

  @Test
  void messagesShowReferencesAndNotWhatTheyStandFor() {
    assertThatThrownBy(
            () ->
                parse(
                    minimalWith(
                        """
                        key: ["${env:BAD}"]
                        retention_days: ${env:BAD}
                        split: ${env:BAD}
                        """)))
        .hasMessage(
            """
            [CONFIGURATION] Cannot use the pipeline file p.yaml (3 problems):
              - p.yaml:5 key.0: found the text '${env:BAD}', expected one of those under columns
              - p.yaml:6 retention_days: found the text '${env:BAD}', expected a whole number from \
            1 to 36500
              - p.yaml:7 split: found the text '${env:BAD}', expected a mapping with keys among \
            test, test_scheme, test_from, test_column, exact, repeated_rows, stratify, group, \
            scheme, folds, … (16 in all)""");
  }

  @Test
  void saysWhichVariableIsNotSet() {
    assertThatThrownBy(() -> parse(minimalWith("workspace: ${env:NONE}")))
        .hasMessage(
            "[CONFIGURATION] Cannot use the pipeline file p.yaml (1 problem):\n"
                + "  - p.yaml:5 workspace: found a reference to the environment variable NONE,"
                + " which is not set, expected its value. Set NONE, or give a default:"
                + " ${env:NONE:-…}");
  }

  @Test
  void saysWhereThePublicTablesAreToBeHad() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    name: p
                    source:
                      format: parquet
                      files:
                        - ${env:HOLDOUT_DATA}/a.parquet
                      public_source: https://example.org/a
                    label: {column: y, positive: 1}
                    """))
        .hasMessage(
            "[CONFIGURATION] Cannot use the pipeline file p.yaml (1 problem):\n"
                + "  - p.yaml:5 source.files.0.path: found a reference to the environment variable"
                + " HOLDOUT_DATA, which is not set, expected the folder with the public tables."
                + " Set it to that folder: export HOLDOUT_DATA=/path/to/folder; this table can be"
                + " had from https://example.org/a");
  }

  @Test
  void refusesOtherBraces() {
    assertThatThrownBy(() -> parse(minimalWith("workspace: ${HOME}/x")))
        .hasMessage(
            "[CONFIGURATION] Cannot use the pipeline file p.yaml (1 problem):\n"
                + "  - p.yaml:5 workspace: found '${HOME}', expected ${env:NAME} or"
                + " ${env:NAME:-default}. Write $${ for the characters themselves");
    assertThatThrownBy(() -> parse(minimalWith("workspace: \"${env:WS\"")))
        .hasMessageContaining("p.yaml:5 workspace: found '${env:WS', expected ${env:NAME}");
  }
}
