package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Build;
import java.lang.module.ModuleDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.util.VersionInfo;

/**
 * Compares the Java that runs, and the Spark, Delta and Hadoop on the class path, with those that
 * this jar was built for.
 *
 * <p>Java is supported in the versions that receive long-term support. From Java 24 on, Hadoop
 * before 3.4.3 calls what the JDK no longer has (HADOOP-19212).
 *
 * <p>Another patch is a warning: Delta is built against one exact Spark patch and may fail in ways
 * that do not name the cause. Another major or minor version is an error, before a session starts.
 */
final class VersionGuard {
  /** The launcher and the build name the same ones. */
  static final List<Integer> JAVA = List.of(17, 21, 25);

  private static final int WITHOUT_SUBJECT = 24;
  private static final String HADOOP = "3.4.3";

  private VersionGuard() {}

  /** The warning to show, if any. */
  static Optional<String> check() {
    checkJava(Runtime.version(), VersionInfo.getVersion());
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

  /** Fails on a Java that is not supported, or not with this Hadoop. */
  static void checkJava(Runtime.Version java, String hadoop) {
    if (!JAVA.contains(java.feature())) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot start: found Java "
              + java
              + ", expected "
              + javaVersions()
              + ". Set JAVA_HOME to one of these.");
    }
    if (java.feature() >= WITHOUT_SUBJECT && numbers(hadoop).compareTo(numbers(HADOOP)) < 0) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot start: found Java "
              + java
              + " with Hadoop "
              + hadoop
              + " on the class path, expected Hadoop "
              + HADOOP
              + " or later for this Java. Set JAVA_HOME to Java 17 or 21, or unset SPARK_HOME.");
    }
  }

  /** "Java 17, 21 or 25". */
  private static String javaVersions() {
    int last = JAVA.size() - 1;
    return JAVA.subList(0, last).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "Java ", " or " + JAVA.get(last)));
  }

  /** The numbers at the beginning of a version, to compare; not what a vendor adds. */
  private static ModuleDescriptor.Version numbers(String version) {
    return ModuleDescriptor.Version.parse(version.replaceFirst("[^0-9.].*", ""));
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
