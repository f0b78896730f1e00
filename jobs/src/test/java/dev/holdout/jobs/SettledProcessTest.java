package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line settles in its JVM before Spark starts. */
class SettledProcessTest {
  @TempDir private Path folder;

  @Test
  void writesAlikeInEveryLocale() {
    assertThat(out("fa", "IR", "ada")).contains("digits 00042 1.50", "lower title");
    assertThat(out("tr", "TR", "ada")).contains("digits 00042 1.50", "lower title");
  }

  @Test
  void logsInWhereTheSystemHasNoNameForTheUser() {
    assertThat(out("en", "US", "?")).contains("user unnamed");
  }

  private String out(String language, String country, String user) {
    List<String> command =
        List.of(
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-Duser.name=" + user,
            "-Xlog:disable",
            "-cp",
            System.getProperty("java.class.path"),
            SettledProcess.class.getName());
    try (JavaProcess process = JavaProcess.start(folder, language + country, Map.of(), command)) {
      assertThat(process.await()).as(process::err).isZero();
      return process.out();
    }
  }
}
