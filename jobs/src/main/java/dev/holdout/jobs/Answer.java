package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;

/**
 * What a verb found out.
 *
 * @param text for a person, without a line break at its end
 * @param facts the same as a record, map or list, for {@code --json}
 * @param exitCode 0, unless the answer is a no
 */
record Answer(String text, Object facts, int exitCode) {
  /** The verb did what it was asked. */
  static Answer of(String text, Object facts) {
    return new Answer(text, facts, 0);
  }

  /** The verb did its work and the outcome is a no, such as a gate that keeps the champion. */
  static Answer no(ErrorCode code, String text, Object facts) {
    return new Answer(text, facts, code.exitCode());
  }
}
