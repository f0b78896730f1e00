package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.measure.Measure;
import dev.holdout.stat.ClusterBucket;
import dev.holdout.stat.StateLaws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two models of three classes, and two that predict numbers; the second is better in part a. */
@Execution(ExecutionMode.SAME_THREAD)
class OtherTasksComparatorTest {
  private static final int CUSTOMERS = OtherTasksTable.CUSTOMERS;
  private static final EvaluationSpec SPEC =
      new EvaluationSpec(
          SegmentBy.columns(List.of("part", "half")), 2, List.of(), 100, 50, 0.95, 100, 5);
  private static final EvaluationSpec ALL = SPEC.overall();
  private static final ClassPredictions NEW =
      new ClassPredictions(
          List.of("r", "s", "t"),
          true,
          "y",
          Optional.empty(),
          List.of("new"),
          Optional.empty(),
          Optional.empty());
  private static final ClassPredictions OLD = NEW.by("old", 0);
  private static final NumberPredictions SECOND = NumberPredictions.of("actual", "second");
  private static final NumberPredictions FIRST = NumberPredictions.of("actual", "first");

  private final List<Row> rows = OtherTasksTable.rows();
  private final Dataset<Row> table =
      TestSession.spark().createDataFrame(rows, OtherTasksTable.SCHEMA);

  @Test
  void comparesClassesInOneScanBySegmentAndCrossing() throws Exception {
    List<ModelComparison> compared = new ArrayList<>();
    List<Integer> sources =
        QueryCount.during(() -> compared.add(new ModelComparator(SPEC).compare(table, OLD, NEW)));
    assertThat(sources).as("one scan").containsExactly(1);
    ModelComparison comparison = compared.get(0);
    assertThat(comparison.rows()).isEqualTo(3000);
    assertThat(comparison.omitted()).isEqualTo(2);
    assertThat(comparison.notes())
        .contains("2 rows lack a prediction of either model or a label and were left out.");
    assertThat(comparison.comparisons()).isEqualTo(2 * 12);
    Map<Map<String, Optional<String>>, Verdict> verdicts = new HashMap<>();
    comparison.segments().forEach(one -> verdicts.put(one.segment(), one.verdict()));
    assertThat(verdicts)
        .hasSize(11)
        .containsEntry(Map.of("part", Optional.of("a")), Verdict.BETTER)
        .containsEntry(Map.of("part", Optional.empty()), Verdict.NO_DIFFERENCE_SHOWN)
        .containsEntry(Map.of("part", Optional.of("a"), "half", Optional.of("l")), Verdict.BETTER);
    Group overall = comparison.overall();
    assertThat(overall.story())
        .startsWith("All rows (3,000 rows): better than the baseline in ")
        .contains("; it alone decides rightly in ");

    int[] alone = new int[2];
    double difference = 0;
    for (Row row : rows.subList(0, 3000)) {
      double actual = row.getDouble(0);
      boolean first = likeliest(scores(row, 1)) == actual;
      boolean second = likeliest(scores(row, 2)) == actual;
      alone[0] += first && !second ? 1 : 0;
      alone[1] += second && !first ? 1 : 0;
      difference +=
          Math.log(scores(row, 1).get((int) actual)) - Math.log(scores(row, 2).get((int) actual));
    }
    assertThat(overall.decisions()).isEqualTo(McNemar.of(alone[0], alone[1]));
    assertThat(overall.in("accuracy").difference().value().orElseThrow())
        .isCloseTo((alone[1] - alone[0]) / 3000.0, within(1e-12));
    assertThat(overall.in("log_loss").difference().value().orElseThrow())
        .isCloseTo(difference / 3000, within(1e-12));

    assertThat(new ModelComparator(SPEC).compare(table.repartition(5), OLD, NEW))
        .isEqualTo(comparison);
    ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
    assertThat(json.readValue(json.writeValueAsString(comparison), ModelComparison.class))
        .isEqualTo(comparison);
  }

  private static List<Double> scores(Row row, int at) {
    return row.getAs(at);
  }

  private static int likeliest(List<Double> scores) {
    return scores.indexOf(scores.stream().max(Double::compare).orElseThrow());
  }

  @Test
  void theModelsOwnMetricsAreThoseOfAnEvaluation() {
    Dataset<Row> usable = table.limit(3000).withColumn("w", expr("1 + customer % 3"));
    for (Optional<String> weight : List.of(Optional.<String>empty(), Optional.of("w"))) {
      ClassPredictions of = weighted(NEW, weight);
      same(
          new ModelComparator(ALL).compare(usable, OLD, of).overall(),
          new Evaluator(ALL).evaluate(usable, of),
          List.of("accuracy", "log_loss"));
      NumberPredictions numbers = numbers(weight, Optional.empty());
      same(
          new ModelComparator(ALL).compare(usable, FIRST, numbers).overall(),
          new Evaluator(ALL).evaluate(usable, numbers),
          List.of("rmse", "mae"));
    }
  }

  private static void same(Group compared, Evaluation evaluation, List<String> metrics) {
    assertThat(compared.metrics()).containsOnlyKeys(metrics);
    for (String metric : metrics) {
      Measure own = compared.in(metric).score();
      Measure evaluated = evaluation.overall().metrics().get(metric);
      assertThat(own.method()).as(metric).isEqualTo(evaluated.method());
      close(own.value(), evaluated.value().orElseThrow());
      close(own.lower(), evaluated.lower().orElseThrow());
      close(own.upper(), evaluated.upper().orElseThrow());
    }
  }

  private static void close(Optional<Double> actual, double expected) {
    assertThat(actual.orElseThrow()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void weightedRowsCountAsEffectiveOnes() {
    Dataset<Row> weighted =
        table
            .withColumn("two", expr("if(part = 'a', 0.0, 2.0)"))
            .withColumn("more", expr("if(first > 0.6, 3, 1)"));
    ModelComparator comparator = new ModelComparator(ALL);
    Group without = comparator.compare(table.where("not part <=> 'a'"), FIRST, SECOND).overall();
    ModelComparison alike =
        comparator.compare(weighted, FIRST, numbers(Optional.of("two"), Optional.empty()));
    assertThat(alike.rows()).as("weights of 0 are absent").isEqualTo(without.rows());
    assertThat(alike.omitted()).as("of the rest").isZero();
    Dataset<Row> copies = weighted.withColumn("copy", expr("explode(sequence(1, more))"));
    Group copied = comparator.compare(copies, FIRST, SECOND).overall();
    Group unlike =
        comparator
            .compare(weighted, FIRST, numbers(Optional.of("more"), Optional.empty()))
            .overall();
    for (String metric : List.of("rmse", "mae")) {
      Measure of = without.in(metric).difference();
      close(alike.overall().in(metric).difference().value(), of.value().orElseThrow());
      close(alike.overall().in(metric).difference().lower(), of.lower().orElseThrow());
      close(
          unlike.in(metric).difference().value(),
          copied.in(metric).difference().value().orElseThrow());
      assertThat(width(unlike, metric)).isGreaterThan(1.05 * width(copied, metric));
    }
    ModelComparison classes = comparator.compare(weighted, OLD, weighted(NEW, Optional.of("more")));
    assertThat(classes.overall().decisions().undefined()).contains("rows are weighted");
    assertThat(classes.notes()).anyMatch(note -> note.startsWith("Rows are weighted, so that"));
    assertThat(classes.overall().in("accuracy").pValue()).isPresent();
    Group ofCopies = comparator.compare(copies, OLD, NEW).overall();
    close(
        classes.overall().in("accuracy").difference().value(),
        ofCopies.in("accuracy").difference().value().orElseThrow());
  }

  @Test
  void clustersWidenIntervalsByTheDesignEffect() {
    ModelComparator comparator = new ModelComparator(ALL);
    Group independent = comparator.compare(table, FIRST, SECOND).overall();
    Group clustered =
        comparator
            .compare(table, FIRST, numbers(Optional.empty(), Optional.of("customer")))
            .overall();
    assertThat(clustered.decisions().isDecided()).isFalse();
    Measure mae = clustered.in("mae").difference();
    assertThat(mae.method()).contains("paired-t-clusters");
    assertThat(mae.value()).isEqualTo(independent.in("mae").difference().value());

    // The variance of a mean over clusters, by their sums (Kish 1965), over that of rows.
    Map<Integer, double[]> byCustomer = new TreeMap<>();
    double[] all = new double[3];
    for (Row row : rows.subList(0, 3000)) {
      double difference =
          Math.abs(row.getDouble(5) - row.getDouble(3))
              - Math.abs(row.getDouble(4) - row.getDouble(3));
      byCustomer.computeIfAbsent(row.getInt(6), unseen -> new double[1])[0] += difference;
      all[0] += 1;
      all[1] += difference;
      all[2] += difference * difference;
    }
    double mean = all[1] / all[0];
    double ofRows = all[2] / all[0] - mean * mean;
    double ofClusters = 0;
    for (double[] sum : byCustomer.values()) {
      ofClusters += Math.pow(sum[0] - mean * all[0] / CUSTOMERS, 2) / CUSTOMERS;
    }
    double designEffect = ofClusters * CUSTOMERS / (ofRows * all[0]);
    assertThat(designEffect).as("rows of a customer err alike").isGreaterThan(2);
    double ratio = width(clustered, "mae") / width(independent, "mae");
    // A jackknife of 64 buckets is off by 1 / √(2 · 63) = 9 % in the standard error.
    assertThat(ratio).isCloseTo(Math.sqrt(designEffect), within(0.25 * Math.sqrt(designEffect)));
    assertThat(clustered.in("mae").pValue().orElseThrow())
        .isGreaterThan(independent.in("mae").pValue().orElseThrow());
    assertThat(ClusterBucket.COUNT).isEqualTo(64);
  }

  @Test
  void fewerThanFiveBucketsAreNotCompared() {
    Group few =
        new ModelComparator(ALL)
            .compare(
                table.withColumn("site", expr("customer % 3")),
                FIRST,
                numbers(Optional.empty(), Optional.of("site")))
            .overall();
    assertThat(few.verdict()).isEqualTo(Verdict.TOO_FEW_ROWS);
    assertThat(few.in("rmse").difference().undefined()).contains("too few rows to judge");
  }

  @Test
  void scoresThatAreNoProbabilitiesHaveNoLogLoss() {
    Dataset<Row> doubled = table.withColumn("new", expr("transform(new, s -> 2 * s)"));
    Group overall = new ModelComparator(ALL).compare(doubled, OLD, NEW).overall();
    assertThat(overall.in("log_loss").difference().undefined())
        .contains("the scores of 3,000 rows are no probabilities that sum to 1");
    assertThat(overall.in("accuracy").difference().value())
        .isEqualTo(
            new ModelComparator(ALL)
                .compare(table, OLD, NEW)
                .overall()
                .in("accuracy")
                .difference()
                .value());
    ClassPredictions decided =
        new ClassPredictions(
            NEW.classes(),
            true,
            "y",
            Optional.of("best"),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(
            new ModelComparator(ALL)
                .compare(
                    table.withColumn("best", expr("array_position(new, array_max(new)) - 1")),
                    OLD,
                    decided)
                .overall()
                .metrics())
        .containsOnlyKeys("accuracy");
  }

  @Test
  void extremeNumbersAreLeftOutOrLeaveIntervalsFinite() {
    Dataset<Row> extreme =
        table.withColumn(
            "second",
            expr(
                "case customer when 0 then 1e80 when 1 then double('NaN') when 2 then 1e70"
                    + " else second end"));
    ModelComparison comparison = new ModelComparator(ALL).compare(extreme, FIRST, SECOND);
    assertThat(comparison.omitted()).isEqualTo(1 + 20);
    for (String metric : List.of("rmse", "mae")) {
      Measure difference = comparison.overall().in(metric).difference();
      assertThat(difference.value().orElseThrow()).isBetween(1e67, 1e70);
      assertThat(difference.upper().orElseThrow()).isFinite();
    }
  }

  @Test
  void refusesColumnsThatAreMissingOrNoNumbers() {
    assertThatThrownBy(
            () ->
                new ModelComparator(ALL)
                    .compare(table, NumberPredictions.of("actual", "half"), SECOND))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("half");
    assertThatThrownBy(() -> new ModelComparator(ALL).compare(table, NEW.by("older", 0), NEW))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("older");
  }

  @Test
  void sumsAreTheSameHoweverRowsAreDivided() throws IOException {
    Random random = new Random(3);
    List<Row> losses = new ArrayList<>();
    for (int row = 0; row < 500; row++) {
      double shared = Math.exp(random.nextGaussian());
      losses.add(
          RowFactory.create(
              shared,
              shared + 0.1 * random.nextDouble(),
              random.nextInt(2) * 1.0,
              random.nextInt(2) * 1.0,
              1.0 + random.nextInt(3)));
    }
    losses.add(RowFactory.create(1.0, null, 1.0, 1.0, 1.0));
    losses.add(RowFactory.create(1.0, 2.0, Double.POSITIVE_INFINITY, 1.0, 1.0));
    losses.add(RowFactory.create(1.0, 2.0, 1.0, 1.0, 0.0));
    losses.add(RowFactory.create(1.0, 2.0, 1.0, 1.0, null));
    StateLaws.holdFor(
        new PairedLossSums.Of(2),
        losses,
        state ->
            List.of(
                state.rows(),
                state.omitted(),
                state.infinite(0),
                state.infinite(1),
                state.discordant(0),
                state.discordant(1),
                state.effectiveRows(),
                state.moments(0),
                state.moments(1),
                Arrays.toString(state.means(0))));
  }

  private static ClassPredictions weighted(ClassPredictions of, Optional<String> weight) {
    return new ClassPredictions(
        of.classes(), true, of.label(), Optional.empty(), of.scores(), weight, Optional.empty());
  }

  private static NumberPredictions numbers(Optional<String> weight, Optional<String> cluster) {
    return new NumberPredictions(
        "actual",
        "second",
        weight,
        cluster,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static double width(Group group, String metric) {
    Measure difference = group.in(metric).difference();
    return difference.upper().orElseThrow() - difference.lower().orElseThrow();
  }
}
