package dev.holdout.audit;

import java.util.List;
import java.util.Set;

/**
 * What the audit has to know of the dataset's columns.
 *
 * @param label the column that is predicted
 * @param key the columns that tell rows apart; looked at for the order of the rows alone
 * @param features the columns that models learn from; all others are dropped, and looked at
 */
public record AuditedColumns(String label, List<String> key, Set<String> features) {
  public AuditedColumns {
    key = List.copyOf(key);
    features = Set.copyOf(features);
  }
}
