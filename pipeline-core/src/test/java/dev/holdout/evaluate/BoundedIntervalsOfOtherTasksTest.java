package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.classify.ClassScorecard;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Described;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.Scorecard;
import dev.holdout.regress.NumberScorecard;
import dev.holdout.stat.State;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** As {@link BoundedIntervalsTest}, of several classes and of predicted numbers. */
class BoundedIntervalsOfOtherTasksTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 3);
  private static final int TABLES = 300;
  private static final long SEED = 21;

  @Test
  void ofSeveralClasses() {
    SplittableRandom random = new SplittableRandom(SEED);
    ClassScorecard scorecard = new ClassScorecard(List.of("a", "b", "c"));
    for (int table = 0; table < TABLES; table++) {
      boolean perfect = random.nextInt(5) == 0;
      int classes = 1 + random.nextInt(3);
      List<Row> rows =
          rows(
              random,
              row -> {
                int label = random.nextInt(classes);
                double[] scores = random.doubles(3).map(score -> Math.rint(4 * score)).toArray();
                scores[perfect ? label : random.nextInt(3)] += 5;
                double sum = scores[0] + scores[1] + scores[2];
                double[] shares = {scores[0] / sum, scores[1] / sum, scores[2] / sum};
                int top = shares[0] >= Math.max(shares[1], shares[2]) ? 0 : 1;
                top = top == 1 && shares[2] > shares[1] ? 2 : top;
                return RowFactory.create(
                    (double) label, (double) top, weight(random), shares, random.nextInt(8));
              });
      SortedMap<String, Measure> measures = check(scorecard, rows, 4);
      if (perfect) {
        for (String name : List.of("accuracy", "balanced_accuracy", "macro_f1", "mcc")) {
          measures
              .get(name)
              .value()
              .ifPresent(value -> assertThat(value).as(rows + name).isEqualTo(1.0));
        }
      }
    }
  }

  @Test
  void ofNumbers() {
    SplittableRandom random = new SplittableRandom(SEED);
    NumberScorecard scorecard = new NumberScorecard(OptionalDouble.of(0.5));
    for (int table = 0; table < TABLES; table++) {
      double noise = new double[] {0, 1e-9, 0.3, 5, 1e6}[random.nextInt(5)];
      List<Row> rows =
          rows(
              random,
              row -> {
                double label = Math.rint(4 * random.nextDouble());
                double predicted = label + noise * (random.nextDouble() - 0.5);
                return RowFactory.create(
                    label,
                    predicted,
                    weight(random),
                    predicted - random.nextDouble(),
                    predicted + random.nextDouble(),
                    random.nextInt(8));
              });
      check(scorecard, rows, 5);
    }
  }

  private static List<Row> rows(SplittableRandom random, IntFunction<Row> row) {
    return IntStream.range(0, 2 + random.nextInt(11)).mapToObj(row).toList();
  }

  private static double weight(SplittableRandom random) {
    return random.nextBoolean() ? 1 : Math.exp(4 * random.nextDouble() - 2);
  }

  private static <S extends State<S>> SortedMap<String, Measure> check(
      Scorecard<S> scorecard, List<Row> rows, int bucket) {
    ClusteredScorecard<S> ofClusters = new ClusteredScorecard<>(scorecard, bucket);
    List<Row> some = rows.subList(0, rows.size() / 2);
    List<Row> others = rows.subList(rows.size() / 2, rows.size());
    contrasts(scorecard, counts(scorecard, some), counts(scorecard, others), rows);
    contrasts(ofClusters, counts(ofClusters, some), counts(ofClusters, others), rows);
    within(ofClusters, ofClusters.measures(counts(ofClusters, rows), CONFIDENCE), rows);
    SortedMap<String, Measure> measures = scorecard.measures(counts(scorecard, rows), CONFIDENCE);
    within(scorecard, measures, rows);
    return measures;
  }

  private static <S extends State<S>> S counts(Scorecard<S> scorecard, List<Row> rows) {
    S counts = scorecard.statistic(1).empty();
    rows.forEach(counts::add);
    return counts;
  }

  private static void within(
      Scorecard<?> scorecard, SortedMap<String, Measure> measures, List<Row> rows) {
    for (Described metric : scorecard.metrics()) {
      BoundedIntervalsTest.check(
          metric.definition().range(), measures.get(metric.name()), rows + metric.name());
    }
  }

  private static <S extends State<S>> void contrasts(
      Scorecard<S> scorecard, S here, S elsewhere, List<Row> rows) {
    for (Scorecard.Contrast contrast :
        new ArrayList<>(scorecard.contrasts(here, elsewhere, CONFIDENCE))) {
      Range range = contrast.metric().definition().range();
      String of = rows + contrast.metric().name();
      BoundedIntervalsTest.check(range, contrast.here().measure(CONFIDENCE.z()), of);
      BoundedIntervalsTest.check(
          range.minus(range), contrast.difference().measure(CONFIDENCE.z()), of);
      BoundedIntervalsTest.check(
          Range.NOT_NEGATIVE, contrast.here().over(contrast.elsewhere(), CONFIDENCE.z()), of);
    }
  }
}
