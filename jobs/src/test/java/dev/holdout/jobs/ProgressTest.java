package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void writesOneLineForEachStage() {
    try (Progress progress = new Progress(err, false)) {
      progress.started("ingest");
      progress.finished("ingest", Duration.ofMillis(4210), "50,000 rows, 131 quarantined");
      progress.reused("split", "");
      progress.started("cross-validate");
      progress.failed("cross-validate", Duration.ofSeconds(61));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
              ingest          4.2 s     50,000 rows, 131 quarantined
              split           reused
              cross-validate  1 min 01 s failed
            """);
  }

  @Test
  void leavesNoHalfLineOnATerminal() {
    try (Progress progress = new Progress(err, true)) {
      progress.started("ingest");
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("\r");
  }

  @Test
  void givesTimesInTheUnitThatFits() {
    assertThat(Progress.elapsed(Duration.ofMillis(40))).isEqualTo("0.0 s");
    assertThat(Progress.elapsed(Duration.ofMillis(9940))).isEqualTo("9.9 s");
    assertThat(Progress.elapsed(Duration.ofMillis(9960))).isEqualTo("10 s");
    assertThat(Progress.elapsed(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
    assertThat(Progress.elapsed(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
  }
}
