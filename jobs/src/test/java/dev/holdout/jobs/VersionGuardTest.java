package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Build;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionGuardTest {
  private static final Build BUILT = new Build("0.1.0", "unknown", "4.1.0", "4.4.0", "2.13.17");

  @Test
  void saysNothingOfTheVersionsBuiltAgainst() {
    assertThat(VersionGuard.check(BUILT, "4.1.0", Optional.of("4.4.0"))).isEmpty();
  }

  @Test
  void findsThoseOfThisBuildOnTheClassPath() {
    assertThat(VersionGuard.check()).isEmpty();
  }

  @Test
  void warnsInOneLineOfAnotherPatch() {
    assertThat(VersionGuard.check(BUILT, "4.1.2", Optional.of("4.4.0")))
        .hasValue(
            "Warning: found Spark 4.1.2 with Delta 4.4.0, tested with Spark 4.1.0 with Delta"
                + " 4.4.0.");
  }

  @Test
  void refusesAnotherMinorVersion() {
    assertThatThrownBy(() -> VersionGuard.check(BUILT, "4.2.0", Optional.of("4.4.0")))
        .isInstanceOfSatisfying(
            HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("found Spark 4.2.0 with Delta 4.4.0")
        .hasMessageContaining("expected Spark 4.1.0 with Delta 4.4.0");
    assertThatThrownBy(() -> VersionGuard.check(BUILT, "4.1.0", Optional.of("4.0.0-SNAPSHOT")))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("Delta 4.0.0-SNAPSHOT");
  }

  @Test
  void refusesAJavaThatIsNotSupported() {
    for (String version : List.of("11.0.2", "18", "22.0.1", "24", "26-ea")) {
      assertThatThrownBy(() -> VersionGuard.checkJava(Runtime.Version.parse(version), "3.4.3"))
          .isInstanceOfSatisfying(
              HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
          .hasMessageContaining("found Java " + version + ", expected Java 17, 21 or 25");
    }
  }

  @Test
  void refusesANewJavaWithAHadoopThatCallsWhatItNoLongerHas() {
    Runtime.Version newest = Runtime.Version.parse("25.0.3");
    for (String hadoop : List.of("3.3.6", "3.4.2", "3.4.2-vendor-7")) {
      assertThatThrownBy(() -> VersionGuard.checkJava(newest, hadoop))
          .hasMessageContaining("found Java 25.0.3 with Hadoop " + hadoop)
          .hasMessageContaining("expected Hadoop 3.4.3 or later");
      VersionGuard.checkJava(Runtime.Version.parse("21.0.1"), hadoop);
    }
    for (String hadoop : List.of("3.4.3", "3.4.10", "3.5.0", "4.0.0-SNAPSHOT")) {
      VersionGuard.checkJava(newest, hadoop);
    }
  }

  @Test
  void namesThePackageWhereDeltaIsMissing() {
    assertThatThrownBy(() -> VersionGuard.check(BUILT, "4.1.0", Optional.empty()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("without Delta")
        .hasMessageContaining("--packages io.delta:delta-spark_4.1_2.13:4.4.0");
  }
}
