package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class SplitterTest {
  private static final LabelSpec LABEL = new LabelSpec("the label", "yes");

  @Test
  void dividesEveryClassExactlyOverTheBlocks() {
    for (long seed : new long[] {1, 2}) {
      Dataset<Row> rows = rows(5003, 20);
      Split split = split(rows, SplitSpec.random(0.25, 7, seed));
      Map<String, Long> counts = new HashMap<>();
      for (Row row : split.training().rows().select(Columns.BLOCK, Columns.LABEL).collectAsList()) {
        counts.merge(row.getInt(0) + "/" + row.getDouble(1), 1L, Long::sum);
      }
      assertThat(counts).hasSize(14);
      for (double label : new double[] {0.0, 1.0}) {
        List<Long> sizes =
            counts.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/" + label))
                .map(Map.Entry::getValue)
                .toList();
        long largest = sizes.stream().mapToLong(Long::longValue).max().orElseThrow();
        long smallest = sizes.stream().mapToLong(Long::longValue).min().orElseThrow();
        assertThat(largest - smallest).as("seed %d, label %s", seed, label).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void everyRowIsInOnePlace() {
    Split split = split(rows(1000, 5), SplitSpec.random(0.3, 3, 7));
    Dataset<Row> test = split.test().open(purpose -> {}, "a test").rows();
    assertThat(split.training().rows().count() + test.count()).isEqualTo(1000);
    assertThat(test.join(split.training().rows(), Columns.ROW_KEY).count()).isZero();
    assertThat(split.assignment().count()).isEqualTo(1000);
    assertThat(split.assignment().filter("partition = 'test' AND _block IS NULL").count())
        .isEqualTo(test.count());
    assertThat(test.count()).isCloseTo(300, within(60L));
  }

  @Test
  void isTheSameUnderAnyPartitioningAndOrder() {
    SplitSpec spec = SplitSpec.random(0.2, 4, 11);
    Dataset<Row> rows = rows(800, 4);
    Split one = split(rows, spec);
    Split other = split(rows.repartition(7).orderBy(col("n").desc()), spec);
    assertThat(other.plan()).isEqualTo(one.plan());
    assertThat(places(other)).isEqualTo(places(one));
  }

  @Test
  void placesAreTheOnesThatWereAlwaysGiven() {
    Split split = split(rows(40, 2), SplitSpec.random(0.25, 2, 42));
    assertThat(places(split))
        .as("a change here would move rows between Training and Test of existing workspaces")
        .isEqualTo(Golden.PLACES);
  }

  @Test
  void appendedRowsNeverMoveARowBetweenTrainingAndTest() {
    SplitSpec spec = SplitSpec.random(0.2, 3, 5);
    Map<String, String> before = PartitionsByKey.of(split(rows(300, 3), spec));
    Map<String, String> after = PartitionsByKey.of(split(rows(900, 3), spec));
    assertThat(after).containsAllEntriesOf(before).hasSize(900);
  }

  @Test
  void aFoldValidatesOnWhatItsModelsHaveNotSeen() {
    Split split = split(rows(300, 3), SplitSpec.random(0.2, 3, 5));
    long validated = 0;
    long all = split.training().rows().count();
    for (Fold fold : split.plan().folds().folds()) {
      Dataset<Row> training = split.training().trainingOf(fold).rows();
      Dataset<Row> validation = split.training().validationOf(fold).rows();
      assertThat(training.join(validation, Columns.ROW_KEY).count()).isZero();
      assertThat(training.count() + validation.count()).isEqualTo(all);
      validated += validation.count();
    }
    assertThat(validated).isEqualTo(all);
  }

  @Test
  void recordsTheOpeningOfTest() {
    Split split = split(rows(100, 2), SplitSpec.random(0.2, 2, 5));
    StringBuilder ledger = new StringBuilder();
    split.test().open(ledger::append, "evaluate loans@1");
    assertThat(ledger).hasToString("evaluate loans@1");
  }

  @Test
  void refusesAClassThatIsTooRareAndSaysWhich() {
    assertThatThrownBy(() -> split(rows(100, 50), SplitSpec.random(0.2, 5, 1)))
        .isInstanceOf(HoldoutException.class)
        .hasMessageStartingWith("[DATA_INSUFFICIENT] Cannot split: the class \"yes\" has ")
        .hasMessageContaining(
            "expected at least 6 of each class, one for Test and one for each of 5")
        .hasMessageContaining("`split.folds`");
  }

  @Test
  void refusesOneClassAndListsTheValuesFound() {
    assertThatThrownBy(
            () ->
                split(
                    rows(100, 2), new LabelSpec("the label", "late"), SplitSpec.random(0.2, 5, 1)))
        .isInstanceOf(HoldoutException.class)
        .hasMessageMatching("(?s).*none of \\d+ rows has the label \"the label\" = \"late\".*")
        .hasMessageContaining("Values found: \"no\", \"yes\"");
  }

  @Test
  void refusesMissingLabelsAndCountsThem() {
    Dataset<Row> rows =
        rows(100, 2)
            .withColumn("the label", when(col("n").lt(3), lit(null)).otherwise(col("the label")));
    assertThatThrownBy(() -> split(rows, SplitSpec.random(0.2, 5, 1)))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("3 of 100 rows have no value in the label column \"the label\"");
  }

  private static Dataset<Row> rows(long count, int oneIn) {
    return TestSession.spark()
        .range(count)
        .toDF("n")
        .withColumn(Columns.ROW_KEY, concat(lit("key "), col("n")))
        .withColumn(Columns.SPLIT_UNIT, col(Columns.ROW_KEY))
        .withColumn(
            "the label", when(xxhash64(col("n")).mod(oneIn).equalTo(0), "yes").otherwise("no"))
        .localCheckpoint();
  }

  private static Split split(Dataset<Row> rows, SplitSpec spec) {
    return split(rows, LABEL, spec);
  }

  private static Split split(Dataset<Row> rows, LabelSpec label, SplitSpec spec) {
    return Splitter.split(rows, label, new Splitter(label, spec).plan(rows, rows.count()));
  }

  private static String places(Split split) {
    StringBuilder places = new StringBuilder();
    for (Row row : split.assignment().orderBy(Columns.ROW_KEY).collectAsList()) {
      places.append(row.isNullAt(2) ? "T" : row.get(2));
    }
    return places.toString();
  }

  private static final class Golden {
    static final String PLACES = "11T00TT011TTT1T0TTT0T0TT11TTTT010101T010";
  }
}
