package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

class FailuresTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Failures failures =
      new Failures(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> false);

  @Test
  void findsTheForeseenFailureInsideAnother() {
    Exception failure =
        new IllegalStateException(
            "Job aborted", new HoldoutException(ErrorCode.DATA_CONTRACT, "Cannot read row 7."));

    assertThat(handle(failure)).isEqualTo(65);
    assertThat(text()).isEqualTo("[DATA_CONTRACT] Cannot read row 7.");
  }

  @Test
  void namesTheRootOfAnUnforeseenFailureInOneLine() {
    Exception failure =
        new IllegalStateException("Job aborted", new ArithmeticException("overflow.\nmore"));

    assertThat(handle(failure)).isEqualTo(70);
    assertThat(text())
        .isEqualTo(
            "[INTERNAL] Cannot finish 'run': ArithmeticException: overflow. Run it again with"
                + " --verbose for the stack trace.");
  }

  @Test
  void saysHowToGiveMoreMemory() {
    assertThat(failures.exhausted(new OutOfMemoryError("Java heap space"))).isEqualTo(70);
    assertThat(text()).contains("OutOfMemoryError: Java heap space", "HOLDOUT_HEAP");
  }

  private int handle(Exception failure) {
    CommandLine command = new CommandLine(CommandSpec.create().name("run"));
    return failures.handleExecutionException(
        failure, command, ParseResult.builder(command.getCommandSpec()).build());
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }
}
