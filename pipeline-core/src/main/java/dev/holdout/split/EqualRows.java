package dev.holdout.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.split.RepeatedRowsDecision.Reason;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts the rows that are equal in every column and decides whether they are divided.
 *
 * <p>Row keys that are made from the content number equal rows, so that the largest number is the
 * size of the largest set: one scan of two columns, without a shuffle.
 */
final class EqualRows {
  /** A largest set below this share of the rows is taken for copies of a row. */
  private static final double SMALL = 0.01;

  /** Nor does a table have few distinct rows because two rows of it are equal. */
  private static final long PAIR = 2;

  private static final long FIRST = 1;

  private EqualRows() {}

  /**
   * The decision; with {@link Reason#SMALL_SETS} it holds only if the shares asked for are met.
   * Empty where rows have keys, and where no place depends on a row's content.
   *
   * @param before the plan of the table's last version under the same rule
   */
  static Optional<RepeatedRowsDecision> decision(
      SplitSpec spec, Dataset<Row> dataset, Optional<SplitPlan> before) {
    if (spec.repeatedRows().isEmpty() || !decide(spec)) {
      return Optional.empty();
    }
    RepeatedRowsDecision counted = counted(spec, dataset);
    RepeatedRows asked = spec.repeatedRows().get();
    if (counted.repeated() == 0) {
      return Optional.of(counted);
    }
    if (asked != RepeatedRows.AUTO) {
      return Optional.of(counted.with(asked, Reason.CONFIGURED));
    }
    Optional<RepeatedRows> kept = before.flatMap(EqualRows::placed);
    if (kept.isPresent()) {
      return Optional.of(counted.with(kept.get(), Reason.AS_BEFORE));
    }
    boolean small = counted.largest() <= PAIR || counted.largest() < SMALL * counted.rows();
    return Optional.of(
        small
            ? counted.with(RepeatedRows.TOGETHER, Reason.SMALL_SETS)
            : counted.with(RepeatedRows.SPREAD, Reason.LARGE_SET));
  }

  /** Whether the places of some rows follow from their content. */
  private static boolean decide(SplitSpec spec) {
    return spec.test().scheme() == TestSpec.Scheme.RANDOM
        || spec.folds().scheme() == FoldSpec.Scheme.STRATIFIED
        || spec.folds().scheme().byGroup();
  }

  /** How repeated rows were placed before; empty where there were none, so that none can move. */
  private static Optional<RepeatedRows> placed(SplitPlan plan) {
    return plan.repeatedRows()
        .filter(decision -> decision.reason() != Reason.NO_REPEATS)
        .map(RepeatedRowsDecision::chosen);
  }

  private static RepeatedRowsDecision counted(SplitSpec spec, Dataset<Row> dataset) {
    Column occurrence =
        when(col(Columns.ROW_KEY).equalTo(col(Columns.SPLIT_UNIT)), lit(FIRST))
            .otherwise(substring_index(col(Columns.ROW_KEY), "#", -1).cast("bigint"));
    Dataset<Row> rows =
        spec.group().map(group -> dataset.filter(Columns.named(group).isNull())).orElse(dataset);
    Row counts =
        rows.select(occurrence.as("occurrence"))
            .agg(
                count(lit(1)),
                count(when(col("occurrence").gt(FIRST), true)),
                count(when(col("occurrence").equalTo(FIRST + 1), true)),
                coalesce(max("occurrence"), lit(FIRST)))
            .head();
    return new RepeatedRowsDecision(
        RepeatedRows.TOGETHER,
        Reason.NO_REPEATS,
        counts.getLong(0),
        counts.getLong(1) + counts.getLong(2),
        counts.getLong(3));
  }
}
