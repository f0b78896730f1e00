package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.CoverageNames.column;

import dev.holdout.fairness.SimulatedConsistency;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Whether similar rows are decided alike. */
final class ConsistencyCoverage {
  private static final int[] SIZES = {100, 300, 1000};
  private static final int NEIGHBOURS = 5;
  private static final int TRUTH_TABLES = 400;
  private static final String FIGURE = "consistency";

  /** What is made of a score, which is normal with variance 1. */
  private enum Kind {
    HALF("half decided", 0.9, score -> score > 0 ? 1 : 0),
    FEW("5 % decided", 0.9, score -> score > 1.645 ? 1 : 0),
    SCORES("scores", 0.9, score -> 1 / (1 + Math.exp(-2 * score))),
    RANDOM("at random", 0, score -> score > 0 ? 1 : 0);

    private final String words;
    private final double known;
    private final DoubleUnaryOperator decision;

    Kind(String words, double known, DoubleUnaryOperator decision) {
      this.words = words;
      this.known = known;
      this.decision = decision;
    }
  }

  private ConsistencyCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int rows : SIZES) {
        columns.add(
            new CoverageColumn(
                column(kind.words, rows),
                () -> truth(kind, rows, confidence),
                (random, own) -> new TreeMap<>(Map.of(FIGURE, measure(kind, random, rows, own)))));
      }
    }
    return new CoverageSection(
        "Consistency of fairness",
        "Five neighbours by two features, which are normal. What is decided by is normal with"
            + " variance 1, and its correlation with a sum of the features is 0.9, or none where"
            + " decisions are at random; decided are those above 0, or above 1.645, or the figure is"
            + " that of scores between 0 and 1. Neighbours are found among the rows, so that the"
            + " figure depends on how many there are: the truth is its mean over 400 other tables"
            + " of as many rows.",
        List.of(FIGURE),
        columns,
        confidence);
  }

  /** The mean over tables that are not those of the coverage. */
  private static Map<String, Double> truth(Kind kind, int rows, Confidence confidence) {
    double mean =
        IntStream.range(0, TRUTH_TABLES)
            .parallel()
            .mapToObj(table -> measure(kind, new SplittableRandom(-1L - table), rows, confidence))
            .mapToDouble(measure -> measure.value().orElseThrow())
            .average()
            .orElseThrow();
    return Map.of(FIGURE, mean);
  }

  private static Measure measure(
      Kind kind, SplittableRandom random, int rows, Confidence confidence) {
    double[][] features = new double[rows][];
    double[] decisions = new double[rows];
    double noise = Math.sqrt(1 - kind.known * kind.known);
    for (int row = 0; row < rows; row++) {
      double one = random.nextGaussian();
      double other = random.nextGaussian();
      features[row] = new double[] {one, other};
      decisions[row] =
          kind.decision.applyAsDouble(
              kind.known * (0.8 * one + 0.6 * other) + noise * random.nextGaussian());
    }
    return SimulatedConsistency.of(features, decisions, NEIGHBOURS, confidence);
  }
}
