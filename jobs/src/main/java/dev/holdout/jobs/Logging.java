package dev.holdout.jobs;

import org.apache.logging.log4j.core.config.Configurator;

/**
 * How much the log says. Failures of tasks reach the user as Holdout's own message, so that Spark's
 * report of them, with its stack traces, is for {@code --verbose}: {@code conf/log4j2.properties}
 * looks these properties up.
 */
final class Logging {
  private Logging() {}

  /** Sets it for this process. */
  static void detailed(boolean detailed) {
    if (detailed) {
      System.setProperty("holdout.log", "full");
      System.setProperty("holdout.log.tasks", "warn");
      // Whoever started this process, such as spark-submit, may have logged already.
      Configurator.reconfigure();
    }
  }
}
