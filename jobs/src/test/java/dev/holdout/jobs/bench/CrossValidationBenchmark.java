package dev.holdout.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FittedFolds;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CandidateGrid;
import dev.holdout.learn.CandidateResult;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.CrossValidator;
import dev.holdout.learn.FamilyResult;
import dev.holdout.learn.FinalFit;
import dev.holdout.learn.Learners;
import dev.holdout.learn.OutOfFoldTarget;
import dev.holdout.learn.Selection;
import dev.holdout.proof.MllibSearch;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.storage.StorageLevel;

/**
 * The search of the census pipeline (logistic regression, four candidates, five folds): from the
 * cached table to the fitted winner, by Holdout and by MLlib's {@code CrossValidator} over the
 * equivalent {@code Pipeline}; alternating in one process, medians of several rounds.
 *
 * <p>Both have the same folds, the same grid, the same parallelism and the same features, wherefore
 * categories have no least count here; before anything is timed, the AUC of each candidate in each
 * fold must be equal to 1e-6. Holdout also stores all out-of-fold scores and computes all metrics.
 *
 * <p>Arguments: rounds (default 7), folder of {@code adult.yaml}.
 */
public final class CrossValidationBenchmark {
  private static final double TOLERANCE = 1e-6;

  private final Bench bench;
  private final Dataset<Row> rows;
  private final FoldPlan plan;
  private final List<Candidate> candidates;
  private final MllibSearch mllib;
  private int writes;

  private CrossValidationBenchmark(Bench bench) {
    this.bench = bench;
    var spec = bench.spec();
    this.plan = FoldPlan.kFold(spec.split().folds().count());
    String label = spec.label().column();
    this.rows =
        bench
            .tables()
            .read(bench.ingest())
            .withColumn(
                Columns.LABEL,
                when(col(label).equalTo(spec.label().positive()), 1.0).otherwise(0.0))
            .withColumn(
                Columns.BLOCK, pmod(xxhash64(col(Columns.ROW_KEY)), lit(plan.blocks())).cast("int"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.candidates =
        CandidateGrid.of(spec.search()).stream()
            .filter(one -> one.family().equals("logistic_regression"))
            .toList();
    List<String> numbers = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String column : PreprocessingPlan.of(rows.schema(), spec.features()).columns()) {
      boolean text = rows.schema().apply(column).dataType() instanceof StringType;
      (text ? texts : numbers).add(column);
    }
    this.mllib =
        new MllibSearch(
            numbers,
            texts,
            candidates.stream()
                .mapToDouble(one -> Objects.requireNonNull(one.parameters().get("reg_param")))
                .toArray());
  }

  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    Path conf = Path.of(arguments.length > 1 ? arguments[1] : "conf");
    Map<String, String> sameFeatures = Map.of("features.categorical.min_count", "1");
    try (Bench bench = Bench.of(conf.resolve("adult.yaml"), sameFeatures)) {
      CrossValidationBenchmark benchmark = new CrossValidationBenchmark(bench);
      print(
          "%,d rows, %d candidates, %d folds%n",
          benchmark.rows.count(), benchmark.candidates.size(), benchmark.plan.folds().size());
      benchmark.compare();
      benchmark.time(rounds);
    }
  }

  /** Refuses to time two searches that do not find the same. */
  private void compare() {
    double[][] theirs = mllib.aucs(rows, plan.folds().size(), parallelism());
    List<CandidateResult> ours = search().candidates();
    double largest = 0;
    for (int candidate = 0; candidate < theirs.length; candidate++) {
      String id = candidates.get(candidate).id();
      List<Double> folds =
          ours.stream()
              .filter(one -> one.id().equals(id))
              .flatMap(one -> one.metric("roc_auc").stream())
              .flatMap(metric -> metric.folds().stream())
              .toList();
      for (int fold = 0; fold < folds.size(); fold++) {
        largest = Math.max(largest, Math.abs(folds.get(fold) - theirs[candidate][fold]));
      }
      print("%s: AUC by fold %s%n", id, Arrays.toString(theirs[candidate]));
    }
    print("largest difference of an AUC: %.2g%n", largest);
    if (!(largest <= TOLERANCE)) {
      throw new IllegalStateException("the two searches differ by more than " + TOLERANCE);
    }
  }

  private void time(int rounds) {
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = -2; round < rounds; round++) {
      double holdout = Bench.seconds(this::search);
      double mllibs = Bench.seconds(() -> mllib.fit(rows, plan.folds().size(), parallelism()));
      print("%s: Holdout %.2f s, MLlib %.2f s%n", round < 0 ? "warm-up" : "round", holdout, mllibs);
      if (round >= 0) {
        ours[round] = holdout;
        theirs[round] = mllibs;
      }
    }
    print(
        "Holdout %.2f s, MLlib's CrossValidator %.2f s: %.2f times as fast (medians of %d"
            + " rounds)%n",
        Bench.median(ours),
        Bench.median(theirs),
        Bench.median(theirs) / Bench.median(ours),
        rounds);
  }

  private int parallelism() {
    return bench.spec().search().parallelism();
  }

  /** Preprocessing for all folds, all fits, all scores and metrics, the choice, its final fit. */
  private CrossValidation search() {
    var spec = bench.spec();
    Training training = GivenTraining.of(rows);
    FittedFolds preprocessing =
        PreprocessingPlan.of(rows.schema(), spec.features()).fit(training, plan);
    CrossValidator validator =
        new CrossValidator(parallelism(), spec.rebalance(), spec.search().seed());
    List<FamilyResult> families = new ArrayList<>();
    for (List<Candidate> family : List.of(List.of(Learners.baseline()), candidates)) {
      String name = family.get(0).family();
      OutOfFoldTarget target =
          new OutOfFoldTarget(bench.tables(), "predictions/" + name, name + writes++, "benchmark");
      families.add(validator.runFamily(training, plan, preprocessing, family, target));
    }
    CrossValidation found = Selection.select(families, spec.search());
    Candidate winner =
        candidates.stream()
            .filter(one -> one.id().equals(found.selected()))
            .findFirst()
            .orElseThrow();
    FinalFit.of(training, preprocessing, spec.rebalance(), winner, spec.search().seed());
    return found;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
