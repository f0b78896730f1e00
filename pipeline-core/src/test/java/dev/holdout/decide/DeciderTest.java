package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeciderTest {
  private static final ScoreCounts TWELVE = ScoreCounts.of(GivenScores.twelve());
  private static final StructType SCHEMA =
      StructType.fromDDL("_decision STRING, _score DOUBLE, id INT");

  @Test
  void columnsAreTheSameToTheBitAsSingleScores() {
    List<Row> rows = new ArrayList<>();
    for (int i = -50; i <= 1_050; i++) {
      rows.add(RowFactory.create("old", i / 1_000.0, i));
    }
    Dataset<Row> scores = TestSession.spark().createDataFrame(rows, SCHEMA).repartition(2);
    for (Calibrator calibrator :
        List.of(new NoCalibration(), Platt.fit(TWELVE), Isotonic.fit(TWELVE))) {
      Decider decider = Decider.of(new Decision(calibrator, 0.5));
      Dataset<Row> decided = decider.transform(scores);
      assertThat(decided.columns())
          .containsExactlyInAnyOrder("_score", "id", "_probability", "_decision");
      assertThat(decider.transformSchema(SCHEMA).fieldNames())
          .containsExactlyInAnyOrder(decided.columns());
      for (Row row : decided.collectAsList()) {
        double probability = calibrator.calibrate(row.<Double>getAs("_score"));
        assertThat(row.<Double>getAs("_probability")).isEqualTo(probability);
        assertThat(row.<Boolean>getAs("_decision")).isEqualTo(probability >= 0.5);
      }
    }
  }

  @Test
  void rowsWithoutAScoreAreNotDecided() {
    Dataset<Row> scores =
        TestSession.spark()
            .createDataFrame(
                List.of(RowFactory.create("a", null, 1), RowFactory.create("b", Double.NaN, 2)),
                SCHEMA);
    Decider decider = Decider.of(new Decision(Isotonic.fit(TWELVE), 0.5));
    for (Row row : decider.transform(scores).select("_probability", "_decision").collectAsList()) {
      assertThat(row.anyNull()).isTrue();
      assertThat(row.isNullAt(0)).isEqualTo(row.isNullAt(1));
    }
  }

  @Test
  void withinTheBandAPersonDecides() {
    List<Row> rows = new ArrayList<>();
    for (double score : new double[] {0.19, 0.2, 0.5, 0.59, 0.6, 0.9}) {
      rows.add(RowFactory.create("old", score, 1));
    }
    rows.add(RowFactory.create("old", null, 1));
    Dataset<Row> scores = TestSession.spark().createDataFrame(rows, SCHEMA).coalesce(1);
    Decider decider =
        Decider.of(new Decision(new NoCalibration(), 0.5, Optional.of(new Band(0.2, 0.6))));
    Dataset<Row> decided = decider.transform(scores);
    assertThat(decided.columns())
        .containsExactlyInAnyOrder("_score", "id", "_probability", "_review", "_decision");
    assertThat(decider.transformSchema(SCHEMA).fieldNames())
        .containsExactlyInAnyOrder(decided.columns());
    assertThat(decided.select("_review", "_decision").collectAsList())
        .containsExactly(
            RowFactory.create(false, false),
            RowFactory.create(true, null),
            RowFactory.create(true, null),
            RowFactory.create(true, null),
            RowFactory.create(false, true),
            RowFactory.create(false, true),
            RowFactory.create(null, null));
  }

  @Test
  void decisionsAreReadableAndThoseFromBeforeThereWasReviewStillRead() {
    assertThat(new Decision(new NoCalibration(), 0.25).toJson())
        .isEqualTo("{\"calibrator\":{\"kind\":\"none\"},\"threshold\":0.25}");
    Decision reviewed = new Decision(new NoCalibration(), 0.25, Optional.of(new Band(0.125, 0.5)));
    assertThat(reviewed.toJson())
        .isEqualTo(
            "{\"calibrator\":{\"kind\":\"none\"},\"review\":{\"lower\":0.125,\"upper\":0.5},"
                + "\"threshold\":0.25}");
    assertThat(Decision.of(reviewed.toJson())).isEqualTo(reviewed);
    assertThat(Decision.of("{\"calibrator\":{\"kind\":\"none\"},\"threshold\":0.5}"))
        .isEqualTo(new Decision(new NoCalibration(), 0.5));
  }

  @Test
  void survivesSavingWithinAPipelineModel(@TempDir Path folder) throws Exception {
    Dataset<Row> scores =
        TestSession.spark().createDataFrame(List.of(RowFactory.create("a", 0.45, 1)), SCHEMA);
    Decider[] deciders = {
      Decider.of(new Decision(new NoCalibration(), 0.25)),
      Decider.of(new Decision(Platt.fit(TWELVE), 0.5)),
      Decider.of(new Decision(Isotonic.fit(TWELVE), 0.5, Optional.of(new Band(0.25, 1.5))))
    };
    String path = folder.resolve("model").toString();
    new Pipeline().setStages((PipelineStage[]) deciders).fit(scores).write().save(path);
    PipelineModel loaded = PipelineModel.load(path);
    for (int stage = 0; stage < deciders.length; stage++) {
      assertThat(((Decider) loaded.stages()[stage]).fitted()).isEqualTo(deciders[stage].fitted());
    }
    assertThat(loaded.transform(scores).collectAsList())
        .isEqualTo(deciders[2].transform(scores).collectAsList());
  }

  @Test
  void refusesATableWithoutScores() {
    Decider decider = Decider.of(new Decision(new NoCalibration(), 0.5));
    assertThatThrownBy(() -> decider.transformSchema(StructType.fromDDL("_score STRING")))
        .hasMessage(
            "[DATA_CONTRACT] Cannot decide: found no column _score of type double, expected the"
                + " learner's score. Put the model before the decision.");
  }
}
