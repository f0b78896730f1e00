package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.split.RowDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Expressions over thousands of columns or values do not grow in depth. */
class ManyConditionsTest {
  private static final int MANY = 2_000;

  @Test
  void anyOfNoneIsFalseAndNullIsNoMatch() {
    Dataset<Row> rows = TestSession.spark().range(3).toDF("id");
    Column unknown = lit(null).cast("boolean");
    assertThat(rows.filter(Columns.any(List.of())).count()).isZero();
    assertThat(rows.filter(Columns.any(List.of(unknown))).count()).isZero();
    assertThat(rows.filter(Columns.any(List.of(unknown, col("id").gt(0)))).count()).isEqualTo(2);
    Row answers =
        rows.limit(1)
            .select(Columns.any(List.of(unknown, lit(false))), Columns.any(List.of(unknown)))
            .first();
    assertThat(answers.getBoolean(0)).isFalse();
    assertThat(answers.getBoolean(1)).isFalse();
  }

  @Test
  void rowsOfThousandsOfColumnsHaveDigests() {
    List<String> names = IntStream.range(0, MANY).mapToObj(i -> "c" + i).toList();
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(lit(null).cast("double").as(name)));
    Dataset<Row> rows = TestSession.spark().range(1).select(columns.toArray(Column[]::new));
    assertThat(rows.select(RowDigest.of(names)).first().isNullAt(0)).isTrue();
  }
}
