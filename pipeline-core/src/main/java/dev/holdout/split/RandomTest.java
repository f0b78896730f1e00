package dev.holdout.split;

import java.util.Optional;

/**
 * Test by a hash of the row's key, or of its group: a function of that alone, so that a row or
 * group once in Test stays there for ever. No scan. The share is met up to the binomial deviation.
 */
final class RandomTest implements TestScheme {
  static final String PURPOSE = "test";

  @Override
  public Place plan(Planning planning, Optional<SplitPlan> before) {
    return new Place(
        planning.numbers().unit(),
        PURPOSE,
        StepFunction.of(below(planning.spec().test().share(), TEST, TRAINING)));
  }

  /** One outcome for a share of all hashes, another for the rest. */
  static StepFunction.Steps below(double share, int outcome, int otherwise) {
    double limit = Long.MIN_VALUE + share * Math.scalb(1.0, Long.SIZE);
    return new StepFunction.Steps(new long[] {(long) limit}, new int[] {outcome, otherwise});
  }
}
