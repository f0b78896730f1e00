package dev.holdout.contract;

import java.util.List;

/**
 * The schema and the key of a dataset.
 *
 * @param columns its columns; empty takes those of a typed source (Parquet, Delta, table) as they
 *     are
 * @param key the columns that tell rows apart; empty derives a key from the content of the row
 * @param maxQuarantinedShare a run stops with exit code 65 when more than this share of the rows
 *     read is quarantined
 */
public record ContractSpec(List<ColumnSpec> columns, List<String> key, double maxQuarantinedShare) {
  public ContractSpec {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
