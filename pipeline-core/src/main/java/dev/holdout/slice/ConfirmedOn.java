package dev.holdout.slice;

/** The rows that slices were not found on and are confirmed on, in words. */
public enum ConfirmedOn {
  /** The partition held out. */
  TEST("Test", "on Test"),
  /** Of rows halved by a hash, those that were not searched. */
  OTHER_HALF("the other half", "in the other half");

  private final String words;
  private final String within;

  ConfirmedOn(String words, String within) {
    this.words = words;
    this.within = within;
  }

  /** Such as {@code Test}. */
  String words() {
    return words;
  }

  /** Such as {@code on Test}. */
  String within() {
    return within;
  }
}
