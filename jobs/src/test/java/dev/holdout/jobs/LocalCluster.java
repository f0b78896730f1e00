package dev.holdout.jobs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real standalone Spark cluster on loopback, a master and some workers of one core each, made of
 * the jars that the build knows. The shaded jar is submitted to it as a user would.
 */
final class LocalCluster implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("Successfully (registered) with master");

  private final Path folder;
  private final String sparkJars;
  private final Map<String, String> environment;
  private final List<JavaProcess> processes = new ArrayList<>();
  private final List<JavaProcess> workers = new ArrayList<>();
  private String master = "";

  private LocalCluster(Path folder) {
    this.folder = folder;
    this.sparkJars = sparkJars();
    this.environment =
        Map.of(
            "SPARK_HOME", folder.resolve("spark").toString(),
            "SPARK_SCALA_VERSION", "2.13",
            "SPARK_LOCAL_IP", "127.0.0.1");
  }

  /**
   * Starts one.
   *
   * @param folder for logs and work files
   */
  static LocalCluster start(Path folder, int workers) {
    LocalCluster cluster = new LocalCluster(folder);
    try {
      cluster.linkSparkHome();
      JavaProcess master =
          cluster.daemon(
              "master",
              "org.apache.spark.deploy.master.Master",
              List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
      cluster.master = master.awaitLog(MASTER);
      for (int worker = 0; worker < workers; worker++) {
        cluster.startWorker(worker);
      }
      cluster.workers.forEach(worker -> worker.awaitLog(REGISTERED));
      return cluster;
    } catch (Throwable failure) {
      cluster.close();
      throw failure;
    }
  }

  /**
   * Submits a command line of Holdout; it runs until its process is awaited. The driver and the
   * executors are started in a locale with digits of its own.
   */
  JavaProcess submit(String name, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=256m",
                "-Dlog4j2.configurationFile=" + Path.of("..", "conf", "log4j2.properties"),
                "-cp",
                sparkJars,
                "-Duser.language=fa",
                "-Duser.country=IR",
                "org.apache.spark.deploy.SparkSubmit",
                "--conf",
                "spark.executor.defaultJavaOptions=-Duser.language=fa -Duser.country=IR",
                "--master",
                master,
                "--executor-memory",
                "1g",
                "--executor-cores",
                "1",
                "--class",
                Holdout.class.getName(),
                jar().toString()));
    command.addAll(List.of(arguments));
    return started(JavaProcess.start(folder, name, environment, command));
  }

  /** Runs a command line of Holdout with Spark inside its own process, as the launcher does. */
  JavaProcess runInside(String name, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=256m",
                "-Dlog4j2.configurationFile=" + Path.of("..", "conf", "log4j2.properties"),
                "-cp",
                jar() + File.pathSeparator + sparkJars,
                Holdout.class.getName()));
    command.addAll(List.of(arguments));
    return started(JavaProcess.start(folder, name, environment, command));
  }

  /** Kills an executor of an application that is at work. */
  void killOneExecutor(JavaProcess application) {
    ProcessHandle victim = application.await("an executor", () -> executors().findFirst());
    victim.destroyForcibly();
    victim.onExit().join();
  }

  /** The executors that are running now. */
  Stream<ProcessHandle> executors() {
    return workers.stream()
        .flatMap(JavaProcess::descendants)
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains("CoarseGrainedExecutorBackend"))
                    .isPresent());
  }

  /** Kills everything, the submitted applications first. */
  @Override
  public void close() {
    for (int last = processes.size() - 1; last >= 0; last--) {
      processes.get(last).close();
    }
    removeLinks();
  }

  private void startWorker(int worker) {
    workers.add(
        daemon(
            "worker-" + worker,
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                folder.resolve("work-" + worker).toString(),
                master)));
  }

  private JavaProcess daemon(String name, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("-Xmx256m", "-cp", sparkJars, mainClass));
    command.addAll(arguments);
    return started(JavaProcess.start(folder, name, environment, command));
  }

  private JavaProcess started(JavaProcess process) {
    processes.add(process);
    return process;
  }

  /** A folder that Spark's workers take for an installation: links to the jars. */
  private void linkSparkHome() {
    try {
      Path jars = Files.createDirectories(folder.resolve("spark").resolve("jars"));
      for (String jar : sparkJars.split(File.pathSeparator, -1)) {
        Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void removeLinks() {
    Path jars = folder.resolve("spark").resolve("jars");
    if (!Files.isDirectory(jars)) {
      return;
    }
    try (Stream<Path> links = Files.list(jars)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jars that the build puts beside ours. */
  static String sparkJars() {
    try {
      return Files.readString(Path.of("target", "spark.classpath")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Package jobs first", e);
    }
  }

  /** The shaded jar. */
  static Path jar() {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("holdout-[0-9.]+\\.jar"))
          .max(Comparator.comparing(Path::toString))
          .map(Path::toAbsolutePath)
          .orElseThrow(() -> new IllegalStateException("Package jobs first"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
