package dev.holdout.audit;

/** Which part of Training's time a row comes from; states count rows by its index. */
enum Span {
  /** The earliest third of the rows. */
  EARLY(0),
  MIDDLE(1),
  /** The latest third of the rows. */
  LATE(2),
  /** Without a time. */
  UNKNOWN(3);

  /** How many there are. */
  static final int COUNT = 4;

  private final int index;

  Span(int index) {
    this.index = index;
  }

  int index() {
    return index;
  }

  static Span of(int index) {
    return switch (index) {
      case 0 -> EARLY;
      case 1 -> MIDDLE;
      case 2 -> LATE;
      default -> UNKNOWN;
    };
  }
}
