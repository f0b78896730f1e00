package dev.holdout.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.contract.Occurrences;
import dev.holdout.slice.ConfirmedOn;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.slice.FoundSlices;
import dev.holdout.slice.SliceConfirmation;
import dev.holdout.slice.SliceFinder;
import dev.holdout.slice.SliceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The slices of one table of predictions where the model errs most: searched in one half of the
 * rows and confirmed in the other, which the search never saw. A row's half is a hash of its values
 * and its occurrence among equal rows, or of its cluster: halves are independent also where few
 * distinct rows make up the table.
 *
 * <p>Cost: one scan and a shuffle of the distinct rows, which are kept meanwhile.
 */
final class HalvedSlices {
  private static final String ERROR = "_holdout_error";
  private static final String CLUSTER = "_holdout_cluster";
  static final String HALF = "_holdout_half";
  static final String HASH = "_holdout_hash";

  /** Sets this hash apart from those that choose samples and buckets. */
  private static final String PURPOSE = "half";

  private final EvaluatedRows rows;
  private final EvaluationPlan plan;
  private final double threshold;

  /** Of predictions that were scanned once. */
  HalvedSlices(EvaluatedRows rows, EvaluationPlan plan, double threshold) {
    this.rows = rows;
    this.plan = plan;
    this.threshold = threshold;
  }

  ConfirmedSlices confirmed() {
    Dataset<Row> distinct =
        Occurrences.counted(rowsWithHash()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return confirmed(halved(distinct));
    } finally {
      distinct.unpersist();
    }
  }

  private ConfirmedSlices confirmed(Dataset<Row> rows) {
    FoundSlices found =
        new SliceFinder(SliceSpec.standard())
            .find(rows.where(col(HALF).equalTo(0)), plan.slices(), ERROR);
    List<String> notes = new ArrayList<>(List.of(searched(found)));
    notes.addAll(found.notes());
    return new SliceConfirmation(
            plan.level().corrected(),
            Math.max(SliceConfirmation.FEWEST_ROWS, plan.spec().minRows()),
            ConfirmedOn.OTHER_HALF,
            plan.predictions().cluster().map(unused -> CLUSTER))
        .confirm(found, rows.where(col(HALF).equalTo(1)), ERROR)
        .noting(notes);
  }

  private Dataset<Row> rowsWithHash() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Decisions.error(plan.predictions(), threshold).as(ERROR), rows.hash().as(HASH)));
    plan.slices().forEach(name -> columns.add(rows.described(name).as(name)));
    plan.predictions()
        .cluster()
        .ifPresent(name -> columns.add(Columns.named(name).cast("string").as(CLUSTER)));
    return rows.again().select(columns.toArray(Column[]::new));
  }

  /**
   * All rows of distinct rows that were counted, each with its half. A row without a cluster is one
   * of its own.
   */
  static Dataset<Row> halved(Dataset<Row> distinct) {
    Dataset<Row> rows = Occurrences.numbered(distinct);
    Column row = Occurrences.hash(col(HASH));
    if (!Arrays.asList(rows.columns()).contains(CLUSTER)) {
      return rows.withColumn(HALF, half(row));
    }
    return rows.withColumn(CLUSTER, coalesce(col(CLUSTER), concat(lit("row "), row.cast("string"))))
        .withColumn(HALF, half(col(CLUSTER)));
  }

  private static Column half(Column unit) {
    return pmod(xxhash64(lit(PURPOSE), unit), lit(2));
  }

  private String searched(FoundSlices found) {
    return SliceErrors.searched(
            plan.predictions().task(),
            String.format(
                Locale.ROOT,
                "%,d rows, one half by a hash of %s",
                found.rows(),
                plan.predictions().cluster().orElse("each row")),
            plan.slices(),
            plan.slices().size() == 1 ? "column" : "columns")
        + " Confirmed in the other half, corrected for the slices found.";
  }
}
