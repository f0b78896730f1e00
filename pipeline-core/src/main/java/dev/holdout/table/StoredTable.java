package dev.holdout.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/**
 * Failures to read a stored table, with the table, what is wrong with it and the remedy. Failures
 * of another kind, such as a missing permission, pass as they are.
 */
final class StoredTable {
  private static final int SHOWN = 10;
  private static final String FILE_READ = "FAILED_READ_FILE";

  private StoredTable() {}

  /**
   * Reads.
   *
   * @param reference such as {@code datasets/loans@3}
   * @param folder where the table lies
   */
  static <T> T reading(String reference, String folder, Callable<T> read) {
    try {
      return read.call();
    } catch (Exception failure) {
      // Delta's and Spark's own exceptions are checked, and not declared.
      Optional<String> found = damaged(failure);
      if (found.isPresent()) {
        throw corrupt(reference, folder, found.get(), failure);
      }
      if (failure instanceof RuntimeException unrelated) {
        throw unrelated;
      }
      throw new HoldoutException(
          ErrorCode.INTERNAL, "Cannot read " + reference + ": " + failure, failure);
    }
  }

  static HoldoutException incomplete(String reference, String folder, List<String> missing) {
    return corrupt(
        reference,
        folder,
        String.format(
            Locale.ROOT,
            "%,d of its files missing (%s%s)",
            missing.size(),
            String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size()))),
            missing.size() > SHOWN ? ", …" : ""),
        null);
  }

  /**
   * The failure of work that read a damaged file of a table below a root, such as one cut short;
   * empty for any other failure.
   */
  static Optional<HoldoutException> unreadable(String root, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable known
          && String.valueOf(known.getCondition()).startsWith(FILE_READ)) {
        String file = plain(known.getMessageParameters().getOrDefault("path", ""));
        String folder = plain(root);
        if (file.startsWith(folder + "/") && file.lastIndexOf('/') > folder.length()) {
          String table = file.substring(folder.length() + 1, file.lastIndexOf('/'));
          return Optional.of(
              corrupt(
                  table,
                  folder + "/" + table,
                  "its file " + file.substring(file.lastIndexOf('/') + 1) + " unreadable",
                  failure));
        }
      }
    }
    return Optional.empty();
  }

  private static HoldoutException corrupt(
      String reference, String folder, String found, @Nullable Throwable cause) {
    return new HoldoutException(
        ErrorCode.CORRUPT_STATE,
        "Cannot read "
            + reference
            + ": found "
            + found
            + ", expected all that its log names. Restore "
            + folder
            + " from a backup; or delete that folder and run again, so that it is made anew"
            + (reference.startsWith("registry/") || reference.startsWith("runs/")
                ? ", without what it recorded."
                : "."),
        cause);
  }

  /** What is wrong, if it is the table that is. */
  private static Optional<String> damaged(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String condition =
          cause instanceof SparkThrowable known ? String.valueOf(known.getCondition()) : "";
      if (condition.startsWith("DELTA_") || condition.equals("PATH_NOT_FOUND")) {
        return Optional.of("that " + firstLine(cause));
      }
      if (cause instanceof FileNotFoundException
          || cause instanceof ChecksumException
          || cause instanceof JsonProcessingException) {
        return Optional.of("its log incomplete or damaged (" + firstLine(cause) + ")");
      }
      if (condition.startsWith(FILE_READ)) {
        return Optional.of("its log unreadable (" + firstLine(cause) + ")");
      }
    }
    return Optional.empty();
  }

  private static String plain(String path) {
    return path.replaceFirst("^file:/+", "/");
  }

  private static String firstLine(Throwable cause) {
    String line = String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
