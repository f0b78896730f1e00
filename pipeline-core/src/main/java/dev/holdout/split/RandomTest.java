package dev.holdout.split;

import java.util.Optional;

/**
 * Test by a hash of the row's key, or of its group: a function of that alone, or for a {@link
 * RareClasses rare class} of that and a limit that is kept, so that a row or group once in Test
 * stays there for ever. The share is met up to the binomial deviation. One light scan; none for
 * groups and for labels that are numbers.
 */
final class RandomTest implements TestScheme {
  static final String PURPOSE = "test";

  @Override
  public Place plan(Planning planning, Optional<SplitPlan> before) {
    double share = planning.spec().test().share();
    return new RareClasses(planning, PURPOSE, share)
        .place(
            TEST,
            TRAINING,
            planning.spec().folds().rowsOfClass(),
            RareClasses.kept(before, planning.label(), share));
  }
}
