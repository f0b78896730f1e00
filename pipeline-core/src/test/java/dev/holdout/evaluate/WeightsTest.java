package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.classify.ClassScorecard;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.regress.NumberScorecard;
import dev.holdout.stat.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What weights mean: nothing at 0, nothing in common, and so many rows where they are whole. */
class WeightsTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 3);
  private static final int TABLES = 60;
  private static final long SEED = 22;
  private static final Set<String> COUNTS = Set.of("tp", "fp", "fn", "tn");

  /** These follow the number of rows: tests, and the number itself. */
  private static final Set<String> OF_EVIDENCE =
      Set.of("spiegelhalter_z", "spiegelhalter_p", "calibration_p", "effective_rows");

  private final BinaryScorecard scorecard =
      new BinaryScorecard(TinyTable.columns(), TinyTable.THRESHOLD);

  @Test
  void rowsOfWeightZeroAreAbsent() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = TinyTable.random(random, 2 + random.nextInt(11));
      TinyTable more = rows.withAbsent(random);
      assertThat(scorecard.measures(more.counts(), CONFIDENCE))
          .as(rows.toString())
          .isEqualTo(scorecard.measures(rows.counts(), CONFIDENCE));
      assertThat(more.counts().rows()).isEqualTo(rows.cases().size());
      assertThat(CurvePoints.of(more.counts(), 2)).isEqualTo(CurvePoints.of(rows.counts(), 2));
      assertThat(compared(more)).isEqualTo(compared(rows));
    }
  }

  /** A weight of 0 in a group of equal scores was "not finite: NaN". */
  @Test
  void aGroupOfEqualScoresMayWeighNothing() {
    TinyTable rows =
        new TinyTable(
            List.of(
                new TinyTable.Case(.9, .5, 1, 1, "a", 0),
                new TinyTable.Case(.1, .5, 0, 0, "a", 1)));
    SortedMap<String, Measure> measures = scorecard.measures(rows.counts(), CONFIDENCE);
    assertThat(measures.get("accuracy").value()).contains(1.0);
    assertThat(measures.get("roc_auc").undefined()).contains("no negatives");
    TinyTable none = rows.scaled(0);
    assertThat(scorecard.measures(none.counts(), CONFIDENCE).get("brier").undefined())
        .contains("no rows");
  }

  @Test
  void aCommonFactorChangesCountsAlone() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = TinyTable.random(random, 2 + random.nextInt(11));
      SortedMap<String, Measure> one = scorecard.measures(rows.counts(), CONFIDENCE);
      SortedMap<String, Measure> scaled =
          scorecard.measures(rows.scaled(1024).counts(), CONFIDENCE);
      one.forEach(
          (name, measure) -> {
            if (COUNTS.contains(name)) {
              assertThat(scaled.get(name).value().orElseThrow())
                  .isCloseTo(1024 * measure.value().orElseThrow(), within(1e-9));
            } else {
              close(rows + name, scaled.get(name), measure);
            }
          });
    }
  }

  @Test
  void wholeWeightsAreSoManyRows() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = TinyTable.random(random, 2 + random.nextInt(11)).weighingWhole();
      SortedMap<String, Measure> repeated =
          scorecard.measures(rows.repeated().counts(), CONFIDENCE);
      scorecard
          .measures(rows.counts(), CONFIDENCE)
          .forEach(
              (name, measure) -> {
                if (!OF_EVIDENCE.contains(name)) {
                  values(rows + name, measure, repeated.get(name));
                }
              });
    }
  }

  /** Two positives found of 3 and 5, a negative of 10 that is passed: Kish's 18² / 134. */
  @Test
  void countsAreWhatRowsWeigh() {
    TinyTable rows =
        new TinyTable(
            List.of(
                new TinyTable.Case(.9, .5, 1, 3, "a", 0),
                new TinyTable.Case(.8, .5, 1, 5, "a", 1),
                new TinyTable.Case(.1, .5, 0, 10, "a", 2)));
    SortedMap<String, Measure> measures = scorecard.measures(rows.counts(), CONFIDENCE);
    assertThat(measures.get("tp").value()).contains(8.0);
    assertThat(measures.get("fp").value()).contains(0.0);
    assertThat(measures.get("fn").value()).contains(0.0);
    assertThat(measures.get("tn").value()).contains(10.0);
    assertThat(measures.get("effective_rows").value().orElseThrow())
        .isCloseTo(18.0 * 18 / 134, within(1e-12));
    assertThat(rows.counts().decisions(TinyTable.THRESHOLD)).isEqualTo(new Confusion(2, 0, 0, 1));
  }

  @Test
  void ofOtherTasksToo() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Row> classes = new ArrayList<>();
    List<Row> classesAlone = new ArrayList<>();
    List<Row> numbers = new ArrayList<>();
    List<Row> numbersAlone = new ArrayList<>();
    for (int row = 0; row < 30; row++) {
      double weight = random.nextInt(4);
      double score = random.nextDouble();
      double[] scores = {score, (1 - score) / 2, (1 - score) / 2};
      double label = random.nextInt(3);
      Row ofClass = RowFactory.create(label, score > 1 / 3.0 ? 0.0 : 1.0, weight, scores);
      Row number = RowFactory.create(label, 3 * score, weight, 3 * score - 1, 3 * score + 1);
      classes.add(ofClass);
      numbers.add(number);
      if (weight > 0) {
        classesAlone.add(ofClass);
        numbersAlone.add(number);
      }
    }
    same(new ClassScorecard(List.of("a", "b", "c")), classes, classesAlone);
    same(new NumberScorecard(OptionalDouble.empty()), numbers, numbersAlone);
  }

  private static <S extends State<S>> void same(
      Scorecard<S> scorecard, List<Row> rows, List<Row> alone) {
    S one = scorecard.statistic(1).empty();
    rows.forEach(one::add);
    S other = scorecard.statistic(1).empty();
    alone.forEach(other::add);
    assertThat(scorecard.rows(one)).isEqualTo(alone.size());
    assertThat(scorecard.measures(one, CONFIDENCE))
        .isEqualTo(scorecard.measures(other, CONFIDENCE));
  }

  private static Map<String, PairedMetric> compared(TinyTable rows) {
    PairedCounts counts = PairedCounts.statistic(4096, 0.5, 0.5, true).empty();
    rows.cases().forEach(one -> counts.add(one.row()));
    PairedSums sums =
        new PairedSums.Of(
                new ScoreBins(counts.champion(), 0.5, 64),
                new ScoreBins(counts.challenger(), 0.5, 64),
                4096,
                true)
            .empty();
    rows.cases().forEach(one -> sums.add(one.row()));
    Map<String, PairedMetric> figures =
        new LinkedHashMap<>(
            new PairedFigures(counts, sums, Optional.empty(), Optional.empty(), CONFIDENCE).all());
    figures.replaceAll(
        (name, figure) ->
            new PairedMetric(
                figure.baseline(),
                figure.score(),
                new PairedDifference(
                    Optional.empty(),
                    figure
                        .difference()
                        .estimate()
                        .map(found -> OptionalDouble.of(found.measure(2).upper().orElseThrow()))
                        .orElse(OptionalDouble.empty()),
                    figure.difference().undefined())));
    return figures;
  }

  private static void close(String as, Measure measure, Measure expected) {
    values(as, measure, expected);
    assertThat(measure.lower().isPresent()).as(as).isEqualTo(expected.lower().isPresent());
    expected
        .lower()
        .ifPresent(
            lower -> assertThat(measure.lower().orElseThrow()).as(as).isCloseTo(lower, near()));
    expected
        .upper()
        .ifPresent(
            upper -> assertThat(measure.upper().orElseThrow()).as(as).isCloseTo(upper, near()));
  }

  private static void values(String as, Measure measure, Measure expected) {
    assertThat(measure.undefined()).as(as).isEqualTo(expected.undefined());
    expected
        .value()
        .ifPresent(
            value -> assertThat(measure.value().orElseThrow()).as(as).isCloseTo(value, near()));
  }

  private static Offset<Double> near() {
    return within(1e-6);
  }
}
