package dev.holdout.config;

import static dev.holdout.config.Samples.minimalWith;
import static dev.holdout.config.Samples.parse;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void cutsLongListsAndTexts() {
    assertThat(Wording.list(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")))
        .isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … (11 in all)");
    assertThat(Wording.quoted("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
    assertThat(Wording.quoted("a\n b")).isEqualTo("'a b'");
  }

  @Test
  void namesTheBoundThatAValueMisses() {
    String unit = "decision: {threshold: {cost: {false_positive: 1, false_negative: 2, unit: %s}}}";
    assertThatThrownBy(() -> parse(minimalWith(unit.formatted("x".repeat(21)))))
        .hasMessageContaining("unit: found the text 'xxxxxxxxxxxxxxxxxxxxx', expected a text of 1")
        .hasMessageContaining(" to 20 characters");
    String classes = IntStream.range(0, 101).mapToObj(i -> "c" + i).collect(joining(", "));
    assertThatThrownBy(
            () ->
                parse(
                    minimalWith("x: 1").replace("positive: \"yes\"", "classes: [" + classes + "]")))
        .hasMessageContaining(
            "label.classes: found a list of 101 items, expected a list of 2 to 100 items");
  }
}
