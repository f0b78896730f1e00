package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;

import dev.holdout.contract.Blanks;
import dev.holdout.contract.Columns;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StringType;

/**
 * Groups, or clusters, whose names differ in case alone. They are groups of their own, since names
 * of that kind exist; where they are one entity, it may stand on both sides of a split. Blanks
 * around a name do not count anyway.
 *
 * <p>Cost: one scan and a shuffle of the groups; none where the column holds no texts.
 */
public final class GroupSpellings {
  private static final String NAME = "name";
  private static final String FOLDED = "folded";

  private GroupSpellings() {}

  /** A sentence with their number and an example; empty where there are none. */
  public static Optional<String> note(Dataset<Row> rows, SplitSpec spec) {
    return spec.group()
        .flatMap(
            group ->
                note(
                    rows,
                    group,
                    "each spelling is a group of its own, so that one entity may be in Training"
                        + " and in Test"));
  }

  /** The same for the clusters of rows that are evaluated. */
  public static Optional<String> ofClusters(Dataset<Row> rows, String cluster) {
    return note(
        rows,
        cluster,
        "each spelling is a cluster of its own, so that confidence intervals may be too narrow");
  }

  private static Optional<String> note(Dataset<Row> rows, String column, String consequence) {
    if (!(rows.schema().apply(column).dataType() instanceof StringType)) {
      return Optional.empty();
    }
    Column name = Blanks.trimmed(Columns.named(column));
    Row found =
        rows.select(name.as(NAME))
            .filter(col(NAME).isNotNull())
            .distinct()
            .groupBy(lower(col(NAME)).as(FOLDED))
            .agg(count(lit(1)).as("spellings"), min(NAME).as("one"))
            .filter(col("spellings").gt(1))
            .agg(count(lit(1)), min("one"))
            .head();
    return found.getLong(0) == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d values of %s occur in spellings that differ in case alone, such as \"%s\":"
                    + " %s. If they are one, write them alike.",
                found.getLong(0),
                column,
                found.getString(1),
                consequence));
  }
}
