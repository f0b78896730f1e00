package dev.holdout.contract;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Takes one record of a text file apart. It travels to the executors. */
interface RecordParser extends Serializable {
  /** The texts of a record, or what is wrong with it. */
  Parsed parse(String record);

  /** Whether a record that is open may end in this further line of it. */
  boolean mayClose(String line);

  /**
   * What became of a record.
   *
   * @param values a text or null for each column; null when the record cannot be read
   * @param problem what is wrong; null when the record can be read
   * @param open whether the record ends inside quoted text
   * @param fields how many fields the record has, where they are counted; else 0
   */
  @SuppressWarnings("ArrayRecordComponent") // Lives for one row and is never compared.
  record Parsed(
      @Nullable String @Nullable [] values, @Nullable String problem, boolean open, int fields) {
    static Parsed of(@Nullable String[] values) {
      return new Parsed(values, null, false, 0);
    }

    static Parsed unreadable(String problem) {
      return new Parsed(null, problem, false, 0);
    }

    Parsed counted(int found) {
      return new Parsed(values, problem, open, found);
    }
  }
}
