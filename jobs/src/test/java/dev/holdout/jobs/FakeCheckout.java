package dev.holdout.jobs;

import static dev.holdout.jobs.ShellScript.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.jobs.ShellScript.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The launcher, in a folder with a blank in its name, with programs in place of java and mvnw that
 * print how they were called.
 */
final class FakeCheckout {
  /**
   * Prints its arguments, each with a bar after it; makes the archive of classes that it is asked
   * for.
   */
  static final String ECHO =
      """
      for argument in "$@"; do
        case $argument in -XX:ArchiveClassesAtExit=*) echo classes >"${argument#*=}" ;; esac
        printf '%s|' "$argument"
      done
      """;

  private final Path folder;

  /** Lays one out in an empty folder, with Java 17 on the PATH. */
  FakeCheckout(Path folder) throws IOException {
    this.folder = folder;
    for (String name : List.of("pipeline-core/src/main", "jobs/src/main", "conf")) {
      Files.createDirectories(root().resolve(name));
    }
    Files.createDirectories(bin());
    Files.createDirectories(jdks());
    Files.copy(Path.of("..", "holdout"), root().resolve("holdout"));
    for (String file :
        List.of(
            "pom.xml",
            "pipeline-core/pom.xml",
            "jobs/pom.xml",
            "jobs/src/main/Verb.java",
            "conf/pipeline.schema.json",
            "conf/spark-defaults.conf",
            "conf/adult.yaml")) {
      Files.writeString(root().resolve(file), "");
    }
    Files.writeString(root().resolve("pom.xml"), "  <version>0.1.0</version>\n");
    program(
        root().resolve("mvnw"),
        """
        echo "mvnw $*" >>"$(dirname "$0")/builds"
        echo "$JAVA_HOME" >>"$(dirname "$0")/builders"
        target=$(dirname "$0")/jobs/target
        mkdir -p "$target/classes/dev/holdout/jobs"
        echo "--add-modules=jdk.incubator.vector
          --add-opens=java.base/sun.security.action=ALL-UNNAMED
          -Dsome=option" >"$target/classes/dev/holdout/jobs/java.options"
        touch "$target/holdout-0.1.0.jar"
        for name in spark-sql delta-storage-4 delta-spark_4.1_2.13-4; do
          touch "$M2/$name.jar"
          printf %s "$separator$M2/$name.jar"
          separator=:
        done >"$target/spark.classpath"
        """);
    Files.createDirectories(repository());
    program(
        bin().resolve("java"),
        """
        [ "$1" != -version ] || { echo 'openjdk version "17.0.9"' >&2; exit; }
        """
            + ECHO);
    program(bin().resolve("javac"), "");
  }

  /** Where the launcher is. */
  Path root() {
    return folder.resolve("a project");
  }

  /** The first folder of the PATH. */
  Path bin() {
    return folder.resolve("bin");
  }

  /** The folder in which installed JDKs are looked for; empty at first. */
  Path jdks() {
    return folder.resolve("all jdks");
  }

  /** Where the libraries of the build are. */
  Path repository() {
    return folder.resolve("m2");
  }

  Path target() {
    return root().resolve("jobs/target");
  }

  /** Installs a JDK that says its version in its release file alone. */
  Path install(String name, String version, String... programs) throws IOException {
    Path home = jdks().resolve(name);
    program(home.resolve("bin/java"), "printf '%s|' \"$0\"\n" + ECHO);
    for (String other : programs) {
      program(home.resolve("bin").resolve(other), "");
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** What java was called with; fails unless the launcher ended well. */
  String launched(Map<String, String> environment, String... arguments) throws IOException {
    Outcome outcome = launch(environment, arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  Outcome launch(Map<String, String> environment, String... arguments) throws IOException {
    return launch(root().resolve("holdout"), environment, arguments);
  }

  /** Starts the launcher under another name. */
  Outcome launch(Path name, Map<String, String> environment, String... arguments)
      throws IOException {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "HOLDOUT_QUICK_START",
                "off",
                "HOLDOUT_JDKS",
                jdks().toString(),
                "M2",
                repository().toString()));
    all.putAll(environment);
    return new ShellScript(name, bin()).run(all, arguments);
  }
}
