package dev.holdout.evaluation;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.fairness.Group;
import dev.holdout.fairness.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The groups of protected attributes that others are compared with, as they are asked for. */
final class ReferenceGroups {
  private static final int LISTED = 10;

  private final EvaluationPlan plan;

  ReferenceGroups(EvaluationPlan plan) {
    this.plan = plan;
  }

  /**
   * Refuses a reference that is no group.
   *
   * @throws HoldoutException with the groups that there are
   */
  void check(List<Grouping> groupings) {
    for (Map.Entry<String, String> asked : plan.references().entrySet()) {
      for (Grouping grouping : groupings) {
        if (grouping.attributes().equals(List.of(asked.getKey()))
            && grouping.groups().stream().noneMatch(group -> is(group, asked))) {
          throw refused(asked, grouping);
        }
      }
    }
  }

  /** What a reader must know of references that have too few rows. */
  List<String> notes(List<Grouping> groupings) {
    List<String> notes = new ArrayList<>();
    for (Map.Entry<String, String> asked : plan.references().entrySet()) {
      for (Grouping grouping : groupings) {
        for (Group group : grouping.groups()) {
          if (grouping.attributes().equals(List.of(asked.getKey()))
              && is(group, asked)
              && group.counts().rows() < plan.spec().minRows()) {
            notes.add(
                String.format(
                    Locale.ROOT,
                    "The reference group %s = %s has fewer than %,d rows: differences from it are"
                        + " undefined.",
                    asked.getKey(),
                    asked.getValue(),
                    plan.spec().minRows()));
          }
        }
      }
    }
    return notes;
  }

  private static boolean is(Group group, Map.Entry<String, String> asked) {
    return Optional.of(asked.getValue()).equals(group.value().get(asked.getKey()));
  }

  private HoldoutException refused(Map.Entry<String, String> asked, Grouping grouping) {
    List<Group> groups = grouping.groups();
    return new HoldoutException(
        ErrorCode.USAGE,
        String.format(
            Locale.ROOT,
            "Cannot compare groups by %s: found no group %s, the reference that was asked for,"
                + " expected one of %s%s. Correct the reference.",
            asked.getKey(),
            asked.getValue(),
            groups.stream()
                .limit(LISTED)
                .map(group -> named(group, asked.getKey()))
                .collect(Collectors.joining(", ")),
            groups.size() > LISTED
                ? String.format(Locale.ROOT, ", … (%,d groups)", groups.size())
                : ""));
  }

  /** With its rows, unless small cells are withheld. */
  private String named(Group group, String attribute) {
    String name =
        Optional.ofNullable(group.value().get(attribute))
            .flatMap(value -> value)
            .orElse("null, which cannot be the reference");
    return plan.minCell().isPresent()
        ? name
        : String.format(Locale.ROOT, "%s (%,d rows)", name, group.counts().rows());
  }
}
