package dev.holdout.fairness;

import dev.holdout.fairness.CellTable.Sum;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which groups must not be shown so that no count of fewer than k people can be read or worked out.
 *
 * <p>The rule. A group is small when it has fewer than k rows, fewer than k rows of either label (0
 * too: where all have one label, everyone's label is told), or from 1 to k − 1 rows of some kind of
 * decision (0 tells of nobody). Small groups are hidden. Then, until nothing changes:
 *
 * <ul>
 *   <li>of a whole and its parts ({@link CellTable}), never exactly one is hidden, since it would
 *       be what the others leave;
 *   <li>the hidden parts of a whole that is shown have together no small count, unless shown parts
 *       have none of that kind, in which case the whole itself tells it;
 *   <li>no hidden count follows from all the sums together (Gauss elimination, where at most
 *       {@value #MOST} counts are hidden; with more, the first two rules stand alone).
 * </ul>
 *
 * <p>Where a rule asks for one more, the smallest part that is shown is hidden. All rows together,
 * and a group that is all rows, are never hidden: they are the table that one asked for. What the
 * rule does not prevent: bounds (a hidden count is at most what the whole leaves) and what an
 * attacker knows besides.
 *
 * <p>Source: the rules for tables of Hundepool et al. 2012, chapter 4.
 */
final class SmallCells {
  private static final int MOST = 250;

  private final CellTable table;
  private final int labels;
  private final int fewest;
  private final List<Sum> sums;
  private final Set<Map<String, Optional<String>>> hidden = new HashSet<>();

  private SmallCells(CellTable table, int labels, int fewest) {
    this.table = table;
    this.labels = labels;
    this.fewest = fewest;
    this.sums = table.sums();
  }

  /**
   * The groups to hide.
   *
   * @param table with all rows; kinds are rows, positives and negatives where there are any, then
   *     decisions
   * @param labels how many kinds after rows are labels: 2, or 0 where there are no two classes
   * @param fewest k, at least 2
   */
  static Set<Map<String, Optional<String>>> hidden(CellTable table, int labels, int fewest) {
    if (fewest < 2) {
      throw new IllegalArgumentException("at least " + fewest + " rows of a cell");
    }
    SmallCells cells = new SmallCells(table, labels, fewest);
    for (Map<String, Optional<String>> group : table.groups()) {
      long[] kinds = table.counts(group);
      if (kinds[0] < table.counts(CellTable.ALL)[0] && cells.isSmall(kinds)) {
        cells.hidden.add(group);
      }
    }
    while (cells.hideOneMore()) {
      // Each time around hides a group at least, and there are finitely many.
    }
    return Set.copyOf(cells.hidden);
  }

  private boolean isSmall(long[] kinds) {
    for (int kind = 0; kind < kinds.length; kind++) {
      if (kinds[kind] < fewest && (kind <= labels || kinds[kind] > 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean hideOneMore() {
    boolean more = false;
    for (Sum sum : sums) {
      while (!safe(sum)) {
        Optional<Map<String, Optional<String>>> next = smallestShown(sum);
        if (next.isEmpty()) {
          break;
        }
        hidden.add(next.get());
        more = true;
      }
    }
    return more || hideWhatFollows();
  }

  private boolean safe(Sum sum) {
    List<Map<String, Optional<String>>> unknown =
        sum.parts().stream().filter(hidden::contains).toList();
    if (unknown.isEmpty() && !hidden.contains(sum.whole()) && !isSmall(sum.left())) {
      return true;
    }
    int parts = unknown.size() + (sum.leavesSome() ? 1 : 0);
    if (hidden.contains(sum.whole())) {
      return parts > 0;
    }
    if (parts == 0) {
      return true;
    }
    if (parts == 1) {
      return false;
    }
    long[] together = sum.left().clone();
    for (Map<String, Optional<String>> group : unknown) {
      long[] kinds = table.counts(group);
      for (int kind = 0; kind < kinds.length; kind++) {
        together[kind] += kinds[kind];
      }
    }
    long[] whole = table.counts(sum.whole());
    for (int kind = 0; kind < together.length; kind++) {
      if (together[kind] > 0 && together[kind] < fewest && together[kind] < whole[kind]) {
        return false;
      }
    }
    return true;
  }

  /** The smallest part that is shown; else the whole, unless that is all rows. */
  private Optional<Map<String, Optional<String>>> smallestShown(Sum sum) {
    return sum.parts().stream()
        .filter(part -> !hidden.contains(part))
        .min(
            Comparator.comparingLong((Map<String, Optional<String>> part) -> table.counts(part)[0])
                .thenComparing(Group::words))
        .or(
            () ->
                sum.whole().isEmpty() || hidden.contains(sum.whole())
                    ? Optional.empty()
                    : Optional.of(sum.whole()));
  }

  /** Whether some hidden count follows from all sums; then one more beside it is hidden. */
  private boolean hideWhatFollows() {
    if (hidden.isEmpty() || hidden.size() > MOST) {
      return false;
    }
    Map<Map<String, Optional<String>>, Integer> columns = new HashMap<>();
    for (Map<String, Optional<String>> group : hidden) {
      columns.put(group, columns.size());
    }
    List<Sum> withHidden =
        sums.stream()
            .filter(
                sum ->
                    hidden.contains(sum.whole()) || sum.parts().stream().anyMatch(hidden::contains))
            .toList();
    int leftovers = (int) withHidden.stream().filter(Sum::leavesSome).count();
    double[][] equations = new double[withHidden.size()][columns.size() + leftovers];
    int next = columns.size();
    for (int at = 0; at < equations.length; at++) {
      Sum sum = withHidden.get(at);
      for (Map<String, Optional<String>> part : sum.parts()) {
        if (hidden.contains(part)) {
          equations[at][columns.getOrDefault(part, 0)] = 1;
        }
      }
      if (hidden.contains(sum.whole())) {
        equations[at][columns.getOrDefault(sum.whole(), 0)] = -1;
      }
      if (sum.leavesSome()) {
        equations[at][next++] = 1;
      }
    }
    Set<Integer> determined = Elimination.determined(equations);
    boolean more = false;
    for (Map.Entry<Map<String, Optional<String>>, Integer> column : columns.entrySet()) {
      if (determined.contains(column.getValue())) {
        more |= hideBeside(column.getKey(), withHidden);
      }
    }
    return more;
  }

  private boolean hideBeside(Map<String, Optional<String>> group, List<Sum> withHidden) {
    for (Sum sum : withHidden) {
      if (sum.parts().contains(group) || sum.whole().equals(group)) {
        Optional<Map<String, Optional<String>>> more = smallestShown(sum);
        if (more.isPresent()) {
          return hidden.add(more.get());
        }
      }
    }
    return false;
  }
}
