package dev.holdout.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs one of the project's shell scripts, with programs of the test's own first on the PATH. */
final class ShellScript {
  private static final Set<String> UNSET =
      Set.of("SPARK_HOME", "SPARK_SUBMIT_OPTS", "MVNW_REPOURL", "LC_ALL", "HOLDOUT_HEAP");

  private final Path script;
  private final Path programs;

  record Outcome(int exitCode, String out, String err) {}

  ShellScript(Path script, Path programs) {
    this.script = script;
    this.programs = programs;
  }

  Outcome run(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(programs.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> UNSET.contains(name) || name.startsWith("JAVA_HOME"));
    builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(programs, "out", ".txt");
    Path err = Files.createTempFile(programs, "err", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int exitCode = process.onExit().join().exitValue();
    return new Outcome(exitCode, Files.readString(out), Files.readString(err));
  }

  /** Writes a program for {@code sh}. */
  static void program(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
