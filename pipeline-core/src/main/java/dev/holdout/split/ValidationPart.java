package dev.holdout.split;

import dev.holdout.split.TimeSlices.Window;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One fold: a part of Training validates, chosen in the way in which Test is: at random (by group
 * where there are groups), the latest rows, or those that a column names. With Test a three-way
 * split.
 *
 * <p>One scan; by time two, seldom more. A row or group once in the part stays there when the table
 * grows, but not by time and not where shares are exact.
 */
final class ValidationPart implements FoldScheme {
  private static final String PURPOSE = "validation";
  private static final int TRAINS = 0;
  private static final int VALIDATES = 1;

  @Override
  public Blocks plan(Planning planning) {
    SplitSpec spec = planning.spec();
    double share = share(spec);
    return switch (spec.test().scheme()) {
      case TIME -> latest(planning, share);
      case COLUMN -> one(planning, PreparedTest.place(planning, TRAINS, VALIDATES, null));
      case RANDOM ->
          one(
              planning,
              spec.test().exact()
                  ? ExactShare.place(planning, PURPOSE, share, TRAINS, VALIDATES)
                  : new RareClasses(planning, PURPOSE, share)
                      .place(VALIDATES, TRAINS, 1, new TreeMap<>()));
    };
  }

  /** The share of Training that validates. */
  static double share(SplitSpec spec) {
    return Math.min(0.999, spec.folds().validationShare() / (1 - spec.test().share()));
  }

  private static Blocks latest(Planning planning, double share) {
    Planning.Times times = planning.times();
    TimeAxis axis = planning.numbers().axis();
    long rank = Math.max(1, times.rows() - Math.round(share * times.rows()));
    long from = times.at(rank);
    TimeSlices slices = new TimeSlices();
    slices.add(
        List.of(new Window(Long.MIN_VALUE, axis.before(from, planning.spec().folds().windows()))),
        List.of(new Window(from, Long.MAX_VALUE)),
        "validates from " + axis.text(from) + " on");
    return slices.blocks(planning, times);
  }

  private static Blocks one(Planning planning, Place place) {
    SortedMap<Integer, Long> rows = new TreeMap<>(planning.countBy(place));
    if (rows.getOrDefault(TRAINS, 0L) == 0 || rows.getOrDefault(VALIDATES, 0L) == 0) {
      throw planning.insufficient(
          "found %,d rows to train and %,d to validate, expected some of both. Change"
              + " `split.validation`%s.",
          rows.getOrDefault(TRAINS, 0L),
          rows.getOrDefault(VALIDATES, 0L),
          planning
              .spec()
              .test()
              .column()
              .map(column -> ", or the values of the column \"" + column + "\"")
              .orElse(""));
    }
    Fold fold = Fold.of(0, new TreeSet<>(List.of(TRAINS)), new TreeSet<>(List.of(VALIDATES)), "");
    return new Blocks(List.of(place), new FoldPlan(2, 1, List.of(fold)));
  }
}
