package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.CoverageNames.column;

import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.fairness.FairnessMetrics;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.fairness.FairnessSpec;
import dev.holdout.fairness.Group;
import dev.holdout.fairness.GroupFairness;
import dev.holdout.fairness.GroupResult;
import dev.holdout.fairness.Grouping;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Every figure of fairness between three groups, and the gap of one to the largest. */
final class FairnessCoverage {
  private static final CoverageTables KIND = CoverageTables.CALIBRATED;
  private static final int[] SIZES = {300, 1000, 5000};
  private static final int TRUTH_ROWS = 1_000_000;
  private static final double THRESHOLD = 0.3;
  private static final String GROUP = "group";
  private static final String GAP = " of a group";
  private static final double[] SHARES = {0.5, 0.3, 0.2};

  /** By group: share of positives, and what is around what for them. */
  private enum Kind {
    DIFFERENT("different groups", new double[] {0.3, 0.2, 0.4}, new double[] {1.5, 1.2, 1}),
    ALIKE("groups alike", new double[] {0.3, 0.3, 0.3}, new double[] {1.5, 1.5, 1.5});

    private final String words;
    private final double[] prevalences;
    private final double[] shifts;

    Kind(String words, double[] prevalences, double[] shifts) {
      this.words = words;
      this.prevalences = prevalences;
      this.shifts = shifts;
    }
  }

  private FairnessCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns =
        CoverageColumn.of(
            Kind.values(),
            SIZES,
            (kind, rows) -> column(kind.words, rows),
            kind -> CoverageNames.values(measures(at -> exact(kind, at), confidence)),
            (kind, rows, random, own) -> measures(sample(kind, random, rows), own));
    List<String> figures = new ArrayList<>();
    for (Definition definition : FairnessMetrics.definitions()) {
      figures.addAll(List.of(definition.name(), definition.name() + GAP));
    }
    return new CoverageSection(
        "Fairness between groups",
        "Three groups of 50, 30 and 20 % of the rows, with 30, 20 and 40 % positives around 1.5,"
            + " 1.2 and 1; or all alike. Scores are made as if all were alike, with 30 % positives."
            + " What is said of a group is its gap to the largest, for the smallest.",
        figures,
        columns,
        confidence);
  }

  private static ScoreCounts exact(Kind kind, int at) {
    return KIND.truth(
        THRESHOLD, kind.prevalences[at], kind.shifts[at], (int) (SHARES[at] * TRUTH_ROWS));
  }

  private static IntFunction<ScoreCounts> sample(Kind kind, SplittableRandom random, int rows) {
    return at -> {
      ScoreCounts counts = CoverageTables.empty(THRESHOLD);
      for (int row = 0; row < (int) (SHARES[at] * rows); row++) {
        boolean positive = random.nextDouble() < kind.prevalences[at];
        counts.add(
            KIND.score(random.nextGaussian() + (positive ? kind.shifts[at] : 0), THRESHOLD),
            positive);
      }
      return counts;
    };
  }

  private static SortedMap<String, Measure> measures(
      IntFunction<ScoreCounts> counts, Confidence confidence) {
    List<Group> groups = new ArrayList<>();
    for (int at = 0; at < SHARES.length; at++) {
      groups.add(new Group(Map.of(GROUP, Optional.of("" + at)), counts.apply(at)));
    }
    SortedMap<String, Measure> measures = new TreeMap<>();
    for (FairnessResult result :
        GroupFairness.of(
            List.of(new Grouping(List.of(GROUP), groups)),
            THRESHOLD,
            FairnessSpec.of(30, confidence))) {
      measures.put(
          result.metric(),
          new Measure(
              result.value(), result.lower(), result.upper(), result.method(), result.undefined()));
      GroupResult smallest = result.groups().get(SHARES.length - 1);
      smallest.gap().ifPresent(gap -> measures.put(result.metric() + GAP, gap));
    }
    return measures;
  }
}
