package dev.holdout.measure;

/** A figure that says what it is. */
public interface Described {
  /** What the figure is. */
  Definition definition();

  /** Its name in snake case. */
  default String name() {
    return definition().name();
  }

  /** Which way is better. */
  default Direction direction() {
    return definition().direction();
  }
}
