package dev.holdout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a:b.csv", "s3a:b", "a:b/c:d.csv", "2024-01-01T10:00.csv", "a:"})
  void aColonWithoutASchemeIsPartOfAName(String text) {
    Path path = Paths.of(text);
    assertThat(path.toUri().getScheme()).isNull();
    assertThat(path.toUri().getPath()).isEqualTo("./" + text);
    assertThat(new Path(Paths.plain(text), "child")).isEqualTo(new Path(path, "child"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/d/a:b.csv", "d/a:b", "a b%20#?*[x]{y}.csv", "ü"})
  void otherCharactersMeanThemselves(String text) {
    assertThat(Paths.of(text).toUri().getPath()).isEqualTo(text);
    assertThat(Paths.plain(text)).isEqualTo(text);
  }

  @Test
  void aSchemeIsFollowedByASlash() {
    assertThat(Paths.of("s3a://bucket/a:b").toUri().getScheme()).isEqualTo("s3a");
    assertThat(Paths.of("file:/d/x").toUri().getPath()).isEqualTo("/d/x");
    assertThat(Paths.of("dbfs:/x").toUri().getScheme()).isEqualTo("dbfs");
  }

  @Test
  void charactersOfPatternsAreEscaped() {
    assertThat(Paths.literal("/q?x[a]{b}*")).isEqualTo("/q\\?x\\[a\\]\\{b\\}\\*");
  }

  @Test
  void aWorkspaceHasAColonOrCharactersOfPatterns() {
    assertThatCode(() -> Paths.checkModels("/d/a:b")).doesNotThrowAnyException();
    assertThatCode(() -> Paths.checkModels("/d/q?x[a]{b}")).doesNotThrowAnyException();
    assertThatCode(() -> Paths.checkModels("s3a://bucket/a*")).doesNotThrowAnyException();
    assertThatThrownBy(() -> Paths.checkModels("/d/a:[b]"))
        .hasMessageStartingWith("[CONFIGURATION] Cannot use the workspace /d/a:[b]: found a colon");
  }
}
