package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of each class in each group: one scan, one shuffle of groups. Tables of more rows than that
 * are looked at once before, to see about how many groups they have.
 *
 * <p>Beyond {@value #MAX_GROUPS} groups, groups are counted by the leading {@value #COARSE_BITS}
 * bits of their hash: a few groups then go together wherever they go. A large group still weighs
 * what it weighs.
 */
final class GroupCounts {
  static final int MAX_GROUPS = 1 << 20;
  static final int COARSE_BITS = 20;

  /** Four standard deviations of the number found among a million. */
  private static final double SAMPLING_ERROR = 0.03;

  private static final String KEY = "key";
  private static final String ROWS = "rows";

  private final long[] keys;
  private final List<double[]> rows;
  private final int classes;

  private GroupCounts(long[] keys, List<double[]> rows, int classes) {
    this.keys = keys;
    this.rows = rows;
    this.classes = classes;
  }

  static GroupCounts of(Planning planning, String purpose) {
    return of(planning, purpose, MAX_GROUPS);
  }

  static GroupCounts of(Planning planning, String purpose, int maxGroups) {
    Dataset<Row> keyed =
        planning
            .rows()
            .select(
                planning.numbers().of(Place.Of.GROUP, purpose).as(KEY),
                col(Columns.LABEL).as(Columns.LABEL));
    boolean exact =
        planning.size() <= maxGroups || sampled(keyed) <= maxGroups * (1 + SAMPLING_ERROR);
    int classes = planning.label().strata();
    List<Row> counted = exact ? counted(keyed, col(KEY), (long) maxGroups * classes) : List.of();
    if (!exact || counted.size() > (long) maxGroups * classes) {
      int dropped = Long.SIZE - COARSE_BITS;
      counted =
          counted(
              keyed,
              shiftleft(shiftright(col(KEY), dropped), dropped),
              (long) MAX_GROUPS * classes);
    }
    SortedMap<Long, double[]> byKey = new TreeMap<>();
    for (Row row : counted) {
      if (row.isNullAt(1)) {
        throw planning.unusableLabel();
      }
      int labelClass = (int) row.getDouble(1);
      byKey.computeIfAbsent(row.getLong(0), unseen -> new double[classes])[labelClass] +=
          row.getLong(2);
    }
    return new GroupCounts(
        byKey.keySet().stream().mapToLong(Long::longValue).toArray(),
        new ArrayList<>(byKey.values()),
        classes);
  }

  /** About how many groups there are, from one hash in 64. */
  private static double sampled(Dataset<Row> keyed) {
    return 64.0 * keyed.filter(col(KEY).bitwiseAND(63L).equalTo(0L)).select(KEY).distinct().count();
  }

  private static List<Row> counted(Dataset<Row> keyed, Column key, long most) {
    return keyed
        .groupBy(key.as(KEY), col(Columns.LABEL))
        .agg(count(lit(1)).as(ROWS))
        .limit((int) Math.min(Integer.MAX_VALUE - 1, most) + 1)
        .collectAsList();
  }

  /** Rows in each group by the number of their class. */
  List<double[]> rows() {
    return rows;
  }

  /** Rows of each class that occurs. */
  Map<Double, Long> ofClass() {
    Map<Double, Long> ofClass = new TreeMap<>();
    for (int labelClass = 0; labelClass < classes; labelClass++) {
      long count = 0;
      for (double[] ofGroup : rows) {
        count += (long) ofGroup[labelClass];
      }
      if (count > 0) {
        ofClass.put((double) labelClass, count);
      }
    }
    return ofClass;
  }

  int size() {
    return keys.length;
  }

  /** Rows of all classes together, for balance without regard to the class. */
  List<double[]> totals() {
    return rows.stream()
        .map(
            ofGroup -> {
              double sum = 0;
              for (double count : ofGroup) {
                sum += count;
              }
              return new double[] {sum};
            })
        .toList();
  }

  /** The function that gives every group its outcome; neighbours with one outcome are joined. */
  StepFunction steps(int[] outcomes) {
    List<Long> from = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int group = 0; group < keys.length; group++) {
      if (group == 0) {
        steps.add(outcomes[0]);
      } else if (outcomes[group] != steps.get(steps.size() - 1)) {
        from.add(keys[group]);
        steps.add(outcomes[group]);
      }
    }
    return StepFunction.of(StepFunction.Steps.of(from, steps));
  }
}
