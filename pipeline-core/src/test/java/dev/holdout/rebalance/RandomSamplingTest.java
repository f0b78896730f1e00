package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.contract.Columns;
import dev.holdout.tune.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RandomSamplingTest {
  private static Dataset<Row> sampled(
      Rebalancer rebalancer, Dataset<Row> rows, double ratio, long seed) {
    return rebalancer
        .rebalance(GivenRows.given(rows), Parameters.of(rebalancer, Map.of("ratio", ratio)), seed)
        .rows()
        .rows();
  }

  private static List<String> keys(Dataset<Row> rows) {
    return rows.select(Columns.ROW_KEY).collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"300, 7, 1", "300, 7, 0.1", "300, 7, 0.033", "301, 100, 0.7", "5, 1, 1"})
  void reachesTheRatioWithinOneRow(int negatives, int positives, double ratio) {
    Dataset<Row> rows = GivenRows.numbers(3, negatives, positives);
    ClassCounts under = ClassCounts.of(sampled(new Undersampling(false), rows, ratio, 1));
    assertThat((double) under.of(0).rows()).isCloseTo(positives / ratio, within(1.0));
    assertThat(under.of(1).rows()).isEqualTo(positives);
    ClassCounts over = ClassCounts.of(sampled(new Oversampling(), rows, ratio, 1));
    assertThat((double) over.of(1).rows()).isCloseTo(negatives * ratio, within(1.0));
    assertThat(over.of(0).rows()).isEqualTo(negatives);
  }

  @Test
  void theSameRowsAreDrawnUnderEveryPartitioning() {
    Dataset<Row> rows = GivenRows.numbers(4, 200, 23);
    for (Rebalancer rebalancer : List.of(new Undersampling(false), new Oversampling())) {
      List<String> drawn = keys(sampled(rebalancer, rows.coalesce(1), 0.7, 5));
      assertThat(keys(sampled(rebalancer, rows.repartition(7, col("_features")), 0.7, 5)))
          .isEqualTo(drawn);
      assertThat(keys(sampled(rebalancer, rows, 0.7, 6))).isNotEqualTo(drawn);
    }
  }

  @Test
  void everyClassIsSampledByItself() {
    Dataset<Row> rows = GivenRows.numbers(5, 100, 30, 10);
    ClassCounts under = ClassCounts.of(sampled(new Undersampling(false), rows, 0.5, 1));
    assertThat(under.classes().values())
        .extracting(ClassCounts.Count::rows)
        .containsExactly(20L, 20L, 10L);
    ClassCounts over = ClassCounts.of(sampled(new Oversampling(), rows, 0.5, 1));
    assertThat(over.classes().values())
        .extracting(ClassCounts.Count::rows)
        .containsExactly(100L, 50L, 50L);
  }

  @Test
  void undersampledRowsCanWeighAsMuchAsThoseTheyStandFor() {
    Dataset<Row> rows = GivenRows.numbers(6, 400, 40).withColumn(Columns.WEIGHT, lit(1.0));
    ClassCounts after = ClassCounts.of(sampled(new Undersampling(true), rows, 1, 1));
    assertThat(after.of(0).rows()).isEqualTo(40);
    assertThat(after.of(0).weight()).isCloseTo(400, within(1e-9));
    assertThat(after.share(1)).isCloseTo(40 / 440.0, within(1e-12));
  }

  @Test
  void copiesAreMarkedAndNameTheRowThatTheyRepeat() {
    Dataset<Row> rows = GivenRows.numbers(7, 50, 8);
    Dataset<Row> after = sampled(new Oversampling(), rows, 1, 1);
    Set<String> given = new HashSet<>(keys(rows));
    assertThat(keys(after)).doesNotHaveDuplicates().hasSize(100);
    assertThat(keys(after.filter("NOT _synthetic")))
        .containsExactlyElementsOf(given.stream().sorted().toList());
    List<Row> copies = after.filter("_synthetic").select("_parents", "_label").collectAsList();
    assertThat(copies)
        .allMatch(row -> row.getDouble(1) == 1.0 && given.contains(row.getList(0).get(0)));
    assertThat(
            copies.stream()
                .collect(Collectors.groupingBy(row -> row.getList(0).get(0), Collectors.counting()))
                .values())
        .as("42 copies of 8 rows")
        .containsOnly(5L, 6L)
        .hasSize(8);
  }

  @Test
  void saysSoWhereTheRatioIsReached() {
    Dataset<Row> rows = GivenRows.numbers(8, 20, 10);
    for (Rebalancer rebalancer : List.of(new Undersampling(false), new Oversampling())) {
      Rebalancer.Rebalanced done =
          rebalancer.rebalance(
              GivenRows.given(rows), Parameters.of(rebalancer, Map.of("ratio", 0.5)), 1);
      assertThat(done.notes()).singleElement().asString().contains("10 to 20");
      assertThat(done.rows().rows().count()).isEqualTo(30);
    }
  }

  @Test
  void drawsExactlyAsManyAsAskedFor() {
    Dataset<Row> rows = GivenRows.numbers(9, 500, 1);
    for (long size : new long[] {0, 1, 17, 250, 500, 501, 600}) {
      assertThat(rows.filter(new Draw(3, "test").lowest(rows, size)).count())
          .isEqualTo(Math.min(501, size));
    }
  }
}
