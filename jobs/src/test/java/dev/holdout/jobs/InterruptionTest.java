package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  void aSignalIsAnsweredInOneSentenceAndEndsTheLease(String signal, int exitCode)
      throws IOException, InterruptedException {
    Path leases = folder.resolve("leases");
    try (JavaProcess process =
        JavaProcess.start(
            folder,
            "stopped",
            Map.of(),
            List.of(
                "-Dlog4j2.configurationFile=" + Path.of("..", "conf", "log4j2.properties"),
                "-cp",
                System.getProperty("java.class.path"),
                StoppedProcess.class.getName(),
                leases.toString()))) {
      process.awaitLog(Pattern.compile("(\\(at work\\)\n)"));
      assertThat(leases.resolve("loans")).isNotEmptyDirectory();
      long java =
          process
              .descendants()
              .filter(child -> child.info().command().orElse("").endsWith("/java"))
              .findFirst()
              .orElseThrow()
              .pid();
      new ProcessBuilder("kill", "-" + signal, String.valueOf(java)).start().waitFor();

      assertThat(process.await()).isEqualTo(exitCode);
      assertThat(process.err())
          .matches(
              """
              (WARNING: Using incubator.*
              )?\\d\\d:\\d\\d:\\d\\d ERROR Other: Lost it: of a task
              \\(at work\\)
              Stopped in stage search; run again to continue\\.
              """);
      assertThat(leases.resolve("loans")).isEmptyDirectory();
    }
  }
}
