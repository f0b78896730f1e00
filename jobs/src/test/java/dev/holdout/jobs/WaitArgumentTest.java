package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

class WaitArgumentTest {
  @Command
  private static final class Waiting {
    @Mixin private WaitArgument wait;
    @Parameters private @Nullable String pipeline;

    Waiting() {
      this.wait = new WaitArgument();
    }
  }

  @Test
  void waitsNotAtAllSoLongOrAsLongAsItTakes() {
    assertThat(parsed("p.yaml").wait.patience()).isZero();
    assertThat(parsed("--wait=90s", "p.yaml").wait.patience()).isEqualTo(Duration.ofSeconds(90));
    assertThat(parsed("--wait", "10m", "p.yaml").wait.patience()).isEqualTo(Duration.ofMinutes(10));
    assertThat(parsed("p.yaml", "--wait").wait.patience()).isGreaterThan(Duration.ofDays(1000));
    Waiting bare = parsed("--wait", "p.yaml");
    assertThat(bare.wait.patience()).isGreaterThan(Duration.ofDays(1000));
    assertThat(bare.pipeline).isEqualTo("p.yaml");
  }

  @Test
  void refusesWhatIsNoDuration() {
    assertThatThrownBy(() -> parsed("--wait=soon", "p.yaml"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'soon' is not a number of seconds, minutes or hours");
  }

  private static Waiting parsed(String... arguments) {
    Waiting waiting = new Waiting();
    new CommandLine(waiting).parseArgs(arguments);
    return waiting;
  }
}
