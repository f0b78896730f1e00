package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Build;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares the Spark and Delta on the class path with those that this jar was built against.
 *
 * <p>Another patch is a warning: Delta is built against one exact Spark patch and may fail in ways
 * that do not name the cause. Another major or minor version is an error, before a session starts.
 */
final class VersionGuard {
  private VersionGuard() {}

  /** The warning to show, if any. */
  static Optional<String> check() {
    return check(Build.current(), sparkOnClassPath(), deltaOnClassPath());
  }

  static Optional<String> check(Build built, String spark, Optional<String> delta) {
    String expected = "Spark " + built.spark() + " with Delta " + built.delta();
    if (delta.isEmpty()) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot start: found Spark "
              + spark
              + " without Delta on the class path, expected "
              + expected
              + ". Start it with ./holdout, or give spark-submit --packages io.delta:delta-spark_"
              + minor(built.spark())
              + "_2.13:"
              + built.delta()
              + ".");
    }
    String found = "Spark " + spark + " with Delta " + delta.get();
    if (!minor(spark).equals(minor(built.spark()))
        || !minor(delta.get()).equals(minor(built.delta()))) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot start: found "
              + found
              + " on the class path, expected "
              + expected
              + ", for which this jar was built. Use those versions, or build Holdout for yours:"
              + " ./mvnw -Pquick package -Dspark.version=… -Ddelta.version=…");
    }
    if (spark.equals(built.spark()) && delta.get().equals(built.delta())) {
      return Optional.empty();
    }
    return Optional.of("Warning: found " + found + ", tested with " + expected + ".");
  }

  private static String sparkOnClassPath() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  private static Optional<String> deltaOnClassPath() {
    try {
      return Optional.of(io.delta.package$.MODULE$.VERSION());
    } catch (LinkageError absent) {
      return Optional.empty();
    }
  }

  /** Major and minor: {@code 4.1} of {@code 4.1.0}. */
  private static String minor(String version) {
    return String.join(".", Arrays.asList(version.split("[.-]", -1)).subList(0, 2));
  }
}
