package dev.holdout.workflow;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.ModelComparator;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.evaluate.NumberPredictions;
import dev.holdout.measure.Measure;
import dev.holdout.registry.GateDecision;
import dev.holdout.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gate of a run is the comparison of its stored Test predictions: with weights, clusters and
 * crossings. The first model does not see the column x, the second does.
 */
final class GateRunTest {
  @TempDir Path folder;

  @Test
  void ofTwoClassesIsTheComparisonOfTheStoredScores() throws IOException {
    String more =
        """
        label: {column: y, positive: "1"}
        candidates: {logistic_regression: {reg_param: [0.01]}}
        gate: {metric: ks}
        """;
    RunReport champion = run("z, x", more);
    RunReport run = run("z", more);
    GateDecision gate = run.gate();
    BinaryPredictions challenger =
        new BinaryPredictions(
            Optional.of("_probability"),
            "_label",
            Optional.empty(),
            Optional.of("w"),
            Optional.of("customer"),
            run.model().threshold());
    ModelComparison comparison = gate.comparison().orElseThrow();
    assertThat(comparison)
        .isEqualTo(
            comparator(run)
                .with("ks")
                .compare(
                    stored(),
                    challenger.by("_champion_probability", champion.model().threshold()),
                    challenger));
    assertThat(gate.metric()).contains("ks");
    assertThat(comparison.overall().metrics()).hasSize(12);
    assertThat(comparison.overall().in("ks").difference().method()).contains("bootstrap-clusters");
    assertThat(comparison.overall().story())
        .contains(" than the champion in ", ", the champion alone in ");
    assertThat(comparison.segments()).anySatisfy(one -> assertThat(one.segment()).hasSize(2));
    assertThat(gate.promoted()).isTrue();
    assertThat(Files.readString(folder.resolve("ws/reports/" + run.run() + "/index.html")))
        .contains("In every metric", "Challenger minus champion on all rows", "Log loss");
  }

  @Test
  void ofNumbersIsWiderByTheDesignEffect() throws IOException {
    String more =
        """
        label: {column: z, task: regression}
        candidates: {linear_regression: {reg_param: 0}}
        gate: {metric: mae}
        """;
    run("y, x", more);
    RunReport run = run("y", more);
    ModelComparison comparison = run.gate().comparison().orElseThrow();
    assertThat(comparison)
        .isEqualTo(compared(run, Optional.of("w"), Optional.of("customer")))
        .isNotEqualTo(compared(run, Optional.empty(), Optional.of("customer")));

    double effect = Math.sqrt(designEffect());
    assertThat(effect).as("rows of one customer err alike").isGreaterThan(1.3);
    double ratio = width(comparison) / width(compared(run, Optional.of("w"), Optional.empty()));
    // A jackknife of 64 buckets is off by 1 / √(2 · 63) = 9 % in the standard error.
    assertThat(ratio).isCloseTo(effect, within(0.25 * effect));
  }

  /** The variance of the weighted mean difference by sums of customers, over that by rows. */
  private double designEffect() {
    Dataset<Row> differences =
        stored()
            .selectExpr(
                "customer",
                "w",
                "abs(_prediction - _label) - abs(_champion_prediction - _label) d");
    Row sums =
        differences
            .selectExpr("sum(w * d) / sum(w)", "sum(w * d * d) / sum(w)", "sum(w * w)")
            .head();
    double mean = sums.getDouble(0);
    double ofCustomers =
        differences
            .groupBy("customer")
            .agg(expr(String.format(Locale.ROOT, "pow(sum(w * (d - %s)), 2) s", mean + "D")))
            .selectExpr("sum(s)")
            .head()
            .getDouble(0);
    // Kish: the rows are worth (Σw)² / Σw², so that the variance is σ² Σw² / (Σw)².
    return ofCustomers / ((sums.getDouble(1) - mean * mean) * sums.getDouble(2));
  }

  private static double width(ModelComparison comparison) {
    Measure difference = comparison.overall().in("mae").difference();
    return difference.upper().orElseThrow() - difference.lower().orElseThrow();
  }

  private ModelComparison compared(
      RunReport run, Optional<String> weight, Optional<String> cluster) {
    NumberPredictions challenger =
        new NumberPredictions(
            "_label",
            "_prediction",
            weight,
            cluster,
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty());
    return comparator(run).compare(stored(), challenger.by("_champion_prediction", 0), challenger);
  }

  private ModelComparator comparator(RunReport run) {
    return new ModelComparator(
            spec("", "").evaluation().stored(), run.evaluation().level().orElseThrow())
        .against("the champion");
  }

  private Dataset<Row> stored() {
    return SmallPipeline.tables(spec("", "")).readLatest("predictions/t_test").orElseThrow();
  }

  private RunReport run(String dropped, String more) throws IOException {
    ClusteredTable.write(folder);
    return SmallPipeline.run(spec(dropped, more), "").report();
  }

  private PipelineSpec spec(String dropped, String more) {
    String roles =
        """
        roles: {group: [customer], weight: w, drop: [sex, %s]}
        evaluation: {segments: [colour, shape], intersections: 2, slices: false}
        """
            .formatted(dropped.isEmpty() ? "z" : dropped);
    String rest =
        more.isEmpty()
            ? "label: {column: y, positive: \"1\"}\ncandidates: {random_forest: {}}\n"
            : more;
    return ClusteredTable.pipeline(folder, roles + rest);
  }
}
