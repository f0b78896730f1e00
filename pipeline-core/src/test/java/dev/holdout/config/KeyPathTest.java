package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPathTest {
  @Test
  void readsWhatItWrites() {
    KeyPath path = KeyPath.of("columns", "a.b", "c \"d\"", "", "plain");
    assertThat(path).hasToString("columns.\"a.b\".\"c \"\"d\"\"\".\"\".plain");
    assertThat(KeyPath.parse(path.toString())).contains(path);
  }

  @Test
  void readsKeysAndPositions() {
    assertThat(KeyPath.parse("source.files.0.path"))
        .contains(new KeyPath(List.of("source", "files", "0", "path")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a\"b", "\"a", "\"a\"b"})
  void refusesWhatIsNoPath(String text) {
    assertThat(KeyPath.parse(text)).isEmpty();
  }
}
