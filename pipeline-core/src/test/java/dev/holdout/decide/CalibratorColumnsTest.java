package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.lineage.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A column of scores is calibrated to the same bits as single scores, by every kind. */
final class CalibratorColumnsTest {
  private static final ScoreCounts TWELVE = ScoreCounts.of(GivenScores.twelve());

  private static List<Calibrator> every() {
    return Arrays.stream(CalibratorKind.values())
        .filter(kind -> kind != CalibratorKind.AUTO)
        .map(kind -> CalibratorFitter.fit(kind, TWELVE))
        .toList();
  }

  @Test
  void columnsAreTheSameToTheBitAsSingleScores() {
    List<Calibrator> calibrators = every();
    Dataset<Row> scored =
        TestSession.spark()
            .range(-50, 1_051)
            .select(col("id").divide(lit(1_000.0)).as("score"))
            .select(
                Stream.concat(
                        Stream.of(col("score")),
                        calibrators.stream().map(one -> one.calibrate(col("score"))))
                    .toArray(Column[]::new));
    for (Row row : scored.collectAsList()) {
      for (int i = 0; i < calibrators.size(); i++) {
        assertThat(Double.doubleToLongBits(row.getDouble(i + 1)))
            .as("%s of %s", calibrators.get(i), row.getDouble(0))
            .isEqualTo(Double.doubleToLongBits(calibrators.get(i).calibrate(row.getDouble(0))));
      }
    }
  }

  @Test
  void everyKindSurvivesItsJson() {
    for (Calibrator calibrator : every()) {
      Decision decision = new Decision(calibrator, 0.3);
      assertThat(Decision.of(decision.toJson())).isEqualTo(decision);
      assertThat(Json.read(Json.canonical(decision), Decision.class).calibrator().kind())
          .isEqualTo(calibrator.kind());
    }
  }
}
