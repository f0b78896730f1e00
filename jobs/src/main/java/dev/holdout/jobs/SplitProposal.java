package dev.holdout.jobs;

import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.measure.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a table is to be split so that each class has a row in Test and in each fold, and no entity
 * is divided.
 *
 * @param folds how many
 * @param group the column whose values are not divided; empty for none
 * @param classes those that are kept, where some have too few rows; empty where all are
 * @param why sentences; empty where nothing is out of the ordinary
 */
record SplitProposal(int folds, Optional<String> group, List<String> classes, String why) {
  private static final int FOLDS = 5;
  private static final int FEWEST_FOLDS = 2;

  /** With fewer groups, or fewer rows of a class, whole groups may leave a class out of Test. */
  private static final int GROUPS = 50;

  private static final int ROWS_IN_GROUPS = 50;

  static SplitProposal of(LabelProposer.Proposal label, List<ColumnProfile> entities, long rows) {
    boolean classes = label.label().task() != Task.REGRESSION && label.classes().complete();
    List<ValueCount> values =
        classes && label.label().task() == Task.MULTICLASS
            ? label.classes().values()
            : classes && label.classes().count() == 2 ? label.classes().values() : List.of();
    List<ValueCount> left = values.stream().filter(value -> value.rows() > FEWEST_FOLDS).toList();
    if (label.label().task() == Task.BINARY || left.size() < 2) {
      left = values;
    }
    List<String> why = new ArrayList<>();
    List<String> kept = List.of();
    if (left.size() < values.size()) {
      List<ValueCount> enough = left;
      kept = sorted(left);
      why.add(
          values.stream()
                  .filter(value -> !enough.contains(value))
                  .map(value -> value.value() + " (" + ColumnFacts.rows(value.rows()) + ")")
                  .collect(Collectors.joining(", "))
              + " left out: too few rows for Test and two folds");
    }
    Optional<ValueCount> rarest = left.stream().min(Comparator.comparingLong(ValueCount::rows));
    int folds =
        rarest
            .map(one -> (int) Math.max(FEWEST_FOLDS, Math.min(FOLDS, one.rows() - 1)))
            .orElse((int) Math.max(FEWEST_FOLDS, Math.min(FOLDS, rows / 2)));
    if (folds < FOLDS && rarest.isPresent()) {
      why.add(
          folds
              + " folds, since the class "
              + rarest.get().value()
              + " has "
              + ColumnFacts.rows(rarest.get().rows())
              + ": one for Test and one for each fold");
    }
    Optional<String> group =
        entities.stream()
            .filter(entity -> entity.distinct() >= GROUPS)
            .filter(entity -> rarest.map(one -> one.rows() >= ROWS_IN_GROUPS).orElse(true))
            .max(Comparator.comparingLong(ColumnProfile::distinct))
            .map(ColumnProfile::name);
    group.ifPresent(column -> why.add("all rows of one " + column + " share a place"));
    return new SplitProposal(folds, group, kept, String.join("; ", why));
  }

  /** Numbers by size, texts by their characters. */
  private static List<String> sorted(List<ValueCount> classes) {
    List<String> names = new ArrayList<>(classes.stream().map(ValueCount::value).toList());
    try {
      names.sort(Comparator.comparing(name -> new BigDecimal(name.strip())));
    } catch (NumberFormatException e) {
      names.sort(Comparator.naturalOrder());
    }
    return names;
  }
}
