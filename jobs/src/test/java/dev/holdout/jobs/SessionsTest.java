package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";

  @Test
  void fillsInWhatTheUserHasNotSet() {
    SparkConf settings = Sessions.settle(new SparkConf(false), Sessions.defaults());

    assertThat(settings.get("spark.master")).isEqualTo("local[*]");
    assertThat(settings.get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(settings.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(settings.get(EXTENSIONS)).isEqualTo(DELTA);
    assertThat(settings.get("spark.sql.catalog.spark_catalog"))
        .isEqualTo("org.apache.spark.sql.delta.catalog.DeltaCatalog");
  }

  @Test
  void neverOverridesTheUser() {
    SparkConf user =
        new SparkConf(false)
            .set("spark.master", "local[3]")
            .set("spark.sql.session.timeZone", "Europe/Zurich")
            .set("spark.ui.enabled", "true");

    SparkConf settings = Sessions.settle(user, Sessions.defaults());

    assertThat(settings.get("spark.master")).isEqualTo("local[3]");
    assertThat(settings.get("spark.sql.session.timeZone")).isEqualTo("Europe/Zurich");
    assertThat(settings.get("spark.ui.enabled")).isEqualTo("true");
  }

  @Test
  void leavesTheSettingsOfASingleMachineAwayFromAClusters() {
    SparkConf settings =
        Sessions.settle(
            new SparkConf(false).set("spark.master", "spark://host:7077"), Sessions.defaults());

    assertThat(settings.contains("spark.driver.host")).isFalse();
    assertThat(settings.contains("spark.sql.shuffle.partitions")).isFalse();
    assertThat(settings.get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(settings.get(EXTENSIONS)).isEqualTo(DELTA);
  }

  @Test
  void startsExecutorsInANeutralLocaleBesideTheUsersOwnOptions() {
    String option = "spark.executor.extraJavaOptions";
    SparkConf cluster = new SparkConf(false).set("spark.master", "spark://host:7077");

    assertThat(Sessions.settle(cluster.clone(), new Properties()).get(option))
        .isEqualTo("-Duser.language=en -Duser.country=US -Dfile.encoding=UTF-8");
    cluster.set(option, "-Duser.language=fa -Xlog:gc");
    assertThat(Sessions.settle(cluster, new Properties()).get(option))
        .isEqualTo(
            "-Duser.language=fa -Xlog:gc -Duser.language=en -Duser.country=US"
                + " -Dfile.encoding=UTF-8");
  }

  @Test
  void addsDeltaToOtherExtensions() {
    SparkConf user = new SparkConf(false).set(EXTENSIONS, "org.example.Other");

    SparkConf settings = Sessions.settle(user, new Properties());

    assertThat(settings.get(EXTENSIONS)).isEqualTo("org.example.Other," + DELTA);
  }

  @Test
  void usesASessionThatExists() {
    assertThat(Sessions.open("test")).isSameAs(TestSession.spark());
  }
}
