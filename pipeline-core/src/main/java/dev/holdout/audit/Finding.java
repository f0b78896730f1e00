package dev.holdout.audit;

import java.util.List;

/**
 * Something that would make the figures lie, or may.
 *
 * @param code stable name of the check, such as {@code label_leak}
 * @param severity how bad it is
 * @param columns the columns it is about; may be empty
 * @param title what was found, in one sentence with its figure
 * @param reason why it matters
 * @param remedy what to do, down to the line of the pipeline file
 */
public record Finding(
    String code,
    Severity severity,
    List<String> columns,
    String title,
    String reason,
    String remedy) {
  public Finding {
    columns = List.copyOf(columns);
  }

  /** How bad a finding is. */
  public enum Severity {
    /** The figures cannot be trusted until this is mended. */
    HIGH,
    /** The figures may be off; look at it. */
    MEDIUM,
    /** Worth knowing. */
    INFO
  }
}
