package dev.holdout.jobs;

import static dev.holdout.jobs.ShellScript.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.jobs.ShellScript.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, in a folder with a blank in its name, with programs in place of java and mvnw that
 * print how they were called.
 */
class LauncherTest {
  @TempDir private Path temporary;
  private Path root;
  private Path bin;

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectories(temporary.resolve("a project"));
    bin = Files.createDirectories(temporary.resolve("bin"));
    Files.copy(Path.of("..", "holdout"), root.resolve("holdout"));
    for (String folder : List.of("pipeline-core/src/main", "jobs/src/main", "conf")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String file :
        List.of(
            "pom.xml",
            "pipeline-core/pom.xml",
            "jobs/pom.xml",
            "jobs/src/main/Verb.java",
            "conf/pipeline.schema.json",
            "conf/spark-defaults.conf",
            "conf/adult.yaml")) {
      Files.writeString(root.resolve(file), "");
    }
    Files.writeString(root.resolve("pom.xml"), "  <version>0.1.0</version>\n");
    program(
        root.resolve("mvnw"),
        """
        echo "mvnw $*" >>"$(dirname "$0")/builds"
        target=$(dirname "$0")/jobs/target
        mkdir -p "$target/classes/dev/holdout/jobs"
        echo "--add-modules=jdk.incubator.vector
          -Dsome=option" >"$target/classes/dev/holdout/jobs/java.options"
        touch "$target/holdout-0.1.0.jar"
        printf /m2/spark-sql.jar:/m2/delta-storage-4.jar:/m2/delta-spark_4.1_2.13-4.jar >"$target/spark.classpath"
        """);
    program(
        bin.resolve("java"),
        """
        [ "$1" != -version ] || { echo 'openjdk version "17.0.9"' >&2; exit; }
        for argument in "$@"; do printf '%s|' "$argument"; done
        """);
  }

  @Test
  void buildsOnFirstUseAndAfterAChangeOfTheSourcesOnly() throws IOException {
    Outcome first = launch(Map.of(), "check");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).contains("holdout: building", "holdout: built in");
    assertThat(launch(Map.of(), "check").err()).isEmpty();
    touch("conf/adult.yaml");
    assertThat(launch(Map.of(), "check").err()).isEmpty();
    touch("jobs/src/main/Verb.java");
    assertThat(launch(Map.of(), "check").err()).contains("holdout: building");

    assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(2);
  }

  @Test
  void runsSparkInsideByDefault() throws IOException {
    assertThat(launched(Map.of("HOLDOUT_HEAP", "3g"), "run", "conf/my file.yaml", "--set", "a=b c"))
        .startsWith("--add-modules=jdk.incubator.vector|-Dsome=option|")
        .contains(
            "|-Xmx3g|",
            "|-Dholdout.conf=" + root + "/conf|",
            "|-cp|" + root + "/jobs/target/holdout-0.1.0.jar:/m2/spark-sql.jar:")
        .endsWith("|dev.holdout.jobs.Holdout|run|conf/my file.yaml|--set|a=b c|")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void startsShortWorkWithTheQuickCompilerAlone() throws IOException {
    assertThat(launched(Map.of(), "--json", "models"))
        .contains("|-XX:TieredStopAtLevel=1|")
        .doesNotContain("jdk.incubator.vector");
  }

  @Test
  void handsSettingsOnToTheSparkInside() throws IOException {
    assertThat(
            launched(
                Map.of(),
                "--master",
                "local[2]",
                "--conf",
                "spark.a=x y",
                "--conf=spark.b=*",
                "check"))
        .contains("|-Dspark.a=x y|-Dspark.b=*|-Dspark.master=local[2]|");
  }

  @Test
  void submitsToAMasterWithTheSparkOfTheBuild() throws IOException {
    String call =
        launched(
            Map.of("HOLDOUT_SPARK_SUBMIT_OPTS", "--total-executor-cores 4"),
            "--master=spark://host:7077",
            "--conf",
            "spark.a=x y",
            "run",
            "p.yaml");

    assertThat(call)
        .contains("|org.apache.spark.deploy.SparkSubmit|")
        .contains(
            "|--conf|spark.a=x y|--class|dev.holdout.jobs.Holdout|--master|spark://host:7077|")
        .contains("|--jars|/m2/delta-storage-4.jar,/m2/delta-spark_4.1_2.13-4.jar|")
        .endsWith(
            "|--total-executor-cores|4|" + root + "/jobs/target/holdout-0.1.0.jar|run|p.yaml|");
  }

  @Test
  void submitsWithTheSparkThatIsInstalled() throws IOException {
    Path spark = temporary.resolve("a spark");
    Files.createDirectories(spark.resolve("bin"));
    Files.createDirectories(spark.resolve("jars"));
    Files.writeString(spark.resolve("jars/delta-spark_4.1_2.13-4.4.0.jar"), "");
    program(
        spark.resolve("bin/spark-submit"),
        """
        for argument in "$@"; do printf '%s|' "$argument"; done
        printf %s "$SPARK_SUBMIT_OPTS"
        """);

    assertThat(launched(Map.of("SPARK_HOME", spark.toString()), "check"))
        .startsWith(
            "--class|dev.holdout.jobs.Holdout|" + root + "/jobs/target/holdout-0.1.0.jar|check|")
        .contains("\"-Dlog4j2.configurationFile=" + root + "/conf/log4j2.properties\"");
    assertThat(launch(Map.of("SPARK_HOME", "/no/such"), "check").err())
        .contains("Cannot start with SPARK_HOME=/no/such");
  }

  @Test
  void saysWhichJavaIsTooOld() throws IOException {
    program(bin.resolve("java"), "echo 'openjdk version \"11.0.2\"' >&2\n");

    Outcome outcome = launch(Map.of("HOLDOUT_QUICK_START", "on"), "check");

    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.err()).contains("found Java 11.0.2, expected 17 or later");
  }

  private String launched(Map<String, String> environment, String... arguments) throws IOException {
    Outcome outcome = launch(environment, arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  private Outcome launch(Map<String, String> environment, String... arguments) throws IOException {
    Map<String, String> all = new HashMap<>(Map.of("HOLDOUT_QUICK_START", "off"));
    all.putAll(environment);
    return new ShellScript(root.resolve("holdout"), bin).run(all, arguments);
  }

  /** Makes a file newer than everything built so far. */
  private void touch(String file) throws IOException {
    Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
  }
}
