package dev.holdout.audit;

import dev.holdout.split.RepeatedRows;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the audit has to know of the dataset's columns.
 *
 * @param label the column that is predicted
 * @param key the columns that tell rows apart; looked at for the order of the rows alone
 * @param features the columns that models learn from; all others are dropped, and looked at
 * @param repeatedRows how the split placed rows that are equal in every column; empty where it does
 *     not say
 */
public record AuditedColumns(
    String label, List<String> key, Set<String> features, Optional<RepeatedRows> repeatedRows) {
  public AuditedColumns {
    key = List.copyOf(key);
    features = Set.copyOf(features);
  }

  /** Of a table whose equal rows are in one place. */
  public AuditedColumns(String label, List<String> key, Set<String> features) {
    this(label, key, features, Optional.empty());
  }

  /** Whether the split divides equal rows. */
  boolean spread() {
    return repeatedRows.equals(Optional.of(RepeatedRows.SPREAD));
  }
}
