package dev.holdout.split;

import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What can be done about classes of a label with too few rows, in a sentence. */
final class RareClassRemedy {
  private static final int FEWEST_FOLDS = 2;

  private RareClassRemedy() {}

  /**
   * Where the folds ask for too many rows.
   *
   * @param few rows of each class that has too few
   * @param spare rows of each class that no fold can have, such as the one in Test
   */
  static String of(SplitSpec spec, LabelSpec label, Map<Double, Long> few, int spare) {
    long folds = Collections.min(few.values()) - spare;
    return of(
        label,
        few.size(),
        folds >= FEWEST_FOLDS && spec.folds().scheme() == FoldSpec.Scheme.STRATIFIED
            ? List.of("lower `split.folds` to " + folds)
            : List.of());
  }

  /** Where classes have no row in Test. */
  static String ofTest(SplitSpec spec, LabelSpec label, int classes) {
    return of(
        label,
        classes,
        switch (spec.test().scheme()) {
          case RANDOM ->
              spec.test().exact()
                  ? List.of("raise `split.test`")
                  : List.of("raise `split.test`", "set `split.exact: true`");
          case TIME -> List.of("raise `split.test`, or set `split.test_from` earlier");
          case COLUMN -> List.of("correct the column \"" + spec.test().column().orElse("") + "\"");
        });
  }

  /**
   * The sentence.
   *
   * @param classes how many have too few rows
   * @param first what else helps
   */
  static String of(LabelSpec label, int classes, List<String> first) {
    String them = classes == 1 ? "it" : "them";
    List<String> remedies = new ArrayList<>(first);
    if (label.task() == Task.MULTICLASS) {
      if (label.classes().stream().allMatch(RareClassRemedy::isNumber)) {
        remedies.add("treat the label as a number (`label.task: regression`)");
      }
      remedies.add("merge rare classes with their neighbours in the data");
      remedies.add(
          "leave "
              + them
              + " out (name the other classes under `label.classes`, and as `allowed` with"
              + " `required: true` for the column under `columns`, so that rows of "
              + them
              + " go to quarantine)");
    }
    remedies.add("gather more rows of " + them);
    String last = remedies.remove(remedies.size() - 1);
    String text = remedies.isEmpty() ? last : String.join("; ", remedies) + "; or " + last;
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
