package dev.holdout.error;

/**
 * What kind of failure it was: a stable name for people and searches, and the exit code of the
 * process.
 *
 * <p>Spark and YARN use low exit codes, so these follow BSD's {@code sysexits.h}.
 */
public enum ErrorCode {
  /** The command line is wrong. */
  USAGE(64),
  /** A pipeline file is wrong. */
  CONFIGURATION(64),
  /** A file or table that was named does not exist or cannot be opened. */
  INPUT_NOT_FOUND(64),
  /** Another process works on the same thing: nothing was done. */
  WORKSPACE_BUSY(64),
  /** The data broke its contract. */
  DATA_CONTRACT(65),
  /** The data are too few or too uniform for what was asked. */
  DATA_INSUFFICIENT(65),
  /** A gate said no: the champion stays. */
  GATE_REFUSED(66),
  /** Test was opened as often as its budget allows: it stays sealed. */
  TEST_BUDGET_SPENT(66),
  /** A stored table, model or record is not what it should be. */
  CORRUPT_STATE(70),
  /** Anything that Holdout should have prevented. */
  INTERNAL(70);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a process that ends with this error. */
  public int exitCode() {
    return exitCode;
  }
}
