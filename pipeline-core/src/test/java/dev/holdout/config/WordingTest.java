package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
  /** Examples of Damerau 1964 and Levenshtein 1966, counted by hand. */
  @Test
  void distanceCountsEditsAndSwaps() {
    assertThat(Wording.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Wording.distance("fodls", "folds")).isEqualTo(1);
    assertThat(Wording.distance("", "abc")).isEqualTo(3);
    assertThat(Wording.distance("same", "same")).isZero();
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    List<String> names = List.of("candidates", "columns", "key");
    assertThat(Wording.nearMiss("candidate", names)).isEqualTo("Did you mean 'candidates'?");
    assertThat(Wording.nearMiss("Columns", names)).isEqualTo("Did you mean 'columns'?");
    assertThat(Wording.nearMiss("banana", names)).isEmpty();
    assertThat(Wording.nearMiss("xyz", names)).isEmpty();
  }

  @Test
  void cutsLongListsAndTexts() {
    assertThat(Wording.list(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")))
        .isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … (11 in all)");
    assertThat(Wording.quoted("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
    assertThat(Wording.quoted("a\n b")).isEqualTo("'a b'");
  }
}
