package dev.holdout.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The expressions that give a row its place. The hash is XXH64 of (seed, purpose, unit): the same
 * on every platform and under every partitioning.
 */
final class Places {
  private Places() {}

  static Column label(LabelSpec label) {
    Column text = Columns.named(label.column()).cast("string");
    return when(text.isNull(), lit(null).cast("double"))
        .when(text.equalTo(label.positive()), lit(1.0))
        .otherwise(lit(0.0));
  }

  static Column inTest(SplitSpec spec) {
    double below = Long.MIN_VALUE + spec.testShare() * Math.scalb(1.0, 64);
    return hash(spec.seed(), "test").lt(lit((long) below));
  }

  static Column blockHash(SplitSpec spec) {
    return hash(spec.seed(), "block");
  }

  static Column block(SplitPlan plan) {
    Column positive = col(Columns.LABEL).equalTo(1.0);
    Column block = lit(0);
    for (int cut = 0; cut < plan.spec().folds() - 1; cut++) {
      List<List<Long>> cuts = plan.cuts();
      Column from = when(positive, lit(cuts.get(1).get(cut))).otherwise(lit(cuts.get(0).get(cut)));
      block = block.plus(blockHash(plan.spec()).geq(from).cast("int"));
    }
    return coalesce(block, lit(0));
  }

  private static Column hash(long seed, String purpose) {
    return xxhash64(lit(seed), lit(purpose), col(Columns.SPLIT_UNIT));
  }
}
