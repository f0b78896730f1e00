package dev.holdout.split;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether a plan gives Test and the validation part of every fold the share of each class that was
 * asked for. Shares that are drawn may differ as far as those of rows drawn one by one do, by four
 * standard deviations of the binomial; exact ones by {@value #EXACT} of the class's rows, or one
 * row. Groups decide shares on their own, and so do times: their shares are always met here.
 *
 * <p>One scan; the driver receives a count for each class and place.
 */
final class SharesMet {
  private static final double EXACT = 0.01;
  private static final double DEVIATIONS = 4;

  /** Partitions stand before the blocks, which are numbered from 0. */
  private static final int FIRST_PARTITION = -3;

  private static final String PLACE = "place";

  private final SplitPlan plan;
  private final Set<Double> classes = new TreeSet<>();
  private final Map<List<Object>, Long> rows = new HashMap<>();

  private SharesMet(SplitPlan plan) {
    this.plan = plan;
  }

  /**
   * Counts.
   *
   * @param rows with their class and numbers
   * @param partition of each row
   */
  static boolean of(SplitPlan plan, Numbers numbers, Dataset<Row> rows, Column partition) {
    if (plan.spec().group().isPresent()) {
      return true;
    }
    SharesMet shares = new SharesMet(plan);
    shares.scan(numbers, rows, partition);
    return shares.ofTest() && shares.ofFolds();
  }

  private void scan(Numbers numbers, Dataset<Row> table, Column partition) {
    List<Column> places = new ArrayList<>(List.of(partition.plus(FIRST_PARTITION)));
    for (Place layer : plan.layers()) {
      places.add(when(partition.equalTo(TestScheme.TRAINING), layer.column(numbers)));
    }
    table
        .select(col(Columns.LABEL), explode(array(places.toArray(Column[]::new))).as(PLACE))
        .filter(col(PLACE).isNotNull().and(col(Columns.LABEL).isNotNull()))
        .groupBy(Columns.LABEL, PLACE)
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row -> {
              classes.add(row.getDouble(0));
              rows.put(List.of(row.getDouble(0), row.getInt(1)), row.getLong(2));
            });
  }

  private boolean ofTest() {
    TestSpec test = plan.spec().test();
    return test.scheme() != TestSpec.Scheme.RANDOM
        || classes.stream()
            .allMatch(
                of ->
                    met(
                        partition(of, TestScheme.TEST),
                        partition(of, TestScheme.TEST) + partition(of, TestScheme.TRAINING),
                        test.share(),
                        test.exact()));
  }

  private boolean ofFolds() {
    FoldSpec folds = plan.spec().folds();
    TestSpec test = plan.spec().test();
    return switch (folds.scheme()) {
      case STRATIFIED -> validate(1.0 / folds.count(), true);
      case HOLDOUT ->
          test.scheme() != TestSpec.Scheme.RANDOM
              || validate(ValidationPart.share(plan.spec()), test.exact());
      case GROUP, STRATIFIED_GROUP, LEAVE_ONE_GROUP_OUT, WALK_FORWARD, COMBINATORIAL_PURGED -> true;
    };
  }

  private boolean validate(double share, boolean exact) {
    return plan.folds().folds().stream()
        .allMatch(
            fold ->
                classes.stream()
                    .allMatch(
                        of ->
                            met(
                                fold.validation().stream().mapToLong(block -> at(of, block)).sum(),
                                partition(of, TestScheme.TRAINING),
                                share,
                                exact)));
  }

  static boolean met(long chosen, long all, double share, boolean exact) {
    double deviation = exact ? 1 : DEVIATIONS * Math.sqrt(all * share * (1 - share));
    return Math.abs(chosen - share * all) <= Math.max(EXACT * all, deviation);
  }

  private long partition(double labelClass, int partition) {
    return at(labelClass, partition + FIRST_PARTITION);
  }

  private long at(double labelClass, int place) {
    return rows.getOrDefault(List.<Object>of(labelClass, place), 0L);
  }
}
