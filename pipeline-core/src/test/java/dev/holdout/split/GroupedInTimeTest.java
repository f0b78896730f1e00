package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.FoldSpec.Scheme;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Schemes by time that keep the rows of a house together: some houses are sold twice. */
final class GroupedInTimeTest {
  private static final SplitSpec BY_TIME =
      SplitSpec.random(0.2, 4, 11)
          .orderedBy("at")
          .with(TestSpec.latest(0.2))
          .with(FoldSpec.of(Scheme.WALK_FORWARD, 3));

  /** A sale, and where it went; the block is −1 outside Training. */
  private record Sale(String key, Optional<String> house, long time, String partition, int block) {}

  @Test
  void noHouseIsOnTwoSidesAndNoRowLeavesItsTime() {
    for (long seed = 1; seed <= 3; seed++) {
      Dataset<Row> rows = sales(seed);
      SplitPlan plan = plan(BY_TIME.groupedBy("house"), rows);
      List<Sale> placed = placed(rows, plan);
      List<Sale> byRow = placed(rows, plan(BY_TIME, rows));

      assertThat(in(placed, "test")).isNotEmpty().isEqualTo(in(byRow, "test"));
      Set<String> tested = houses(in(placed, "test"));
      // What leaves Training is just what Test knows.
      assertThat(in(placed, "training"))
          .extracting(Sale::key)
          .containsExactlyElementsOf(
              in(byRow, "training").stream()
                  .filter(sale -> sale.house.filter(tested::contains).isEmpty())
                  .map(Sale::key)
                  .toList());
      assertThat(in(placed, "neither")).isNotEmpty();
      for (Fold fold : plan.folds().folds()) {
        List<Sale> trains = in(placed, fold.training());
        List<Sale> validates = in(placed, fold.validation());
        assertThat(houses(trains)).doesNotContainAnyElementsOf(houses(validates)).isNotEmpty();
        assertThat(trains.stream().mapToLong(Sale::time).max().orElseThrow())
            .isLessThan(validates.stream().mapToLong(Sale::time).min().orElseThrow());
      }
      int aside = plan.folds().blocks() - 1;
      assertThat(in(placed, Set.of(aside)))
          .isNotEmpty()
          .allMatch(sale -> sale.house.isPresent(), "of a house");
      assertThat(plan(plan.spec(), rows.repartition(3).orderBy(col("at").desc()))).isEqualTo(plan);
    }
  }

  @Test
  void combinatorialFoldsPartHousesToo() {
    Dataset<Row> rows = sales(1);
    SplitPlan plan =
        plan(BY_TIME.groupedBy("house").with(FoldSpec.of(Scheme.COMBINATORIAL_PURGED, 5)), rows);
    List<Sale> placed = placed(rows, plan);
    for (Fold fold : plan.folds().folds()) {
      assertThat(houses(in(placed, fold.training())))
          .doesNotContainAnyElementsOf(houses(in(placed, fold.validation())));
    }
  }

  @Test
  void saysWhatToDoWhereEveryGroupLastsTooLong() {
    Dataset<Row> rows = sales(1).withColumn("house", expr("IF(_row_key < 'key 3', 'a', 'b')"));
    assertThatThrownBy(() -> plan(BY_TIME.with(TestSpec.random(0.2)).groupedBy("house"), rows))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("windows without rows")
        .hasMessageContaining("no `split.group` where most groups last longer than a window");
  }

  /** One house in four is sold twice; one sale in twenty is of no house. */
  private static Dataset<Row> sales(long seed) {
    return RandomTable.of(seed, 300)
        .dataset()
        .withColumn(
            "house",
            expr(
                "IF(`the group` IS NULL, NULL,"
                    + " pmod(CAST(substring(_row_key, 5) AS INT), 240))"));
  }

  private static SplitPlan plan(SplitSpec spec, Dataset<Row> rows) {
    return new Splitter(RandomTable.LABEL, spec).plan(rows, rows.count());
  }

  private static List<Sale> placed(Dataset<Row> rows, SplitPlan plan) {
    Split split = Splitter.split(rows, RandomTable.LABEL, plan);
    assertThat(split.training().rows().columns()).doesNotContain(Columns.GROUP_TIME);
    return split
        .assignment()
        .join(rows.select(Columns.ROW_KEY, "house"), Columns.ROW_KEY)
        .orderBy(Columns.ROW_KEY)
        .select(
            col(Columns.ROW_KEY),
            col("house").cast("string"),
            col(Assignment.TIME),
            col(Assignment.PARTITION),
            col(Columns.BLOCK))
        .collectAsList()
        .stream()
        .map(
            row ->
                new Sale(
                    row.getString(0),
                    Optional.ofNullable(row.getString(1)),
                    row.getLong(2),
                    row.getString(3),
                    row.isNullAt(4) ? -1 : row.getInt(4)))
        .toList();
  }

  private static List<Sale> in(List<Sale> sales, String partition) {
    return sales.stream()
        .filter(sale -> sale.partition.equals(partition))
        .map(sale -> new Sale(sale.key, sale.house, sale.time, partition, -1))
        .toList();
  }

  private static List<Sale> in(List<Sale> sales, Collection<Integer> blocks) {
    return sales.stream().filter(sale -> blocks.contains(sale.block)).toList();
  }

  private static Set<String> houses(List<Sale> sales) {
    return sales.stream().flatMap(sale -> sale.house.stream()).collect(Collectors.toSet());
  }
}
