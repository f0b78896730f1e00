package dev.holdout.jobs;

import static dev.holdout.jobs.ShellScript.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.jobs.ShellScript.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher builds and starts. */
class LauncherTest {
  @TempDir private Path temporary;
  private FakeCheckout checkout;

  @BeforeEach
  void layOut() throws IOException {
    checkout = new FakeCheckout(temporary);
  }

  @Test
  void buildsOnFirstUseAndAfterAChangeOfTheSourcesOnly() throws IOException {
    Outcome first = checkout.launch(Map.of(), "check");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).contains("holdout: building", "holdout: built in");
    assertThat(checkout.launch(Map.of(), "check").err()).isEmpty();
    touch("conf/adult.yaml");
    assertThat(checkout.launch(Map.of(), "check").err()).isEmpty();
    touch("jobs/src/main/Verb.java");
    assertThat(checkout.launch(Map.of(), "check").err()).contains("holdout: building");

    assertThat(Files.readAllLines(checkout.root().resolve("builds"))).hasSize(2);
  }

  @Test
  void runsSparkInsideByDefault() throws IOException {
    assertThat(
            checkout.launched(
                Map.of("HOLDOUT_HEAP", "3g"), "run", "conf/my file.yaml", "--set", "a=b c"))
        .startsWith("--add-modules=jdk.incubator.vector|--add-opens=")
        .contains(
            "|-Dsome=option|-Duser.language=en|-Duser.country=US|-Dfile.encoding=UTF-8|",
            "|-Xmx3g|",
            "|-Dholdout.conf=" + checkout.root() + "/conf|",
            "|-cp|"
                + checkout.root()
                + "/jobs/target/holdout-0.1.0.jar:"
                + checkout.repository()
                + "/spark-sql.jar:")
        .endsWith("|dev.holdout.jobs.Holdout|run|conf/my file.yaml|--set|a=b c|")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void startsShortWorkWithTheQuickCompilerAlone() throws IOException {
    assertThat(checkout.launched(Map.of(), "--json", "models"))
        .contains("|-XX:TieredStopAtLevel=1|")
        .doesNotContain("jdk.incubator.vector");
  }

  @Test
  void handsSettingsOnToTheSparkInside() throws IOException {
    assertThat(
            checkout.launched(
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
        checkout.launched(
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
        .contains(
            "|--jars|"
                + checkout.repository()
                + "/delta-storage-4.jar,"
                + checkout.repository()
                + "/delta-spark_4.1_2.13-4.jar|")
        .endsWith(
            "|--total-executor-cores|4|"
                + checkout.root()
                + "/jobs/target/holdout-0.1.0.jar|run|p.yaml|");
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

    assertThat(checkout.launched(Map.of("SPARK_HOME", spark.toString()), "check"))
        .startsWith(
            "--class|dev.holdout.jobs.Holdout|"
                + checkout.root()
                + "/jobs/target/holdout-0.1.0.jar|check|")
        .contains("\"-Dlog4j2.configurationFile=" + checkout.root() + "/conf/log4j2.properties\"");
    assertThat(checkout.launch(Map.of("SPARK_HOME", "/no/such"), "check").err())
        .contains("Cannot start with SPARK_HOME=/no/such");
  }

  @Test
  void makesOneArchiveOfClassesForEachBuildAndJava() throws IOException {
    Map<String, String> quick = Map.of("HOLDOUT_QUICK_START", "on");
    String archive = "|-XX:SharedArchiveFile=" + checkout.target() + "/quick-start-17.jsa|";
    Path file = checkout.target().resolve("quick-start-17.jsa");

    Outcome first = checkout.launch(quick, "models");
    assertThat(first.err()).contains("preparing quick starts");
    assertThat(first.out()).contains(archive, "|-Xlog:all=error,cds*=off:stderr|");
    Outcome second = checkout.launch(quick, "models");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains(archive);
    assertThat(checkout.launched(Map.of(), "models")).doesNotContain("SharedArchiveFile");

    Files.writeString(file, "cut");
    assertThat(checkout.launch(quick, "models").err()).contains("preparing quick starts");
    assertThat(Files.readString(file)).isEqualTo("classes\n");

    Path other = checkout.install("jdk-25", "25.0.3");
    Map<String, String> on25 = Map.of("HOLDOUT_QUICK_START", "on", "JAVA_HOME", other.toString());
    assertThat(checkout.launch(on25, "models").out()).contains("/quick-start-25.jsa|");
    assertThat(checkout.launch(quick, "models").err()).isEmpty();
  }

  @Test
  void startsWithoutAnArchiveThatCannotBeMade() throws IOException {
    program(
        checkout.bin().resolve("java"),
        """
        case "$*" in *ArchiveClassesAtExit*) exit 1 ;; esac
        [ "$1" != -version ] || { echo 'openjdk version "17.0.9"' >&2; exit; }
        printf '%s|' "$@"
        """);
    Map<String, String> quick = Map.of("HOLDOUT_QUICK_START", "on");

    assertThat(checkout.launched(quick, "models")).doesNotContain("SharedArchiveFile");
    assertThat(checkout.launch(quick, "models").err()).isEmpty();
  }

  @Test
  void buildsAgainWhereItsLibrariesAreGone() throws IOException {
    checkout.launched(Map.of(), "models");
    Path library = checkout.repository().resolve("spark-sql.jar");
    Files.delete(library);

    assertThat(checkout.launch(Map.of(), "models").err()).contains("holdout: building");
    assertThat(library).exists();
  }

  @Test
  void namesALibraryThatCannotBeReadAndWhoBuilt() throws IOException {
    checkout.launched(Map.of(), "models");
    program(checkout.root().resolve("mvnw"), "exit 0");
    Path library = checkout.repository().resolve("spark-sql.jar");
    Files.delete(library);

    Outcome outcome = checkout.launch(Map.of(), "models");

    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains(
            "Cannot start: found no readable file " + library,
            System.getProperty("user.name") + " built " + checkout.root());
  }

  /** Makes a file newer than everything built so far. */
  private void touch(String file) throws IOException {
    Files.setLastModifiedTime(
        checkout.root().resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
  }
}
