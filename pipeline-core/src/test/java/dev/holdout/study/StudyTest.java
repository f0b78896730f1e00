package dev.holdout.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.CostMatrix;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.decide.LeastCost;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.feature.Encoding;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.OutOfFoldTarget;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Measure;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Strategy;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.SplitReport;
import dev.holdout.split.Training;
import dev.holdout.study.Study.Verdict;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Strategies compared on planted rows: logistic regression is the truth, one in nine positive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StudyTest {
  private static final int FOLDS = 4;
  private static final int ROWS = 4_000;
  private static final FoldPlan PLAN = FoldPlan.kFold(FOLDS);
  private static final Candidate LOGISTIC =
      Candidate.of("logistic_regression", Map.of("reg_param", 0.0001));
  private static final Strategy TINY = Strategy.of("undersample", Map.of("ratio", 1.0));
  private static final DecisionSpec COST =
      DecisionSpec.of(CalibratorKind.NONE, new LeastCost(CostMatrix.of(1, 8)));
  private static final EvaluationSpec EVALUATION =
      EvaluationSpec.of(List.of("kind of"), List.of(), 100, 10, 0.95, 200, 3);

  @TempDir static Path folder;

  private Tables tables;
  private Study study;

  @BeforeAll
  void compareOnce() {
    tables = new Tables(TestSession.spark(), folder.toString(), 365);
    study = compare(rows().coalesce(1), "one");
  }

  @Test
  void rebalancingCannotHelpAModelThatIsRight() {
    assertThat(study.answer())
        .startsWith(
            "Rebalancing does not help here: once scores are calibrated and the threshold is"
                + " chosen, none of 2 strategies is better than doing nothing in any of 5 metrics"
                + " by more than noise");
    assertThat(study.reference()).contains("none");
    assertThat(study.overall())
        .hasSize(2 * 11)
        .extracting(Study.Difference::verdict)
        .doesNotContain(Verdict.BETTER);
    assertThat(study.comparisons()).as("of 5 metrics").isEqualTo(10);
    assertThat(study.otherComparisons()).as("of 6 metrics").isEqualTo(12);
    assertThat(study.calibrator()).isEqualTo("platt");
    assertThat(study.calibratorAsked()).isFalse();
    assertThat(study.testToTrain()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(study.deciding()).contains("cost");
  }

  @Test
  void whatAStrategyCostAndSawIsTold() {
    StrategyFit none = study.strategies().get(0).fit();
    assertThat(none.meanRows()).isEqualTo(ROWS * 0.75);
    assertThat(none.meanSynthetic()).isZero();
    StrategyFit tiny = study.strategies().get(1).fit();
    assertThat(tiny.meanRows()).isBetween(500.0, 1200.0);
    assertThat(tiny.rebalanceSeconds()).isPositive();
    assertThat(study.strategies().get(1).values().get("cost").value().orElseThrow())
        .isBetween(0.0, 1.0);
  }

  @Test
  void aStrategyThatFailsIsToldAndStopsNoOther() {
    assertThat(study.strategies().get(3).failure().orElseThrow())
        .startsWith("Cannot rebalance: found the strategy \"magic\"");
    assertThat(study.strategies())
        .filteredOn(one -> one.failure().isEmpty())
        .extracting(Study.Compared::strategy)
        .containsExactly("none", "undersample(ratio=1)", "class_weights");
  }

  @Test
  void segmentsAreComparedAndThoseWithFewRowsAreNot() {
    assertThat(study.groups())
        .extracting(group -> group.value().orElse("-"))
        .containsExactly("-", "often", "seldom");
    assertThat(study.groups().get(1).differences()).hasSize(22);
    assertThat(study.groups().get(2).differences()).isEmpty();
    assertThat(study.segmentComparisons()).isEqualTo(22);
  }

  @Test
  void isReadBackFromJsonAndTheSameUnderEveryPartitioning() {
    assertThat(Json.read(Json.canonical(study), Study.class)).isEqualTo(study);
    Study other = compare(rows().repartition(5), "five");
    assertThat(other.groups()).isEqualTo(study.groups());
    assertThat(other.strategies())
        .extracting(Study.Compared::values)
        .isEqualTo(study.strategies().stream().map(Study.Compared::values).toList());
  }

  @Test
  void oneStrategyAloneGivesNoAnswer() {
    StrategyFit none = study.strategies().get(0).fit();
    Study alone = comparison(GivenTraining.of(rows())).compare(List.of(none));
    assertThat(alone.answer())
        .isEqualTo("Whether rebalancing helps was not found out: only one strategy was given.");
    assertThat(alone.groups()).isEmpty();
  }

  @Test
  void answersSayWhatHelpsWhatHurtsAndWhatTakesLong() {
    StrategyFit none = fit("none", 1);
    StrategyFit smote = fit("smote", 4.2);
    StrategyFit weights = fit("class_weights", 1);
    List<String> deciding = List.of("f1", "log_loss");
    assertThat(
            Answer.of(
                none,
                List.of(smote, weights),
                List.of(
                    difference("smote", "f1", Verdict.BETTER),
                    difference("smote", "recall", Verdict.WORSE),
                    difference("class_weights", "log_loss", Verdict.WORSE)),
                deciding))
        .isEqualTo(
            "Rebalancing helps here: once scores are calibrated and the threshold is chosen, smote"
                + " is better than doing nothing in F1; class_weights is worse in log loss; fitting"
                + " with smote took 4.2 times as long.");
    assertThat(
            Answer.of(
                none,
                List.of(weights),
                List.of(
                    difference("class_weights", "f1", Verdict.BETTER),
                    difference("class_weights", "log_loss", Verdict.WORSE)),
                deciding))
        .isEqualTo(
            "Rebalancing cuts both ways here: once scores are calibrated and the threshold is"
                + " chosen, class_weights is better than doing nothing in F1, worse in log loss.");
    assertThat(
            Answer.of(
                none,
                List.of(weights, fit("oversample", 1)),
                List.of(
                    difference("class_weights", "f1", Verdict.WORSE),
                    difference("oversample", "f1", Verdict.WORSE)),
                deciding))
        .endsWith("by more than noise; class_weights and oversample are worse in F1.");
    assertThat(Answer.of(smote, List.of(weights), List.of(), deciding))
        .isEqualTo(
            "No other strategy does better than smote here: once scores are calibrated and the"
                + " threshold is chosen, class_weights is not better than smote in any of 2 metrics"
                + " by more than noise.");
  }

  private static StrategyFit fit(String strategy, double seconds) {
    return new StrategyFit(
        Strategy.of(strategy, Map.of()),
        false,
        Optional.empty(),
        Optional.empty(),
        seconds,
        0,
        10,
        0,
        List.of());
  }

  private static Study.Difference difference(String strategy, String metric, Verdict verdict) {
    return new Study.Difference(
        strategy, metric, Measure.of(0.1), Measure.of(0.1), Optional.of(0.01), verdict);
  }

  private Study compare(Dataset<Row> rows, String name) {
    Training training = GivenTraining.of(rows.persist());
    StrategyRun runs =
        new StrategyRun(training, PLAN, counts(), assembled(), LOGISTIC, RebalanceSpec.NONE, 2, 1);
    List<StrategyFit> fits = new ArrayList<>();
    for (Strategy strategy :
        List.of(
            Strategy.NONE,
            TINY,
            Strategy.of("class_weights", Map.of()),
            Strategy.of("magic", Map.of()))) {
      String table = "study/" + name + "/" + fits.size();
      fits.add(runs.run(strategy, new OutOfFoldTarget(tables, table, "k", "run")));
    }
    Study found = comparison(training).compare(fits);
    rows.unpersist();
    return found;
  }

  private StudyComparison comparison(Training training) {
    return new StudyComparison(tables, training, PLAN, counts(), LOGISTIC, COST, EVALUATION);
  }

  private static List<SplitReport.FoldCount> counts() {
    List<SplitReport.FoldCount> counts = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      counts.add(
          new SplitReport.FoldCount(
              fold,
              "",
              new SplitReport.Part(ROWS * 3 / 4, 0, List.of()),
              new SplitReport.Part(ROWS / 4, 0, List.of())));
    }
    return counts;
  }

  private static FoldPreprocessing assembled() {
    Transformer assembler =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "noise"})
            .setOutputCol(FoldPreprocessing.FEATURES);
    return new FoldPreprocessing() {
      @Override
      public Transformer forFold(Fold fold, Encoding encoding) {
        return assembler;
      }

      @Override
      public Transformer forAll(Encoding encoding) {
        return assembler;
      }
    };
  }

  /** Log odds of a positive: −3 + 1.5·x. */
  private static Dataset<Row> rows() {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double x = random.nextGaussian();
      double label = random.nextDouble() < 1 / (1 + Math.exp(3 - 1.5 * x)) ? 1 : 0;
      rows.add(
          RowFactory.create(
              "k" + row,
              x,
              random.nextGaussian(),
              label,
              row % FOLDS,
              row < 60 ? "seldom" : "often"));
    }
    return TestSession.spark()
        .createDataFrame(
            rows,
            new StructType()
                .add(Columns.ROW_KEY, DataTypes.StringType)
                .add("x", DataTypes.DoubleType)
                .add("noise", DataTypes.DoubleType)
                .add(Columns.LABEL, DataTypes.DoubleType)
                .add(Columns.BLOCK, DataTypes.IntegerType)
                .add("kind of", DataTypes.StringType));
  }

  @Test
  void eachFoldIsDecidedUponByOthers() {
    // Two layers of three folds: other folds of the same layer, never of the other.
    FoldPlan repeated = FoldPlan.kFold(3, 2);
    assertThat(FoldDecisions.others(repeated.folds().get(1), repeated)).containsExactly(0, 2);
    assertThat(FoldDecisions.others(repeated.folds().get(3), repeated)).containsExactly(4, 5);
    assertThat(Set.copyOf(FoldDecisions.others(PLAN.folds().get(0), PLAN)))
        .containsExactlyInAnyOrder(1, 2, 3);
  }
}
