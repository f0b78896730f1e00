package dev.holdout.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import dev.holdout.split.RepeatedRowsDecision.Reason;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Divides a dataset into Training and Test, and Training into blocks and folds.
 *
 * <p>Rows without a key that are equal in every column are placed together or by their occurrence,
 * see {@link RepeatedRows}: one scan more, and for {@code auto} another where some rows are equal.
 *
 * <p>Planning costs a few light scans of the columns that decide (each scheme states its own) and
 * shuffles counts, never rows; only exact Tests join the stored assignment. The plan makes places
 * into expressions, so that dividing is lazy and needs no join.
 */
public final class Splitter {
  private static final String PARTITION = "_partition";

  private final LabelSpec label;
  private final SplitSpec spec;

  public Splitter(LabelSpec label, SplitSpec spec) {
    this.label = label;
    this.spec = spec;
  }

  /**
   * What the table's last version was given under the same rule.
   *
   * @param plan its plan
   * @param assignment its stored assignment
   */
  public record Before(SplitPlan plan, Dataset<Row> assignment) {}

  /** Plans the places of all rows of a table that was not split before. */
  public SplitPlan plan(Dataset<Row> dataset, long rowCount) {
    return plan(dataset, rowCount, Optional.empty());
  }

  /**
   * Plans the places of all rows.
   *
   * @param dataset rows of a pinned dataset version
   * @param rowCount their number
   * @param before what is to be kept: the assignment where shares are exact, the boundary in time
   * @throws HoldoutException when labels or times are missing, one class only occurs, or a class or
   *     the groups are too few for the folds
   */
  public SplitPlan plan(Dataset<Row> dataset, long rowCount, Optional<Before> before) {
    Optional<RepeatedRowsDecision> decision =
        EqualRows.decision(spec, dataset, before.map(Before::plan));
    if (decision.filter(made -> made.reason() == Reason.SMALL_SETS).isEmpty()) {
      return plan(dataset, rowCount, before, decision);
    }
    return together(dataset, rowCount, before, decision)
        .orElseGet(
            () ->
                plan(
                    dataset,
                    rowCount,
                    before,
                    decision.map(made -> made.with(RepeatedRows.SPREAD, Reason.SHARES_MISSED))));
  }

  /** The plan that keeps equal rows together, if it meets the shares that were asked for. */
  private Optional<SplitPlan> together(
      Dataset<Row> dataset,
      long rowCount,
      Optional<Before> before,
      Optional<RepeatedRowsDecision> decision) {
    try {
      SplitPlan plan = plan(dataset, rowCount, before, decision);
      Numbers numbers = plan.numbers(dataset.schema());
      return Optional.of(plan)
          .filter(
              made ->
                  SharesMet.of(
                      made,
                      numbers,
                      recalled(
                          numbers.withGroupTime(classed(dataset, label)), spec, numbers, before),
                      partition(made.test(), numbers, recalls(spec, before))));
    } catch (HoldoutException e) {
      if (e.code() == ErrorCode.DATA_INSUFFICIENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private SplitPlan plan(
      Dataset<Row> dataset,
      long rowCount,
      Optional<Before> before,
      Optional<RepeatedRowsDecision> repeated) {
    Numbers numbers =
        new Numbers(spec, dataset.schema(), repeated.map(RepeatedRowsDecision::chosen));
    Dataset<Row> rows =
        recalled(numbers.withGroupTime(classed(dataset, label)), spec, numbers, before);
    Planning all = new Planning(spec, label, numbers, rows, rows, rowCount);
    Place test = TestScheme.of(spec).plan(all, before.map(Before::plan));
    Column partition = partition(test, numbers, recalls(spec, before));
    FoldScheme.Blocks blocks =
        FoldScheme.of(spec)
            .plan(
                all.of(
                    rows.filter(partition.equalTo(TestScheme.TRAINING)).drop(ExactShare.STORED)));
    return new SplitPlan(spec, test, blocks.layers(), blocks.folds(), repeated, label.classNames());
  }

  /** The typed partitions of a table that was not split before. */
  public static Split split(Dataset<Row> dataset, LabelSpec label, SplitPlan plan) {
    return split(dataset, label, plan, Optional.empty());
  }

  /**
   * The typed partitions that a plan makes of the dataset it was made from, lazily.
   *
   * @param before as it was given when the plan was made
   */
  public static Split split(
      Dataset<Row> dataset, LabelSpec label, SplitPlan plan, Optional<Before> before) {
    Numbers numbers = plan.numbers(dataset.schema());
    Dataset<Row> rows =
        recalled(numbers.withGroupTime(classed(dataset, label)), plan.spec(), numbers, before)
            .withColumn(PARTITION, partition(plan.test(), numbers, recalls(plan.spec(), before)))
            .drop(ExactShare.STORED);
    Dataset<Row> training =
        rows.filter(col(PARTITION).equalTo(TestScheme.TRAINING)).drop(PARTITION);
    for (int layer = 0; layer < plan.layers().size(); layer++) {
      training =
          training.withColumn(Columns.block(layer), plan.layers().get(layer).column(numbers));
    }
    training = training.drop(Columns.GROUP_TIME);
    Dataset<Row> test =
        rows.filter(col(PARTITION).equalTo(TestScheme.TEST)).drop(PARTITION, Columns.GROUP_TIME);
    return new Split(
        plan,
        new Training(labelled(training, label)),
        new SealedTest(labelled(test, label)),
        Assignment.of(rows, plan, numbers, col(PARTITION), label));
  }

  /** Rows with the class that places depend on. */
  private static Dataset<Row> classed(Dataset<Row> dataset, LabelSpec label) {
    return dataset.withColumn(Columns.LABEL, Numbers.labelClass(label));
  }

  /** Rows that have their places, with the label itself. */
  private static Dataset<Row> labelled(Dataset<Row> rows, LabelSpec label) {
    return label.task() == Task.REGRESSION
        ? rows.withColumn(Columns.LABEL, Numbers.label(label))
        : rows;
  }

  private static boolean recalls(SplitSpec spec, Optional<Before> before) {
    return spec.test().exact() && before.isPresent();
  }

  private static Dataset<Row> recalled(
      Dataset<Row> rows, SplitSpec spec, Numbers numbers, Optional<Before> before) {
    return recalls(spec, before)
        ? Assignment.recall(rows, numbers, before.orElseThrow().assignment())
        : rows;
  }

  private static Column partition(Place test, Numbers numbers, boolean recalled) {
    Column planned = test.column(numbers);
    return recalled ? coalesce(col(ExactShare.STORED), planned) : planned;
  }
}
