package dev.holdout.learn;

import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where a family's out-of-fold scores go. Each write replaces the table's content, so that the
 * version it makes holds this family's scores of this search and nothing else.
 *
 * @param tables the workspace
 * @param name the table, such as {@code predictions/loans_out_of_fold/random_forest}
 * @param key digest of all that decides the scores; written once
 * @param run the run that writes
 */
public record OutOfFoldTarget(Tables tables, String name, String key, String run) {
  TableVersion write(Dataset<Row> scores) {
    return tables.write(name, scores, Tables.Mode.OVERWRITE, key, run);
  }

  Dataset<Row> read(TableVersion version) {
    return tables.read(version);
  }
}
