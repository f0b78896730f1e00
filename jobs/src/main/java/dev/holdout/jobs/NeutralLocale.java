package dev.holdout.jobs;

import java.util.Locale;
import org.apache.spark.SparkConf;

/**
 * Makes what is written independent of the machine's locale, in this JVM and in executors.
 *
 * <p>Spark, Delta and Hadoop format file names and numbers in the JVM's default locale. In a locale
 * with digits of its own, such as {@code fa-IR}, Delta would name a commit {@code ۰۰۰….json}, which
 * no reader finds again.
 */
final class NeutralLocale {
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  /** The same for a JVM that is yet to be started; the last of repeated options counts. */
  private static final String OPTIONS =
      "-Duser.language=en -Duser.country=US -Dfile.encoding=UTF-8";

  private NeutralLocale() {}

  /** Sets the default locale of this JVM; before Spark's classes are loaded. */
  static void apply() {
    Locale.setDefault(Locale.ROOT);
  }

  /** Appends the options for executors to the user's own. */
  static void apply(SparkConf settings) {
    settings.set(EXECUTOR_OPTIONS, (settings.get(EXECUTOR_OPTIONS, "") + " " + OPTIONS).strip());
  }
}
