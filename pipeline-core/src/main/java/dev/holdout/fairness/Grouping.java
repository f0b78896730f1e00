package dev.holdout.fairness;

import java.util.List;

/**
 * All rows divided by one protected attribute or by a crossing of several.
 *
 * @param attributes their names
 * @param groups disjoint; together all rows
 */
public record Grouping(List<String> attributes, List<Group> groups) {
  public Grouping {
    attributes = List.copyOf(attributes);
    groups = List.copyOf(groups);
    for (Group group : groups) {
      if (!List.copyOf(group.value().keySet()).equals(attributes)) {
        throw new IllegalArgumentException(
            "a group of " + group.value().keySet() + " where groups are by " + attributes);
      }
    }
  }
}
