package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.split.FoldSpec.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Folds beside those of scikit-learn 1.2.1 on the same inputs: 103 rows, row i at time i, positive
 * where 3 divides i, group i mod 7. Membership differs, since scikit-learn draws with another
 * generator; sizes, class counts and windows do not. All rows are in Training here.
 */
final class PeersTest {
  /** {@code StratifiedKFold(4)}: validation sizes 26, 26, 26, 25; positives 9, 9, 9, 8. */
  @Test
  void stratifiedFoldsHaveTheSameSizes() {
    assertThat(validation(SplitSpec.random(0.2, 4, 1)))
        .extracting(Size::rows)
        .containsExactlyInAnyOrder(26L, 26L, 26L, 25L);
    assertThat(validation(SplitSpec.random(0.2, 4, 1)))
        .extracting(Size::positives)
        .containsExactlyInAnyOrder(9L, 9L, 9L, 8L);
  }

  /**
   * {@code TimeSeriesSplit(4)}: trains on 23, 43, 63, 83 rows and validates on the 20 that follow.
   */
  @Test
  void expandingWindowsAreTheSame() {
    List<String> windows = windows(FoldSpec.of(Scheme.WALK_FORWARD, 4));
    assertThat(windows)
        .containsExactly("0-22 | 23-42", "0-42 | 43-62", "0-62 | 63-82", "0-82 | 83-102");
  }

  /** {@code TimeSeriesSplit(3, test_size=10, gap=2, max_train_size=30)}, as lengths of time. */
  @Test
  void slidingWindowsAreTheSameButForTheirLengthInRows() {
    WindowSpec lengths =
        new WindowSpec(
            Optional.of(WindowSpec.Length.of("30")),
            Optional.of(WindowSpec.Length.of("10")),
            Optional.of("2"),
            Optional.empty(),
            Optional.empty());
    assertThat(windows(FoldSpec.of(Scheme.WALK_FORWARD, 3).with(lengths)))
        .containsExactly("41-70 | 73-82", "51-80 | 83-92", "61-90 | 93-102");
  }

  /** {@code GroupKFold(3)} on groups of 15, 15, 15, 15, 15, 14, 14: 43, 30, 30 rows validate. */
  @Test
  void groupsAreBalancedAtLeastAsWell() {
    SplitSpec spec =
        SplitSpec.random(0.2, 3, 1).groupedBy("group").with(FoldSpec.of(Scheme.GROUP, 3));
    List<Long> rows = validation(spec).stream().map(Size::rows).sorted().toList();
    assertThat(rows.get(2) - rows.get(0)).isLessThanOrEqualTo(43 - 30);
    assertThat(rows.stream().mapToLong(Long::longValue).sum()).isEqualTo(103);
  }

  /** {@code LeaveOneGroupOut()}: one fold for each of 7 groups, in their order. */
  @Test
  void eachGroupIsLeftOutOnce() {
    SplitSpec spec =
        SplitSpec.random(0.2, 3, 1)
            .groupedBy("group")
            .with(FoldSpec.of(Scheme.LEAVE_ONE_GROUP_OUT, 5));
    assertThat(validation(spec))
        .extracting(Size::rows)
        .containsExactly(15L, 15L, 15L, 15L, 15L, 14L, 14L);
  }

  private record Size(long rows, long positives) {}

  private static List<Size> validation(SplitSpec spec) {
    List<Size> sizes = new ArrayList<>();
    FoldScheme.Blocks blocks = blocks(spec);
    Dataset<Row> rows = placed(spec, blocks);
    for (Fold fold : blocks.folds().folds()) {
      Dataset<Row> validates = rows.filter(col("block").isInCollection(fold.validation()));
      sizes.add(
          new Size(validates.count(), validates.filter(col(Columns.LABEL).equalTo(1)).count()));
    }
    return sizes;
  }

  private static List<String> windows(FoldSpec folds) {
    SplitSpec spec = SplitSpec.random(0.2, 2, 1).orderedBy("time").with(folds);
    FoldScheme.Blocks blocks = blocks(spec);
    Dataset<Row> rows = placed(spec, blocks);
    List<String> windows = new ArrayList<>();
    for (Fold fold : blocks.folds().folds()) {
      windows.add(
          range(rows.filter(col("block").isInCollection(fold.training())))
              + " | "
              + range(rows.filter(col("block").isInCollection(fold.validation()))));
    }
    return windows;
  }

  private static String range(Dataset<Row> rows) {
    Row range = rows.selectExpr("min(time)", "max(time)", "count(*)").head();
    assertThat(range.getLong(1) - range.getLong(0) + 1).isEqualTo(range.getLong(2));
    return range.getLong(0) + "-" + range.getLong(1);
  }

  private static FoldScheme.Blocks blocks(SplitSpec spec) {
    Dataset<Row> rows = rows();
    return FoldScheme.of(spec)
        .plan(
            new Planning(
                spec,
                new LabelSpec("label", "1"),
                new Numbers(spec, rows.schema()),
                rows,
                rows,
                103));
  }

  private static Dataset<Row> placed(SplitSpec spec, FoldScheme.Blocks blocks) {
    Dataset<Row> rows = rows();
    return rows.withColumn("block", blocks.layers().get(0).column(new Numbers(spec, rows.schema())))
        .cache();
  }

  private static Dataset<Row> rows() {
    return TestSession.spark()
        .range(103)
        .toDF("time")
        .withColumn("label", when(col("time").mod(3).equalTo(0), 1).otherwise(0))
        .withColumn(Columns.LABEL, col("label").cast("double"))
        .withColumn("group", concat(lit("g"), col("time").mod(7)))
        .withColumn(Columns.ROW_KEY, concat(lit("k"), col("time")))
        .withColumn(Columns.SPLIT_UNIT, col(Columns.ROW_KEY));
  }
}
