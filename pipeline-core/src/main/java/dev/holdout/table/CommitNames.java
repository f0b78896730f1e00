package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.Locale;

/**
 * The names of Delta's commits, {@code 00000000000000000000.json}, which Delta formats in the
 * default locale: in one with digits of its own no reader would find them again. The command line
 * sets a neutral locale; a program that uses the library has to do so itself.
 */
final class CommitNames {
  private CommitNames() {}

  /** Fails if a locale writes numbers in other digits than 0 to 9. */
  static void check(Locale locale) {
    String written = String.format(locale, "%d", 1234567890);
    if (!written.equals("1234567890")) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot use Delta tables in the locale "
              + locale.toLanguageTag()
              + ": found its digits to be "
              + written
              + ", expected 1234567890, as in the names of the commits of a table. Call"
              + " Locale.setDefault(Locale.ROOT) before the Spark session starts, and give"
              + " executors spark.executor.extraJavaOptions=-Duser.language=en.");
    }
  }
}
