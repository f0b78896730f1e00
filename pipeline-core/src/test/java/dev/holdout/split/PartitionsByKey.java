package dev.holdout.split;

import dev.holdout.contract.Columns;
import java.util.HashMap;
import java.util.Map;

/** The partition of each row of a split by its row key, for tests. */
final class PartitionsByKey {
  private PartitionsByKey() {}

  static Map<String, String> of(Split split) {
    Map<String, String> partitions = new HashMap<>();
    split
        .assignment()
        .select(Columns.ROW_KEY, Assignment.PARTITION)
        .collectAsList()
        .forEach(row -> partitions.put(row.getString(0), row.getString(1)));
    return partitions;
  }
}
