package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountedTest {
  @Test
  void wordsAgreeWithTheCount() {
    String words = "[row has|rows have] no label and [is|are] part of no metric.";
    assertThat(Counted.of(1, words)).isEqualTo("1 row has no label and is part of no metric.");
    assertThat(Counted.of(1200, words))
        .isEqualTo("1,200 rows have no label and are part of no metric.");
    List<String> notes = new ArrayList<>();
    Counted.add(notes, 0, words);
    assertThat(notes).isEmpty();
  }
}
