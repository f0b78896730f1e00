package dev.holdout.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
  /** Examples of Damerau 1964 and Levenshtein 1966, counted by hand. */
  @Test
  void distanceCountsEditsAndSwaps() {
    assertThat(NearMiss.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearMiss.distance("fodls", "folds")).isEqualTo(1);
    assertThat(NearMiss.distance("", "abc")).isEqualTo(3);
    assertThat(NearMiss.distance("same", "same")).isZero();
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    List<String> names = List.of("candidates", "columns", "key");
    assertThat(NearMiss.of("candidate", names)).isEqualTo("Did you mean 'candidates'?");
    assertThat(NearMiss.of("Columns", names)).isEqualTo("Did you mean 'columns'?");
    assertThat(NearMiss.of("banana", names)).isEmpty();
    assertThat(NearMiss.of("xyz", names)).isEmpty();
  }
}
