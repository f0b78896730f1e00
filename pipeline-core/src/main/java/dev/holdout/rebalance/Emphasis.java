package dev.holdout.rebalance;

/**
 * Which rows of a class synthetic ones are made from, and how the number is dealt out among them.
 */
interface Emphasis {
  /** How many of a row's neighbours, of any class, decide its share; 0 if all share alike. */
  int context();

  /**
   * The share of a row; 0 if none is made from it.
   *
   * @param others how many of those neighbours are of other classes
   */
  int share(int others);

  /** Whether the nearest row of another class is a partner beside the neighbours. */
  default boolean reachesOver() {
    return false;
  }

  /** Why no row has a share, for people; never asked where all share alike. */
  default String nobody() {
    throw new IllegalStateException("all rows share alike");
  }

  /** All rows share alike. */
  Emphasis NONE =
      new Emphasis() {
        @Override
        public int context() {
          return 0;
        }

        @Override
        public int share(int others) {
          return 1;
        }
      };
}
