package dev.holdout.split;

import java.util.Optional;

/**
 * A way to choose Test. The outcomes of its place are {@link #TRAINING}, {@link #TEST} and {@link
 * #NEITHER}.
 */
@FunctionalInterface
interface TestScheme {
  int TRAINING = 0;
  int TEST = 1;
  int NEITHER = 2;

  /**
   * Plans.
   *
   * @param planning has the rows that are to be placed: all, or for exact Tests those not placed
   *     before
   * @param before the plan of the table's last version, if that had the same rule
   */
  Place plan(Planning planning, Optional<SplitPlan> before);

  /** The scheme that was asked for. */
  static TestScheme of(SplitSpec spec) {
    return switch (spec.test().scheme()) {
      case RANDOM -> spec.test().exact() ? new ExactShare() : new RandomTest();
      case TIME -> new LatestTest();
      case COLUMN -> (planning, before) -> PreparedTest.place(planning, TRAINING, TRAINING, TEST);
    };
  }
}
