package dev.holdout.fairness;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the evidence says of a gap between groups. */
public enum FairnessVerdict {
  /** The figure itself keeps a rule that has a number, such as four fifths; see its interval. */
  WITHIN_THE_RULE("within the rule"),
  /** There is a gap, or a rule is broken, by more than chance explains. */
  BEYOND_NOISE("beyond noise"),
  /** Chance alone explains the figure. */
  WITHIN_NOISE("within noise"),
  /** Fewer than two groups have rows enough. */
  TOO_FEW_ROWS("too few rows to judge"),
  /** The figure describes; there is nothing that it would have to be. */
  NO_RULE("no rule"),
  /** The figure has no value, for a reason that is told. */
  UNDEFINED("undefined");

  private final String words;

  FairnessVerdict(String words) {
    this.words = words;
  }

  /** For people and files. */
  @JsonValue
  public String words() {
    return words;
  }
}
