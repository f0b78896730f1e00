package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.measure.Range;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** No interval leaves the values that are possible, whatever made it and however few the rows. */
class BoundedIntervalsTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 3);
  private static final int TABLES = 200;
  private static final long SEED = 20;

  @Test
  void ofTwoClasses() {
    SplittableRandom random = new SplittableRandom(SEED);
    BinaryScorecard scorecard = new BinaryScorecard(TinyTable.columns(), TinyTable.THRESHOLD);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = TinyTable.random(random, 2 + random.nextInt(11));
      Confidence confidence =
          CONFIDENCE
              .with(
                  List.of(ProportionMethod.values()).get(table % ProportionMethod.values().length))
              .with(List.of(BootstrapMethod.values()).get(table % BootstrapMethod.values().length));
      ScoreCounts counts = rows.counts();
      SortedMap<String, Measure> measures = scorecard.measures(counts, confidence);
      for (Metric metric : Metrics.all()) {
        check(metric.definition(), measures.get(metric.name()), rows);
      }
      perfect(counts, measures, rows);
      Clustered<ScoreCounts> clustered = clustered(rows, scorecard);
      SortedMap<String, Measure> ofClusters =
          new ClusteredScorecard<>(scorecard, TinyTable.BUCKET).measures(clustered, confidence);
      for (Metric metric : Metrics.all()) {
        check(metric.definition(), ofClusters.get(metric.name()), rows);
      }
      segments(rows, scorecard, confidence);
    }
  }

  private static void segments(TinyTable rows, BinaryScorecard scorecard, Confidence confidence) {
    ScoreCounts here = rows.of("a").counts();
    ScoreCounts elsewhere = rows.of("b").counts();
    var against = scorecard.contrasts(here, elsewhere, confidence);
    var ofClusters =
        new ClusteredScorecard<>(scorecard, TinyTable.BUCKET)
            .contrasts(
                clustered(rows.of("a"), scorecard), clustered(rows.of("b"), scorecard), confidence);
    for (var contrasts : List.of(against, ofClusters)) {
      for (var contrast : contrasts) {
        Range range = contrast.metric().definition().range();
        check(range, contrast.here().measure(confidence.z()), rows + contrast.metric().name());
        check(
            range.minus(range),
            contrast.difference().measure(confidence.z()),
            rows + contrast.metric().name());
        check(
            Range.NOT_NEGATIVE,
            contrast.here().over(contrast.elsewhere(), confidence.z()),
            rows + contrast.metric().name());
      }
    }
  }

  @Test
  void ofDifferencesFromABaseline() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = TinyTable.random(random, 2 + random.nextInt(11));
      PairedCounts counts =
          PairedCounts.statistic(4096, TinyTable.THRESHOLD, TinyTable.THRESHOLD, true).empty();
      rows.cases().forEach(one -> counts.add(one.row()));
      PairedSums sums =
          new PairedSums.Of(
                  new ScoreBins(counts.champion(), TinyTable.THRESHOLD, 64),
                  new ScoreBins(counts.challenger(), TinyTable.THRESHOLD, 64),
                  4096,
                  true)
              .empty();
      rows.cases().forEach(one -> sums.add(one.row()));
      List<Optional<Collection<PairedCounts>>> buckets =
          List.of(Optional.empty(), Optional.of(List.of(counts, counts)));
      for (Optional<Collection<PairedCounts>> without : buckets) {
        Map<String, PairedMetric> figures =
            new PairedFigures(counts, sums, without, Optional.empty(), CONFIDENCE).all();
        figures.forEach(
            (name, figure) -> {
              Range range = Metrics.byName(name).definition().range();
              check(range, figure.baseline(), rows + name);
              check(range, figure.score(), rows + name);
              figure
                  .difference()
                  .estimate()
                  .ifPresent(
                      found ->
                          check(range.minus(range), found.measure(CONFIDENCE.z()), rows + name));
            });
      }
    }
  }

  /** Six rows: f1 was −1.54 to 1.54, mcc −2.82 to 2.82. */
  @Test
  void ofDifferencesOfDecisionsOnSixRows() {
    double[][] of = {{.9, .1, 1}, {.8, .2, 1}, {.7, .9, 0}, {.2, .8, 1}, {.1, .7, 0}, {.3, .3, 0}};
    TinyTable rows =
        new TinyTable(
            Arrays.stream(of)
                .map(one -> new TinyTable.Case(one[0], one[1], (int) one[2], 1, "a", 0))
                .toList());
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
    Map<String, PairedMetric> figures = new PairedFigures(counts, sums, CONFIDENCE).all();
    Measure f1 = figures.get("f1").difference().estimate().orElseThrow().measure(CONFIDENCE.z());
    assertThat(f1.lower().orElseThrow()).isBetween(-1.0, 0.0);
    assertThat(f1.upper().orElseThrow()).isBetween(0.0, 1.0);
    Measure mcc = figures.get("mcc").difference().estimate().orElseThrow().measure(CONFIDENCE.z());
    assertThat(mcc.lower().orElseThrow()).isBetween(-2.0, 0.0);
    assertThat(mcc.upper().orElseThrow()).isBetween(0.0, 2.0);
  }

  private static Clustered<ScoreCounts> clustered(TinyTable rows, BinaryScorecard scorecard) {
    Clustered<ScoreCounts> clustered =
        new ClusteredScorecard<>(scorecard, TinyTable.BUCKET).statistic(1).empty();
    for (TinyTable.Case one : rows.cases()) {
      Row row = one.row();
      clustered.add(row);
    }
    return clustered;
  }

  /** Decisions that are all right are exactly so, whatever rows weigh. */
  private static void perfect(
      ScoreCounts counts, SortedMap<String, Measure> measures, TinyTable rows) {
    if (rows.cases().stream().allMatch(one -> one.decided() == (one.label() == 1))) {
      for (String name :
          List.of("accuracy", "balanced_accuracy", "precision", "recall", "f1", "f05", "mcc")) {
        measures
            .get(name)
            .value()
            .ifPresent(value -> assertThat(value).as(rows + name).isEqualTo(1.0));
      }
      measures
          .get("cohen_kappa")
          .value()
          .ifPresent(value -> assertThat(value).as(rows.toString()).isEqualTo(1.0));
      assertThat(counts.weights(TinyTable.THRESHOLD).fn()).isZero();
    }
  }

  private static void check(Definition definition, Measure measure, TinyTable rows) {
    check(definition.range(), measure, rows + definition.name());
  }

  static void check(Range range, Measure measure, String of) {
    if (measure.value().isEmpty()) {
      return;
    }
    double value = measure.value().get();
    String as = of + " " + measure;
    assertThat(value).as(as).isBetween(range.lower(), range.upper());
    assertThat(1 / value).as("−0: " + as).isNotEqualTo(Double.NEGATIVE_INFINITY);
    measure
        .lower()
        .ifPresent(lower -> assertThat(lower).as(as).isBetween(range.lower(), value).isNotNaN());
    measure
        .upper()
        .ifPresent(upper -> assertThat(upper).as(as).isBetween(value, range.upper()).isNotNaN());
  }
}
