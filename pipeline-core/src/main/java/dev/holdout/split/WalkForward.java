package dev.holdout.split;

import dev.holdout.split.TimeSlices.Window;
import dev.holdout.split.WindowSpec.Length;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walk-forward validation: each fold validates on a window of time and trains on what lies before
 * it, all of it (expanding) or the window before it (sliding).
 *
 * <p>For every fold, the last training time plus the gap is at most the first validation time; a
 * training row whose label matures when validation begins, or after, is left out. No row after a
 * validation window trains in its fold, so that an embargo has nothing to do here. A sliding window
 * has its whole length or share before the gap and the horizon, as far as there are rows.
 *
 * <p>Validation windows follow one another and end at the last row. One light scan where windows
 * are lengths of time, another (seldom more) for shares of the rows, and one where a window may be
 * empty. New rows move the windows.
 */
final class WalkForward implements FoldScheme {
  @Override
  public Blocks plan(Planning planning) {
    int k = planning.spec().folds().count();
    WindowSpec windows = planning.spec().folds().windows();
    Planning.Times times = planning.times();
    TimeAxis axis = planning.numbers().axis();
    List<Window> validation =
        windows.validation().flatMap(Length::time).isPresent()
            ? ofLength(planning, times, windows.validation().flatMap(Length::time).orElseThrow(), k)
            : ofShare(planning, times, windows, k);
    List<Long> starts = startsByShare(planning, times, windows, validation);
    TimeSlices slices = new TimeSlices();
    for (int fold = 0; fold < k; fold++) {
      Window validates = validation.get(fold);
      long end = axis.before(validates.from(), windows);
      long start =
          starts.isEmpty()
              ? windows
                  .training()
                  .flatMap(Length::time)
                  .map(length -> axis.move(end, length, -1))
                  .orElse(Long.MIN_VALUE)
              : Math.min(starts.get(fold), end);
      slices.add(
          List.of(new Window(start, end)),
          List.of(validates),
          describe(axis, times, start, axis.endBefore(validates.from(), windows), validates));
    }
    return slices.blocks(planning, times);
  }

  private static List<Window> ofLength(
      Planning planning, Planning.Times times, String length, int k) {
    TimeAxis axis = planning.numbers().axis();
    List<Window> windows = new ArrayList<>();
    long end = axis.next(times.last());
    for (int fold = 0; fold < k; fold++) {
      long start = axis.move(end, length, -1);
      windows.add(0, new Window(start, end));
      end = start;
    }
    if (end <= times.first()) {
      throw planning.insufficient(
          "%d validation windows of %s do not fit before the rows end: found times from %s to %s."
              + " Lower `split.folds` or shorten `split.windows.validation`.",
          k, length, axis.text(times.first()), axis.text(times.last()));
    }
    return windows;
  }

  /** Windows of equal shares; without a share given, k + 1 equal parts, of which k validate. */
  private static List<Window> ofShare(
      Planning planning, Planning.Times times, WindowSpec spec, int k) {
    List<Long> ranks = ranks(times, spec, k);
    if (ranks.get(0) <= 0) {
      throw planning.insufficient(
          "%d validation windows of %s of the rows leave none to train on. Lower `split.folds` or"
              + " `split.windows.validation`.",
          k,
          spec.validation().isPresent()
              ? spec.validation().get().share().getAsDouble()
              : 1.0 / (k + 1));
    }
    List<Long> starts = times.at(ranks);
    List<Window> windows = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      windows.add(
          new Window(starts.get(fold), fold + 1 < k ? starts.get(fold + 1) : times.last() + 1));
    }
    return windows;
  }

  private static List<Long> ranks(Planning.Times times, WindowSpec spec, int k) {
    double share =
        spec.validation().map(length -> length.share().getAsDouble()).orElse(1.0 / (k + 1));
    long window = Math.max(1, (long) Math.floor(share * times.rows() + 1e-9));
    List<Long> ranks = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      ranks.add(times.rows() - (k - fold) * window);
    }
    return ranks;
  }

  /** Where sliding windows that are shares of the rows begin; empty for others. */
  private static List<Long> startsByShare(
      Planning planning, Planning.Times times, WindowSpec spec, List<Window> validation) {
    Optional<Length> training = spec.training().filter(length -> length.share().isPresent());
    if (training.isEmpty()) {
      return List.of();
    }
    long rows = Math.round(training.get().share().getAsDouble() * times.rows());
    List<Long> ends =
        spec.gap().isEmpty() && spec.horizon().isEmpty()
            ? ranks(times, spec, validation.size())
            : planning.countBefore(
                validation.stream()
                    .map(window -> planning.numbers().axis().before(window.from(), spec))
                    .toList());
    return times.at(ends.stream().map(rank -> Math.max(0, rank - rows)).toList());
  }

  private static String describe(
      TimeAxis axis, Planning.Times times, long start, String end, Window validation) {
    return "trains from "
        + axis.text(Math.max(start, times.first()))
        + " "
        + end
        + ", validates from "
        + axis.text(validation.from())
        + (validation.to() > times.last() ? " on" : " to before " + axis.text(validation.to()));
  }
}
