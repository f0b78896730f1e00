package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
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
  @CsvSource({"TERM, 15", "HUP, 1"})
  void aSignalIsAnsweredInOneSentenceAndEndsTheLease(String signal, int number)
      throws IOException, InterruptedException {
    assumeFalse(
        isIgnored(number), "this JVM was started to ignore the signal, and so its children");
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

      assertThat(process.await()).isEqualTo(128 + number);
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

  /** What nohup and background jobs of some shells do, where Linux says so. */
  private static boolean isIgnored(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
            .anyMatch(ignored -> ignored.testBit(signal - 1));
  }
}
