package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Build;
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
  void namesThePackageWhereDeltaIsMissing() {
    assertThatThrownBy(() -> VersionGuard.check(BUILT, "4.1.0", Optional.empty()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("without Delta")
        .hasMessageContaining("--packages io.delta:delta-spark_4.1_2.13:4.4.0");
  }
}
