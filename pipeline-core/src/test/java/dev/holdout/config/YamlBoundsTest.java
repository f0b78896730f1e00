package dev.holdout.config;

import static dev.holdout.config.Samples.MINIMAL;
import static dev.holdout.config.Samples.minimalWith;
import static dev.holdout.config.Samples.parse;
import static dev.holdout.config.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that would keep a reader busy for minutes, or end in a stack overflow, are refused. */
class YamlBoundsTest {
  private static final String BOUNDS = "expected at most 50 levels and 500000 values";

  @ParameterizedTest
  @ValueSource(ints = {51, 2_000, 200_000})
  void listsAndMappingsWithinEachOtherAreRefusedWithTheirLine(int depth) {
    String lists = "x:\n  " + "[".repeat(depth) + "]".repeat(depth) + "\n";
    refused(minimalWith(lists), "p.yaml:6: found more than 50 levels of nesting, " + BOUNDS);
    String mappings = "x: " + "{a: ".repeat(depth) + "1" + "}".repeat(depth) + "\n";
    refused(minimalWith(mappings), "p.yaml:5: found more than 50 levels of nesting, " + BOUNDS);
  }

  @Test
  void indentedMappingsWithinEachOtherAreRefused() {
    String nested =
        IntStream.range(0, 2_000)
            .mapToObj(level -> " ".repeat(level) + "a:\n")
            .collect(Collectors.joining());
    refused(nested, "p.yaml:51: found more than 50 levels of nesting, " + BOUNDS);
  }

  @Test
  void whatAliasesExpandToIsCounted() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, y]\n");
    for (int i = 1; i <= 25; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    // 2 · 2^17 + … values from line 17 on: each line has one more than twice the one before
    refused(
        text.toString(),
        "p.yaml:17: found more than 500000 values, counted as often as aliases repeat them, "
            + BOUNDS);
  }

  @Test
  void levelsThatAliasesAddAreCounted() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 60; i++) {
      text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    // the mapping around them and 50 lists on line 50
    refused(text.toString(), "p.yaml:50: found more than 50 levels of nesting, " + BOUNDS);
  }

  @Test
  void anAliasOfWhatItStandsInIsRefused() {
    refused("a: &x [*x]\n", "p.yaml:1: found an alias of what it stands in, " + BOUNDS);
    refused("a: &x\n  b: {c: *x}\n", "p.yaml:2: found an alias of what it stands in, " + BOUNDS);
  }

  @Test
  void aliasesServeManyColumns() {
    String columns =
        IntStream.range(1, 200)
            .mapToObj(i -> "  c" + i + ": *number\n")
            .collect(Collectors.joining());
    String file =
        "name: wide\nsource: {format: csv, files: [p.csv]}\nlabel: {column: y, positive: \"1\"}\n"
            + "columns:\n  y: string\n  c0: &number {type: number, min: 0}\n"
            + columns;
    assertThat(spec(file).contract().columns()).hasSize(201);
  }

  @Test
  void longCommentsAreReadAndLongerFilesRefused() {
    String comment = "# " + "x".repeat(2 << 20) + "\n";
    assertThat(spec(comment + MINIMAL)).isEqualTo(spec(MINIMAL));
    String longer = comment.repeat(5) + MINIMAL;
    refused(longer, "p.yaml: found " + longer.length() + " characters, expected at most 8388608.");
  }

  @Test
  void overridesHaveTheSameBounds() {
    assertThatThrownBy(() -> override("x", "[".repeat(2_000) + "]".repeat(2_000)))
        .hasMessageContaining("--set x: found more than 50 levels of nesting, " + BOUNDS);
    assertThatThrownBy(() -> override("a.".repeat(20_000) + "a", "1"))
        .hasMessageContaining("found a path of 20001 keys, expected at most 50");
    assertThatThrownBy(() -> override('"' + "a".repeat(100_000) + '"', "1"))
        .hasMessageContaining("found an unknown key");
  }

  @Test
  void longNumbersAreShownInPart() {
    assertThatThrownBy(() -> parse(minimalWith("split: {folds: " + "7".repeat(1 << 20) + "}")))
        .hasMessageContaining(
            "p.yaml:5 split.folds: found " + "7".repeat(60) + "…, expected a whole number from 2");
  }

  @Test
  void longKeysAreUnknownKeysLikeOthers() {
    assertThatThrownBy(() -> parse(minimalWith("? " + "k".repeat(4 << 20) + "\n: 1\n")))
        .hasMessageContaining("found an unknown key");
  }

  private static void override(String path, String value) {
    PipelineFile.parse(MINIMAL, "p.yaml", Map.of(path, value), variable -> null);
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> parse(text)).hasMessageContaining(message);
  }
}
