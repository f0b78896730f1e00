package dev.holdout.split;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Windows of time made into blocks: the axis is cut wherever a window begins or ends, and a fold is
 * the slices inside its windows. Equal times are never divided.
 */
final class TimeSlices {
  private final List<Windows> folds = new ArrayList<>();

  /** From a time, to before another. */
  record Window(long from, long to) {
    boolean isEmpty() {
      return from >= to;
    }

    private boolean contains(Window slice) {
      return slice.from >= from && slice.to <= to;
    }
  }

  private record Windows(List<Window> training, List<Window> validation, String description) {
    boolean surelyHasRows(Ranks times) {
      return Stream.of(training, validation)
          .allMatch(
              side ->
                  side.stream().anyMatch(window -> times.surelyHas(window.from(), window.to())));
    }

    Stream<Window> all() {
      return Stream.concat(training.stream(), validation.stream());
    }
  }

  /** Adds a fold. */
  void add(List<Window> trainsOn, List<Window> validatesOn, String description) {

    folds.add(new Windows(List.copyOf(trainsOn), List.copyOf(validatesOn), description));
  }

  /**
   * The place of every time, and the folds; a scan only where it is not known already that every
   * window has rows.
   *
   * @throws dev.holdout.error.HoldoutException naming every window without rows
   */
  FoldScheme.Blocks blocks(Planning planning, Planning.Times times) {
    FoldScheme.Blocks blocks = blocks(planning.numbers().time());
    boolean whole = planning.numbers().time() == Place.Of.TIME;
    if (whole && folds.stream().allMatch(fold -> fold.surelyHasRows(times.ranks()))) {
      return blocks;
    }
    Map<Integer, Long> rows = planning.countBy(blocks.layers().get(0));
    Problems problems = new Problems();
    for (Fold fold : blocks.folds().folds()) {
      check(fold, "train on", fold.training(), rows, problems);
      check(fold, "validate on", fold.validation(), rows, problems);
    }
    problems.throwIfAny(ErrorCode.DATA_INSUFFICIENT, "Cannot split by time: windows without rows");
    return blocks;
  }

  private static void check(
      Fold fold, String what, SortedSet<Integer> blocks, Map<Integer, Long> rows, Problems to) {
    if (blocks.stream().mapToLong(block -> rows.getOrDefault(block, 0L)).sum() == 0) {
      to.add(
          "fold " + fold.index() + ", which " + fold.description(),
          "no rows to " + what,
          "at least one",
          "Use fewer or longer windows, a shorter gap, more rows, or no `split.group` where most groups last"
              + " longer than a window");
    }
  }

  private FoldScheme.Blocks blocks(Place.Of time) {
    SortedSet<Long> limits = new TreeSet<>();
    folds.stream()
        .flatMap(Windows::all)
        .forEach(window -> limits.addAll(List.of(window.from(), window.to())));
    limits.remove(Long.MIN_VALUE);
    limits.remove(Long.MAX_VALUE);
    List<Long> cuts = List.copyOf(limits);
    List<Integer> numbers = new ArrayList<>();
    List<Window> slices = new ArrayList<>();
    for (int slice = 0; slice <= cuts.size(); slice++) {
      numbers.add(slice);
      slices.add(
          new Window(
              slice == 0 ? Long.MIN_VALUE : cuts.get(slice - 1),
              slice == cuts.size() ? Long.MAX_VALUE : cuts.get(slice)));
    }
    List<Fold> made = new ArrayList<>();
    for (Windows fold : folds) {
      made.add(
          Fold.of(
              made.size(),
              inside(slices, fold.training()),
              inside(slices, fold.validation()),
              fold.description()));
    }
    return new FoldScheme.Blocks(
        List.of(new Place(time, "", StepFunction.of(StepFunction.Steps.of(cuts, numbers)))),
        // Rows of divided groups are a block of their own, which is in no fold.
        new FoldPlan(slices.size() + (time == Place.Of.GROUP_TIME ? 1 : 0), 1, made));
  }

  private static SortedSet<Integer> inside(List<Window> slices, List<Window> windows) {
    SortedSet<Integer> inside = new TreeSet<>();
    for (int slice = 0; slice < slices.size(); slice++) {
      Window at = slices.get(slice);
      if (windows.stream().anyMatch(window -> window.contains(at))) {
        inside.add(slice);
      }
    }
    return inside;
  }
}
