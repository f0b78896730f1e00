package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.Training;
import org.apache.spark.ml.Transformer;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Training rows, encoded and in their canonical layout, persisted from the first use to the last
 * (in memory, and on disk where that does not suffice).
 */
final class EncodedRows {
  private final Training training;
  private final Transformer encoder;
  private final long rowCount;
  private int usesLeft;
  private @Nullable Training encoded;

  /**
   * @param training the rows
   * @param encoder adds the features
   * @param rowCount the number of the rows
   * @param uses how often {@link #release} will be called
   */
  EncodedRows(Training training, Transformer encoder, long rowCount, int uses) {
    this.training = training;
    this.encoder = encoder;
    this.rowCount = rowCount;
    this.usesLeft = uses;
  }

  /** The rows; the first call computes them, and others wait for it. */
  synchronized Training use() {
    if (encoded == null) {
      encoded =
          training.as(
              rows ->
                  CanonicalLayout.of(MlColumns.columnsForFit(encoder.transform(rows)), rowCount)
                      .persist(StorageLevel.MEMORY_AND_DISK()));
      long found = encoded.rows().count();
      if (found != rowCount) {
        throw new HoldoutException(
            ErrorCode.INTERNAL,
            "Cannot fit: found "
                + found
                + " encoded rows, expected "
                + rowCount
                + ", the number before encoding. Pin the version of the dataset.");
      }
    }
    return encoded;
  }

  /** Ends one use; the last one frees the memory. */
  synchronized void release() {
    usesLeft--;
    if (usesLeft == 0) {
      free();
    }
  }

  /** Frees the memory whatever uses are left. */
  synchronized void free() {
    if (encoded != null) {
      encoded.rows().unpersist();
      encoded = null;
    }
  }
}
