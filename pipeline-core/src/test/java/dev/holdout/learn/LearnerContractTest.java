package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.stat.Scan;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every learner of two classes must do; {@link TaskLearnersTest} asks others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LearnerContractTest {
  /** Few iterations and shallow trees: the relation is simple and the tests are quick. */
  private static final Map<String, Map<String, Double>> QUICK =
      Map.of(
          "random_forest", Map.of("num_trees", 10.0, "max_depth", 4.0),
          "gradient_boosted_trees", Map.of("max_iter", 10.0, "max_depth", 3.0, "step_size", 0.3));

  private final Dataset<Row> rows = Planted.rows(1_500, 3).persist();
  private final Training encoded = Planted.encoded(rows).as(Dataset::persist);
  private final Map<String, Fitted> fitted = new TreeMap<>();

  @TempDir Path folder;

  static Stream<Learner> learners() {
    return Learners.of(Task.BINARY).stream();
  }

  @BeforeAll
  void fitAll() {
    learners().forEach(learner -> fitted.put(learner.family(), fit(learner, encoded)));
  }

  @AfterAll
  void free() {
    encoded.rows().unpersist();
    rows.unpersist();
  }

  @ParameterizedTest
  @MethodSource("learners")
  void scoresAreProbabilitiesThatFollowThePlantedRelation(Learner learner) {
    Dataset<Row> scored = score(learner, Planted.encoded(rows));
    ScoreCounts counts = Scan.of(scored, ScoreCounts.statistic(Fitted.SCORE, Columns.LABEL));

    assertThat(counts.rows()).isEqualTo(1_500);
    assertThat(counts.outsideUnitInterval()).isZero();
    double auc = Metrics.byName("roc_auc").value(counts, 0.5).value().orElseThrow();
    if (learner.family().equals("prior")) {
      assertThat(auc).isEqualTo(0.5);
      assertThat(counts.scoreSum()).isCloseTo((double) counts.positives(), within(1e-9));
    } else {
      // A log odds of deviation √5 separates the classes with an AUC near 0.88.
      assertThat(auc).isBetween(0.84, 0.96);
    }
  }

  @ParameterizedTest
  @MethodSource("learners")
  void weightsPointAtThePlantedFeatures(Learner learner) {
    double[] weights = fitted(learner).weights(encoded);

    if (learner.family().equals("prior")) {
      assertThat(weights).isEmpty();
      return;
    }
    assertThat(weights).hasSize(3);
    assertThat(Math.abs(weights[0])).isGreaterThan(Math.abs(weights[1]));
    assertThat(Math.abs(weights[1])).isGreaterThan(Math.abs(weights[2]));
    if (learner.family().equals("logistic_regression")) {
      // The features' deviations are near 1, so the planted coefficients come back.
      assertThat(weights[0]).isCloseTo(2, within(0.35));
      assertThat(weights[1]).isCloseTo(-1, within(0.25));
      assertThat(weights[2]).isCloseTo(0, within(0.2));
    }
  }

  @ParameterizedTest
  @MethodSource("learners")
  void isSavedInsideAPipelineModelAndScoresTheSameAfterwards(Learner learner) throws Exception {
    List<Transformer> stages = new ArrayList<>(List.of(Planted.assembler()));
    stages.addAll(fitted(learner).stages());
    PipelineModel model = new PipelineModel("saved", stages);
    String path = folder.resolve(learner.family()).toString();
    model.write().overwrite().save(path);

    Dataset<Row> few = rows.limit(50);
    PipelineModel loaded = PipelineModel.load(path);
    assertThat(scores(loaded.transform(few))).isEqualTo(scores(model.transform(few)));
    assertThat(loaded.transformSchema(few.schema()).fieldNames())
        .containsExactlyInAnyOrder(loaded.transform(few).columns())
        .contains(Fitted.SCORE);
  }

  @ParameterizedTest
  @MethodSource("learners")
  void learnsTheSameFromTheSameRowsInAnotherLayout(Learner learner) {
    Training shuffled =
        Planted.encoded(rows.repartition(5, col("noise")).orderBy(col("weak").desc()));

    assertThat(scores(score(learner, fit(learner, shuffled), Planted.encoded(rows))))
        .isEqualTo(scores(score(learner, Planted.encoded(rows))));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void refusesUnknownHyperparametersAndNamesThoseAllowed(Learner learner) {
    assertThatThrownBy(() -> Parameters.of(learner, Map.of("depth", 3.0)))
        .hasMessageContaining("[CONFIGURATION] Cannot use these hyperparameters of")
        .hasMessageContaining(learner.family() + ".depth: found an unknown hyperparameter")
        .hasMessageContaining(Parameters.allowed(learner));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void refusesValuesOutsideTheRangeOfEachHyperparameter(Learner learner) {
    for (Hyperparameter one : learner.hyperparameters()) {
      assertThat(one.allows(one.defaultValue())).as(one.name()).isTrue();
      for (double wrong : new double[] {one.low() - 1, Math.nextUp(one.high()), Double.NaN}) {
        assertThatThrownBy(() -> Parameters.of(learner, Map.of(one.name(), wrong)))
            .hasMessageContaining(learner.family() + "." + one.name())
            .hasMessageContaining("expected " + one.range());
      }
    }
  }

  private static Fitted fit(Learner learner, Training encoded) {
    Map<String, Double> given = QUICK.getOrDefault(learner.family(), Map.of());
    return learner.fit(encoded, Parameters.of(learner, given), 7);
  }

  private Fitted fitted(Learner learner) {
    return Objects.requireNonNull(fitted.get(learner.family()));
  }

  private Dataset<Row> score(Learner learner, Training rows) {
    return score(learner, fitted(learner), rows);
  }

  private static Dataset<Row> score(Learner learner, Fitted fitted, Training encoded) {
    Dataset<Row> scored = encoded.rows().withColumn("family", lit(learner.family()));
    for (Transformer stage : fitted.stages()) {
      scored = stage.transform(scored);
    }
    return scored;
  }

  private static List<Row> scores(Dataset<Row> scored) {
    return scored.select(Columns.ROW_KEY, Fitted.SCORE).orderBy(Columns.ROW_KEY).collectAsList();
  }
}
