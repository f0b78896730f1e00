package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Each group validates once, on a model of all others; folds in the order of the groups' names.
 *
 * <p>One scan. Appended rows of known groups move no other row; a new group is a new fold. At most
 * {@value #MAX_GROUPS} groups: each costs the fits of a fold.
 */
final class LeaveOneGroupOut implements FoldScheme {
  private static final int MAX_GROUPS = 1_000;
  private static final String PURPOSE = "block";

  private record Group(String name, long hash) {}

  @Override
  public Blocks plan(Planning planning) {
    String column = planning.spec().group().orElseThrow();
    List<Row> found =
        planning
            .rows()
            .select(
                planning.numbers().groupText().as("name"),
                planning.numbers().of(Place.Of.GROUP, PURPOSE).as("hash"))
            .groupBy("hash")
            .agg(first(col("name")).as("name"))
            .limit(MAX_GROUPS + 1)
            .collectAsList();
    if (found.size() < 2 || found.size() > MAX_GROUPS) {
      throw planning.insufficient(
          "found %s groups of \"%s\" in Training, expected 2 to %,d to leave out one at a time. Use `split.scheme:"
              + " stratified_group` with `split.folds`.",
          found.size() > MAX_GROUPS ? "more than " + MAX_GROUPS : found.size(), column, MAX_GROUPS);
    }
    List<Group> groups =
        found.stream()
            .map(row -> new Group(row.isNullAt(1) ? "none" : row.getString(1), row.getLong(0)))
            .sorted(Comparator.comparing(Group::name).thenComparing(Group::hash))
            .toList();
    List<Group> byHash = groups.stream().sorted(Comparator.comparing(Group::hash)).toList();
    List<Long> from = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    for (Group group : byHash) {
      if (!blocks.isEmpty()) {
        from.add(group.hash());
      }
      blocks.add(groups.indexOf(group));
    }
    List<String> descriptions = groups.stream().map(group -> column + " " + group.name()).toList();
    return new Blocks(
        List.of(
            new Place(
                Place.Of.GROUP, PURPOSE, StepFunction.of(StepFunction.Steps.of(from, blocks)))),
        FoldPlan.leaveOneBlockOut(groups.size(), 1, descriptions));
  }
}
