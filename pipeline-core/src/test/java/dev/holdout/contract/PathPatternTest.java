package dev.holdout.contract;

import static dev.holdout.contract.Fixture.csv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathPatternTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name :
        List.of("d:1/a:b.csv", "d:1/a:c.csv", "d:1/x.csv", "d:1/a[1].csv", "d:1/a1.csv", "e/x")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "id\n1\n");
    }
  }

  @Test
  void namesWithColonsAreMatchedLikeOthers() {
    assertThat(found("d:1/a:?.csv")).containsExactly("a:b.csv", "a:c.csv");
    assertThat(found("d:1/*.csv"))
        .containsExactly("a1.csv", "a:b.csv", "a:c.csv", "a[1].csv", "x.csv");
    assertThat(found("{d:1,e}/x*")).containsExactly("x.csv", "x");
    assertThat(found("d*/a:b.csv")).containsExactly("a:b.csv");
    assertThat(found("d:1")).hasSize(5);
  }

  @Test
  void whatExistsIsNoPattern() {
    assertThat(found("d:1/a[1].csv")).containsExactly("a[1].csv");
    assertThat(found("d:1/a[12].csv")).containsExactly("a1.csv");
    assertThat(found("d:1/a\\[1\\].csv")).containsExactly("a[1].csv");
  }

  @Test
  void whatMatchesNothingIsNotFound() {
    assertThatThrownBy(() -> found("d:1/q*.csv"))
        .hasMessageStartingWith("[INPUT_NOT_FOUND] Cannot read " + folder + "/d:1/q*.csv");
    assertThatThrownBy(() -> list("no:such.csv"))
        .hasMessageStartingWith("[INPUT_NOT_FOUND] Cannot read no:such.csv");
  }

  private List<String> found(String pattern) {
    return list(folder + "/" + pattern);
  }

  private static List<String> list(String pattern) {
    return new SourceFiles(new Configuration())
        .list(csv(pattern)).stream()
            .map(file -> Path.of(file.shown()).getFileName().toString())
            .toList();
  }
}
