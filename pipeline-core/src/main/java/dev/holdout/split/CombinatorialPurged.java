package dev.holdout.split;

import dev.holdout.split.TimeSlices.Window;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.Combinations;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Combinatorial purged cross-validation: the rows are cut into N groups of equal size along time,
 * and every choice of k groups validates once on a model of the rest. Neighbouring validation
 * groups are one window. Before each window, training rows whose labels mature inside it are purged
 * (and those within the gap); after it, those that begin before the window's labels have matured,
 * and those within the embargo.
 *
 * <p>Source: M. López de Prado, Advances in Financial Machine Learning, Wiley 2018, chapters 7 and
 * 12. Two light scans, seldom more. New rows move the groups.
 */
final class CombinatorialPurged implements FoldScheme {
  private static final int MAX_FOLDS = 1_000;

  @Override
  public Blocks plan(Planning planning) {
    FoldSpec spec = planning.spec().folds();
    long folds = CombinatoricsUtils.binomialCoefficient(spec.count(), spec.testGroups());
    if (folds > MAX_FOLDS) {
      throw planning.insufficient(
          "%d of %d time groups can be chosen in %,d ways, expected at most %,d folds. Lower `split.folds` or"
              + " `split.test_groups`.",
          spec.testGroups(), spec.count(), folds, MAX_FOLDS);
    }
    Planning.Times times = planning.times();
    TimeAxis axis = planning.numbers().axis();
    List<Window> groups = groups(times, spec.count());
    TimeSlices slices = new TimeSlices();
    for (int[] chosen : new Combinations(spec.count(), spec.testGroups())) {
      List<Window> validation = joined(groups, chosen);
      List<Window> training = List.of(new Window(Long.MIN_VALUE, Long.MAX_VALUE));
      for (Window window : validation) {
        training =
            without(
                training,
                new Window(
                    axis.before(window.from(), spec.windows()),
                    axis.after(window.to(), spec.windows())));
      }
      slices.add(training, validation, describe(axis, times, validation));
    }
    return slices.blocks(planning, times);
  }

  private static List<Window> groups(Planning.Times times, int count) {
    List<Long> ranks = new ArrayList<>();
    for (int group = 1; group < count; group++) {
      ranks.add(Math.round((double) group * times.rows() / count));
    }
    List<Window> groups = new ArrayList<>();
    long from = Long.MIN_VALUE;
    for (long to : times.at(ranks)) {
      groups.add(new Window(from, to));
      from = to;
    }
    groups.add(new Window(from, Long.MAX_VALUE));
    return groups;
  }

  private static List<Window> joined(List<Window> groups, int[] chosen) {
    List<Window> windows = new ArrayList<>();
    for (int group : chosen) {
      Window next = groups.get(group);
      int last = windows.size() - 1;
      if (last >= 0 && windows.get(last).to() == next.from()) {
        windows.set(last, new Window(windows.get(last).from(), next.to()));
      } else {
        windows.add(next);
      }
    }
    return windows;
  }

  private static List<Window> without(List<Window> windows, Window removed) {
    List<Window> rest = new ArrayList<>();
    for (Window window : windows) {
      Window before = new Window(window.from(), Math.min(window.to(), removed.from()));
      Window after = new Window(Math.max(window.from(), removed.to()), window.to());
      if (!before.isEmpty()) {
        rest.add(before);
      }
      if (!after.isEmpty()) {
        rest.add(after);
      }
    }
    return rest;
  }

  private static String describe(TimeAxis axis, Planning.Times times, List<Window> validation) {
    List<String> parts = new ArrayList<>();
    for (Window window : validation) {
      parts.add(
          "from "
              + axis.text(Math.max(window.from(), times.first()))
              + (window.to() > times.last() ? " on" : " to before " + axis.text(window.to())));
    }
    return "validates " + String.join(" and ", parts);
  }
}
