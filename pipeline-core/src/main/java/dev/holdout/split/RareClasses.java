package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.measure.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * A share of the rows drawn by a hash of their keys, with a place for each class on both sides.
 *
 * <p>A row is drawn if its hash is below a limit, which for every class is the share's. Where that
 * would leave a class with no drawn row, or with too few others for the folds, the class gets a
 * limit of its own, at the rank that its rows give the share. Such a limit is kept when the table
 * grows, so that no row of Training becomes one of Test.
 *
 * <p>Groups hold rows of several classes and are drawn with one limit. One light scan; where a
 * class needs a limit of its own, two more of the rows of such classes.
 */
final class RareClasses {
  private final Planning planning;
  private final String purpose;
  private final double share;

  /** Rows of a class: all, and those below the limit. */
  private record Drawn(long rows, long chosen) {}

  RareClasses(Planning planning, String purpose, double share) {
    this.planning = planning;
    this.purpose = purpose;
    this.share = share;
  }

  /**
   * The place.
   *
   * @param chosen outcome of the rows that are drawn
   * @param rest outcome of the others
   * @param needed rows of each class that must not be drawn
   * @param kept limits from before, by the number of the class
   * @throws dev.holdout.error.HoldoutException with {@code DATA_INSUFFICIENT} naming the classes
   *     that have too few rows for both sides
   */
  Place place(int chosen, int rest, int needed, SortedMap<Long, Long> kept) {
    Place.Of unit = planning.numbers().unit();
    long limit = limit(share);
    Place same = new Place(unit, purpose, StepFunction.of(steps(limit, chosen, rest)));
    if (unit != Place.Of.ROW || planning.label().task() == Task.REGRESSION) {
      return same;
    }
    Optional<SortedMap<Long, Drawn>> counted = drawn(limit, kept);
    if (counted.isEmpty()) {
      return same;
    }
    SortedMap<Long, Drawn> classes = counted.get();
    refuseTooFew(classes, needed);
    SortedMap<Long, Long> limits = new TreeMap<>(kept);
    limits.keySet().retainAll(classes.keySet());
    Map<Long, List<Long>> ranks = new TreeMap<>();
    classes.forEach(
        (of, drawn) -> {
          if (drawn.chosen == 0 || drawn.rows - drawn.chosen < needed) {
            long wanted = Math.round(share * drawn.rows);
            ranks.put(of, List.of(Math.max(1, Math.min(wanted, drawn.rows - needed))));
          }
        });
    if (!ranks.isEmpty()) {
      planning
          .ranksOfClasses(ranks.keySet(), purpose)
          .at(ranks)
          .forEach((of, at) -> limits.put(of, at.get(0)));
    }
    if (limits.isEmpty()) {
      return same;
    }
    SortedMap<Long, StepFunction.Steps> steps = new TreeMap<>();
    classes
        .keySet()
        .forEach(of -> steps.put(of, steps(limits.getOrDefault(of, limit), chosen, rest)));
    return new Place(Place.Of.ROW_OF_CLASS, purpose, StepFunction.of(steps));
  }

  /** The limits of classes that have one of their own in an earlier plan; by the class's number. */
  static SortedMap<Long, Long> kept(Optional<SplitPlan> before, LabelSpec label, double share) {
    SortedMap<Long, Long> kept = new TreeMap<>();
    before
        .filter(plan -> plan.test().of() == Place.Of.ROW_OF_CLASS)
        .ifPresent(
            plan -> {
              for (int of = 0; of < label.strata(); of++) {
                int then = plan.classes().indexOf(label.nameOf(of));
                if (then >= 0) {
                  long at = of;
                  plan.test()
                      .steps()
                      .lastLimit(then)
                      .filter(limit -> limit != limit(share))
                      .ifPresent(limit -> kept.put(at, limit));
                }
              }
            });
    return kept;
  }

  /** Empty where rows have no label, which is refused elsewhere. */
  private Optional<SortedMap<Long, Drawn>> drawn(long limit, SortedMap<Long, Long> kept) {
    Column ofClass = lit(limit);
    for (Map.Entry<Long, Long> one : kept.entrySet()) {
      ofClass =
          when(col(Columns.LABEL).equalTo((double) one.getKey()), one.getValue())
              .otherwise(ofClass);
    }
    Column chosen = planning.numbers().of(Place.Of.ROW, purpose).lt(ofClass);
    SortedMap<Long, Drawn> drawn = new TreeMap<>();
    for (Row row :
        planning
            .rows()
            .groupBy(Columns.LABEL)
            .agg(count(lit(1)), count(when(chosen, true)))
            .collectAsList()) {
      if (row.isNullAt(0)) {
        return Optional.empty();
      }
      drawn.put((long) row.getDouble(0), new Drawn(row.getLong(1), row.getLong(2)));
    }
    return Optional.of(drawn);
  }

  private void refuseTooFew(SortedMap<Long, Drawn> classes, int needed) {
    SortedMap<Double, Long> few = new TreeMap<>();
    classes.forEach(
        (of, drawn) -> {
          if (drawn.rows <= needed) {
            few.put((double) of, drawn.rows);
          }
        });
    if (!few.isEmpty()) {
      throw planning.tooFew(few, "", needed + 1);
    }
  }

  /** Hashes below it are a share of all hashes. */
  private static long limit(double share) {
    return (long) (Long.MIN_VALUE + share * Math.scalb(1.0, Long.SIZE));
  }

  private static StepFunction.Steps steps(long limit, int chosen, int rest) {
    return new StepFunction.Steps(new long[] {limit}, new int[] {chosen, rest});
  }
}
