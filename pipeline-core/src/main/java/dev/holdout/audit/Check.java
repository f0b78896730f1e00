package dev.holdout.audit;

import java.util.List;

/** One thing that the audit looks for. It reads the evidence and starts no job. */
interface Check {
  /** What was found, nothing if all is well. */
  List<Finding> findings(Evidence evidence);
}
