package dev.holdout.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A JVM of its own, whose output goes to files, and which cannot outlive the test: closing it kills
 * it and all it started, and if the test's JVM dies first, a watcher that reads from it does.
 * Waiting has no limit of time: only a process that ends too early fails a test.
 */
final class JavaProcess implements AutoCloseable {
  private static final String WATCHED =
      "exec 3<&0; \"$@\" </dev/null & child=$!;"
          + " (read _ <&3; kill -9 $child) 2>/dev/null & watcher=$!;"
          + " wait $child; code=$?; kill $watcher; exit $code";

  private final Process process;
  private final Path out;
  private final Path err;

  private JavaProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a main class.
   *
   * @param folder where the output goes, to {@code name.out} and {@code name.err}
   * @param arguments JVM options, class path, main class and its arguments
   */
  static JavaProcess start(
      Path folder, String name, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHED, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(arguments);
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    try {
      return new JavaProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  /** All that this process started, and what those started. */
  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** Waits until the log holds a text, and returns the first group of the pattern. */
  String awaitLog(Pattern pattern) {
    return await(
        pattern.toString(),
        () -> {
          Matcher matcher = pattern.matcher(err());
          return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        });
  }

  /** Waits for the end and returns the exit code. */
  int await() {
    try {
      while (!process.waitFor(1, TimeUnit.MINUTES)) {
        sayWaiting("its end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> started = descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    started.forEach(handle -> handle.onExit().join());
  }

  /** Asks every tenth of a second until there is an answer, for as long as this process lives. */
  <T> T await(String what, Supplier<Optional<T>> attempt) {
    for (int asked = 1; ; asked++) {
      boolean ended = !process.isAlive();
      Optional<T> answer = attempt.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (ended) {
        throw new AssertionError("Ended before " + what + ":\n" + err());
      }
      if (asked % 600 == 0) {
        sayWaiting(what);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** For whoever wonders why a test takes long. */
  private void sayWaiting(String what) {
    String last = err().lines().reduce("nothing", (before, line) -> line);
    System.out.println(err.getFileName() + ": waiting for " + what + "; its last line: " + last);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
