package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ScoredKeysTest {
  @Test
  void aKeyWithTheNameOfAColumnOfTheScoresIsKeptUnderAnother() {
    Dataset<Row> row =
        TestSession.spark().sql("SELECT 1 AS model, 2 AS input_model, 3 AS Scoring, 4 AS id");
    List<String> key = List.of("model", "input_model", "Scoring", "id");

    Dataset<Row> kept = row.select(BatchScoring.keys(key).toArray(Column[]::new));

    assertThat(kept.columns())
        .containsExactly("input_input_model", "input_model", "input_Scoring", "id");
    assertThat(kept.head().mkString(",")).isEqualTo("1,2,3,4");
  }
}
