package dev.holdout.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FinalFitTest {
  @TempDir Path folder;

  @Test
  void isOneModelFromRawRowsToScoresWithNamedWeights() throws Exception {
    Training training = Planted.training(1_000, 2);
    FinalFit fit =
        FinalFit.of(
            training,
            Planted.assembled(),
            RebalanceSpec.NONE,
            Candidate.of("logistic_regression", Map.of("reg_param", 0.001)),
            1);

    assertThat(fit.weights()).extracting(FeatureWeight::feature).startsWith("strong", "weak");
    assertThat(fit.weights().get(0).weight()).isCloseTo(2, within(0.4));
    fit.model().write().save(folder.resolve("m").toString());
    Dataset<Row> raw = training.rows().drop("_label", "_block").limit(20);
    List<Row> scores = fit.model().transform(raw).select(Fitted.SCORE).collectAsList();
    assertThat(
            PipelineModel.load(folder.resolve("m").toString())
                .transform(raw)
                .select(Fitted.SCORE)
                .collectAsList())
        .isEqualTo(scores);
  }

  @Test
  void theBaselineHasNoWeights() {
    FinalFit fit =
        FinalFit.of(
            Planted.training(40, 2),
            Planted.assembled(),
            RebalanceSpec.NONE,
            Learners.baseline(),
            1);

    assertThat(fit.weights()).isEmpty();
    assertThat(fit.model().stages()).hasSize(2);
  }

  @Test
  void readsTheColumnOffTheFeaturesName() {
    List<String> columns = List.of("age", "age=old", "opened");

    assertThat(FeatureWeight.of("age", columns, 1).column()).isEqualTo("age");
    assertThat(FeatureWeight.of("age=(missing)", columns, 1).column()).isEqualTo("age");
    assertThat(FeatureWeight.of("age=old=x", columns, 1).column()).isEqualTo("age=old");
    assertThat(FeatureWeight.of("opened.month.sin", columns, 1).column()).isEqualTo("opened");
    assertThat(FeatureWeight.of("feature 3", columns, 1).column()).isEqualTo("feature 3");
  }
}
