package dev.holdout.jobs.demo;

import java.util.Optional;

/**
 * The faults planted in single lines: one line of each in every {@value #EVERY} rows (0.2 %).
 *
 * <p>A fault stands at a fixed place of every {@value #EVERY} rows, so its number is a function of
 * the number of rows alone. No two faults meet, and what a duplicate copies is a sound line.
 */
public enum LoanFault {
  /** The line of {@link #COPIED_FROM} rows before, once more. */
  EXACT_DUPLICATE(100, "duplicate_row", ""),
  /** The loan of {@link #COPIED_FROM} rows before with the opposite label. */
  CONFLICTING_DUPLICATE(200, "conflicting_key", ""),
  /** A line that ends after its sixth field. */
  TORN_LINE(300, "unreadable", ""),
  /** An amount such as {@code 12k}. */
  AMOUNT_NOT_A_NUMBER(340, "not_a_number", "amount"),
  /** An income below zero. */
  NEGATIVE_INCOME(380, "out_of_range", "income"),
  /** A region that does not exist. */
  UNKNOWN_REGION(420, "not_allowed", "region"),
  /** No amount, though each loan has one. */
  MISSING_AMOUNT(460, "required", "amount");

  /** Each fault occurs once in so many rows. */
  public static final long EVERY = 500;

  /** How many rows before it a duplicate's original stands. */
  public static final long COPIED_FROM = 37;

  private final long place;
  private final String reason;
  private final String column;

  LoanFault(long place, String reason, String column) {
    this.place = place;
    this.reason = reason;
    this.column = column;
  }

  /** The fault of a row, if it has one. */
  static Optional<LoanFault> of(long index) {
    long place = index % EVERY;
    for (LoanFault fault : values()) {
      if (fault.place == place) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** How many lines of a table of {@code rows} rows have this fault. */
  public long count(long rows) {
    return Math.max(0, (rows - place + EVERY - 1) / EVERY);
  }

  /**
   * How many lines an ingest sets aside for it: both lines that contradict each other, of equal
   * lines the second, of other faults each line.
   */
  public long quarantined(long rows) {
    return this == CONFLICTING_DUPLICATE ? 2 * count(rows) : count(rows);
  }

  /** The code under which an ingest that knows the table's contract sets such a line aside. */
  public String reason() {
    return reason;
  }

  /** The column at fault; empty when it is the whole line. */
  public String column() {
    return column;
  }
}
