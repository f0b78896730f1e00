package dev.holdout.split;

import java.util.Optional;

/**
 * Test is the latest rows: those from an instant on, or a share of the rows. Rows within the gap or
 * the label's horizon before it are neither in Training nor in Test, and neither are earlier rows
 * of groups that have rows in Test.
 *
 * <p>No scan where the instant is given; two, seldom more, for a share. When the table grows the
 * boundary of a share moves forward only: rows of Test may then become Training, as time passes,
 * and rows of Training never become Test.
 */
final class LatestTest implements TestScheme {
  @Override
  public Place plan(Planning planning, Optional<SplitPlan> before) {
    TestSpec spec = planning.spec().test();
    TimeAxis axis = planning.numbers().axis();
    long from = spec.from().map(axis::parse).orElseGet(() -> byShare(planning, spec.share()));
    long earliest =
        spec.from().isPresent()
            ? from
            : before.map(plan -> plan.test().steps().lastLimit()).orElse(from);
    from = Math.max(from, earliest);
    long end = axis.before(from, planning.spec().folds().windows());
    return new Place(
        planning.numbers().time(),
        "",
        StepFunction.of(
            new StepFunction.Steps(new long[] {end, from}, new int[] {TRAINING, NEITHER, TEST})));
  }

  private static long byShare(Planning planning, double share) {
    Planning.Times times = planning.times();
    long rank = Math.max(1, times.rows() - Math.round(share * times.rows()));
    if (rank >= times.rows()) {
      throw planning.insufficient(
          "a Test of the latest %s of %,d rows is empty. Raise `split.test`.", share, times.rows());
    }
    long from = times.at(rank);
    if (from == times.first()) {
      throw planning.insufficient(
          "the rows cannot be divided by time: the earliest %s of them share one time, %s. Lower `split.test`.",
          1 - share, planning.numbers().axis().text(from));
    }
    return from;
  }
}
