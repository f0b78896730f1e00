package dev.holdout.audit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** One thing that the audit looks for. It reads the evidence and starts no job. */
interface Check {
  /** What was found, nothing if all is well. */
  List<Finding> findings(Evidence evidence);

  /**
   * The rows that a finding of this check is about: for each row the case that it belongs to, as a
   * number; null for the others. Empty where a finding is about columns as a whole.
   */
  default Optional<Column> cases(Finding finding, Evidence evidence) {
    return Optional.empty();
  }
}
