package dev.holdout.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RankingIntervalsTest {
  /** Of 30 queries one has its only relevant item in the second place: a reciprocal rank of ½. */
  @Test
  void oneFaultyQueryDoesNotMakeTheOthersSure() {
    List<Row> rows = new ArrayList<>();
    for (int query = 0; query < 30; query++) {
      rows.add(RowFactory.create("q" + query, 2.0, query == 0 ? 0.0 : 1.0, 1.0));
      rows.add(RowFactory.create("q" + query, 1.0, query == 0 ? 1.0 : 0.0, 1.0));
    }
    Measure mrr =
        SimulatedRankings.measures(
                rows.iterator(), RankingSpec.top(2), new Confidence(0.95, 100, 0))
            .get("mrr_at_2");
    assertThat(mrr.value().orElseThrow()).isEqualTo(1 - 0.5 / 30);
    // Where one query in eight is as bad, 30 have one such or none in a table of nine: in.
    assertThat(mrr.lower().orElseThrow()).isBetween(0.8, 1 - 0.5 / 8);
    assertThat(mrr.upper().orElseThrow()).isLessThan(1);
  }
}
