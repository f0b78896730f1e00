package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

class FailuresTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Failures failures =
      new Failures(
          new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> false, new Interruption());

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
    assertThat(failures.report(new OutOfMemoryError("Java heap space"), "run")).isEqualTo(70);
    assertThat(text()).contains("OutOfMemoryError: Java heap space", "HOLDOUT_HEAP");
    bytes.reset();
    assertThat(handle(jobAborted("java.lang.OutOfMemoryError: Java heap space"))).isEqualTo(70);
    assertThat(text().lines()).hasSize(1);
    assertThat(text()).contains("OutOfMemoryError: Java heap space", "HOLDOUT_HEAP");
  }

  @Test
  void namesTheReasonOfAFailedTaskWithoutItsStackTrace() {
    assertThat(handle(jobAborted("java.lang.ArithmeticException: / by zero"))).isEqualTo(70);
    assertThat(text())
        .isEqualTo(
            "[INTERNAL] Cannot finish 'run': ArithmeticException: / by zero. Run it again with"
                + " --verbose for the stack trace.");
  }

  @Test
  void aFullDiskAReadOnlyMountAndMissingPermissionAreEachOneSentence() {
    assertThat(handle(jobAborted("java.io.IOException: No space left on device"))).isEqualTo(70);
    assertThat(text()).startsWith("[INTERNAL] Cannot write to disk: the disk is full");
    bytes.reset();
    // Such as Hadoop's FSError, which is no exception.
    Error full = new Error(new IOException("No space left on device"));
    assertThat(failures.report(full, "run")).isEqualTo(70);
    assertThat(text()).startsWith("[INTERNAL] Cannot write to disk: the disk is full");
    bytes.reset();
    assertThat(
            handle(
                new UncheckedIOException(
                    new FileSystemException("/w", null, "Read-only file system"))))
        .isEqualTo(64);
    assertThat(text())
        .startsWith("[CONFIGURATION] Cannot write to /w: found a read-only file system.");
    bytes.reset();
    assertThat(handle(new IOException("/w/a.csv (Permission denied)"))).isEqualTo(64);
    assertThat(text())
        .startsWith("[CONFIGURATION] Cannot read or write /w/a.csv: found no permission for ");
    assertThat(text().lines()).hasSize(1);
  }

  @Test
  void aStoreWithoutItsModuleNamesThePackage() {
    for (String reason :
        List.of(
            "No FileSystem for scheme \"s3a\"",
            "java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not"
                + " found")) {
      bytes.reset();
      assertThat(handle(new IOException(reason))).isEqualTo(64);
      assertThat(text())
          .startsWith("[CONFIGURATION] Cannot open a path of s3a://: found no file system")
          .contains("org.apache.hadoop:hadoop-aws:3.");
    }
  }

  @Test
  void theFirstFailureIsShownAndNotWhatFailedAfterIt() {
    HoldoutException first = new HoldoutException(ErrorCode.INTERNAL, "Cannot fit: why.");
    first.addSuppressed(new IOException("/w/runs (Permission denied)"));
    assertThat(handle(first)).isEqualTo(70);
    assertThat(text()).isEqualTo("[INTERNAL] Cannot fit: why.");
  }

  /** As Spark words it when a task failed in another process. */
  private static Exception jobAborted(String reason) {
    return new IllegalStateException(
        "Job aborted due to stage failure: Task 0 in stage 3.0 failed 1 times, most recent failure:"
            + " Lost task 0.0 in stage 3.0 (TID 4) (localhost executor driver):"
            + " org.apache.spark.SparkException: Task failed while writing rows\n"
            + "\tat a.B.c(B.java:1)\n"
            + "Caused by: "
            + reason
            + "\n\tat d.E.f(E.java:2)\n\t... 9 more\n\nDriver stacktrace:");
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
