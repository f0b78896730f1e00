package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.SimulatedCustomers.PREVALENCE;

import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.evaluate.SimulatedEvaluation.SimulatedRow;
import dev.holdout.jobs.bench.SimulatedCustomers.Place;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A segment against all other rows where rows belong to customers. */
final class ClusterSegmentCoverage {
  private static final double SHARE = 0.2;

  /** Customers in all, rows of each. */
  private static final int[][] TABLES = {{250, 5}, {1000, 5}, {3000, 5}, {250, 20}};

  /** Which rows are in the segment. */
  private enum Kind {
    WHOLE("whole"),
    SPREAD("spread");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private ClusterSegmentCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int[] table : TABLES) {
        columns.add(
            new CoverageColumn(
                String.format(
                    Locale.ROOT, "%s, %,d customers × %d", kind.words, table[0], table[1]),
                () -> SegmentCoverage.truth(PREVALENCE),
                (random, own) -> measures(kind, random, table, own)));
      }
    }
    return new CoverageSection(
        "A segment and the rest, rows of clusters",
        "Customers are those of rows of clusters. A segment has a fifth of the customers with all"
            + " of their rows (whole), or a fifth of the rows, whosever they are (spread); its"
            + " positives are around 1 in place of 1.5. − is the difference and ÷ the ratio.",
        SegmentCoverage.figures(),
        columns,
        confidence);
  }

  private static SortedMap<String, Measure> measures(
      Kind kind, SplittableRandom random, int[] table, Confidence confidence) {
    List<SimulatedRow> segment = new ArrayList<>();
    List<SimulatedRow> rest = new ArrayList<>();
    Place here = new Place(SegmentCoverage.SHIFT, segment::add);
    Place elsewhere = new Place(CoverageTables.SHIFT, rest::add);
    SimulatedCustomers simulated = new SimulatedCustomers(random);
    for (int customer = 0; customer < table[0]; customer++) {
      boolean inside = customer < SHARE * table[0];
      simulated.add(
          IntStream.range(0, table[1])
              .mapToObj(
                  row ->
                      (kind == Kind.WHOLE ? inside : random.nextDouble() < SHARE)
                          ? here
                          : elsewhere)
              .toList());
    }
    return SimulatedEvaluation.comparedClusters(segment, rest, PREVALENCE, confidence);
  }
}
