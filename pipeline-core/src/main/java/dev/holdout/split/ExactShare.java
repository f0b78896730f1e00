package dev.holdout.split;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * Shares that are met to one row in each stratum (and in all), or as well as whole groups allow.
 *
 * <p>Two light scans; by group one and a shuffle of groups. On its own it would move rows when the
 * table grows, so that the stored assignment is kept: only units not seen before are placed here,
 * in the number that restores the share.
 */
final class ExactShare implements TestScheme {
  /**
   * Where rows placed before are: {@link TestScheme#TRAINING}, {@link TestScheme#TEST}, or null.
   */
  static final String STORED = "_stored_place";

  @Override
  public Place plan(Planning planning, Optional<SplitPlan> before) {
    return place(planning, RandomTest.PURPOSE, planning.spec().test().share(), TRAINING, TEST);
  }

  /** The place of rows that have none in {@link #STORED}, where there is that column. */
  static Place place(Planning planning, String purpose, double share, int rest, int chosen) {
    boolean stored = List.of(planning.rows().columns()).contains(STORED);
    Planning fresh = stored ? planning.of(planning.rows().filter(col(STORED).isNull())) : planning;
    List<Row> placed =
        stored
            ? planning
                .rows()
                .filter(col(STORED).isNotNull())
                .groupBy(planning.numbers().stratum(), col(Columns.LABEL), col(STORED))
                .count()
                .collectAsList()
            : List.of();
    return planning.numbers().unit() == Place.Of.GROUP
        ? byGroup(fresh, placed, purpose, share, rest, chosen)
        : byRow(fresh, placed, purpose, share, rest, chosen);
  }

  private static Place byRow(
      Planning fresh, List<Row> placed, String purpose, double share, int rest, int chosen) {
    Ranks ranks = fresh.strataBy(Place.Of.ROW, purpose);
    if (ranks.labels().contains(Double.NaN)) {
      throw fresh.unusableLabel();
    }
    SortedMap<Long, Double> classes = new TreeMap<>(ranks.classes());
    Map<Long, long[]> stored = new HashMap<>();
    for (Row row : placed) {
      classes.put(row.getLong(0), row.getDouble(1));
      long[] of = stored.computeIfAbsent(row.getLong(0), unseen -> new long[2]);
      of[row.getInt(2) == TEST ? 1 : 0] += row.getLong(3);
    }
    Map<Long, List<Long>> cuts = new HashMap<>();
    Map<Long, Long> wanted = new HashMap<>();
    double target = 0;
    long given = 0;
    for (double labelClass : new TreeSet<>(classes.values())) {
      for (Map.Entry<Long, Double> stratum : classes.entrySet()) {
        if (stratum.getValue() == labelClass) {
          long[] before = stored.getOrDefault(stratum.getKey(), new long[2]);
          long rows = ranks.rows(stratum.getKey());
          target += share * (rows + before[0] + before[1]);
          long chosenHere = Math.max(0, Math.min(rows, Math.round(target) - given - before[1]));
          given += chosenHere + before[1];
          wanted.put(stratum.getKey(), chosenHere);
          if (chosenHere > 0 && chosenHere < rows) {
            cuts.put(stratum.getKey(), List.of(chosenHere));
          }
        }
      }
    }
    Map<Long, List<Long>> at = ranks.at(cuts);
    SortedMap<Long, StepFunction.Steps> steps = new TreeMap<>();
    wanted.forEach(
        (stratum, count) -> {
          List<Long> limit = at.getOrDefault(stratum, List.of());
          steps.put(
              stratum,
              limit.isEmpty()
                  ? StepFunction.Steps.of(limit, List.of(count > 0 ? chosen : rest))
                  : StepFunction.Steps.of(limit, List.of(chosen, rest)));
        });
    return new Place(Place.Of.ROW, purpose, StepFunction.of(steps));
  }

  private static Place byGroup(
      Planning fresh, List<Row> placed, String purpose, double share, int rest, int chosen) {
    GroupCounts groups = GroupCounts.of(fresh, purpose);
    if (groups.size() == 0) {
      return new Place(
          Place.Of.GROUP,
          purpose,
          StepFunction.of(StepFunction.Steps.of(List.of(), List.of(rest))));
    }
    double[][] before = new double[2][];
    for (Row row : placed) {
      int bin = row.getInt(2) == TEST ? 1 : 0;
      if (before[bin] == null) {
        before[bin] = new double[fresh.label().strata()];
      }
      before[bin][(int) row.getDouble(1)] += row.getLong(3);
    }
    int[] bins = GroupBalance.divide(groups.rows(), new double[] {1 - share, share}, before);
    int[] outcomes = new int[bins.length];
    for (int group = 0; group < bins.length; group++) {
      outcomes[group] = bins[group] == 1 ? chosen : rest;
    }
    return new Place(Place.Of.GROUP, purpose, groups.steps(outcomes));
  }
}
