package dev.holdout.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class CanonicalLayoutTest {
  @Test
  void partitionsDependOnTheNumberOfRowsAlone() {
    assertThat(CanonicalLayout.partitions(0)).isEqualTo(1);
    assertThat(CanonicalLayout.partitions(200_000)).isEqualTo(1);
    assertThat(CanonicalLayout.partitions(200_001)).isEqualTo(2);
    assertThat(CanonicalLayout.partitions(5_000_000)).isEqualTo(25);
  }

  @Test
  void rowsLieTheSameWhateverLayoutTheyComeIn() {
    Dataset<Row> rows =
        TestSession.spark().range(0, 500, 1, 7).selectExpr("cast(id as string) AS _row_key");

    List<Row> laidOut = withPartitions(CanonicalLayout.of(rows, 450_000));
    assertThat(laidOut)
        .isEqualTo(withPartitions(CanonicalLayout.of(rows.orderBy("_row_key"), 450_000)))
        .hasSize(500);
    assertThat(laidOut.stream().map(row -> row.getInt(1)).distinct()).hasSize(3);
  }

  private static List<Row> withPartitions(Dataset<Row> rows) {
    return rows.selectExpr("_row_key", "spark_partition_id()").collectAsList();
  }
}
