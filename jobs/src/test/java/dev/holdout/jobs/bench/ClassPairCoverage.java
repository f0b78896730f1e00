package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.CoverageNames.column;

import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.jobs.bench.ClassCoverage.Kind;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Two models of several classes on the same rows: the second knows a little less. */
final class ClassPairCoverage {
  private static final int[] SIZES = {100, 300, 1000};
  private static final int TRUTH_ROWS = 2_000_000;
  private static final int CLASSES = 4;
  private static final double SHARED = 0.8;
  private static final double LESS = 0.2;

  private ClassPairCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns =
        CoverageColumn.of(
            Kind.values(),
            SIZES,
            (kind, rows) -> column(kind.words, rows),
            kind ->
                CoverageNames.values(
                    measures(kind, TRUTH_ROWS, new SplittableRandom(1), confidence)),
            ClassPairCoverage::measures);
    return new CoverageSection(
        "Two models of several classes on the same rows",
        "Second minus first. Classes are those of several classes. What the second model knows of a"
            + " row is correlated by 0.8 with what the first knows, its own class around 1.6.",
        List.of("accuracy", "log_loss"),
        columns,
        confidence);
  }

  private static SortedMap<String, Measure> measures(
      Kind kind, int rows, SplittableRandom random, Confidence confidence) {
    double[][] right = new double[2][rows];
    double[][] losses = new double[2][rows];
    for (int row = 0; row < rows; row++) {
      int actual = kind.drawn(random.nextDouble());
      double[][] known = new double[2][CLASSES];
      for (int at = 0; at < CLASSES; at++) {
        double noise = random.nextGaussian();
        double other = SHARED * noise + Math.sqrt(1 - SHARED * SHARED) * random.nextGaussian();
        known[0][at] = noise + (at == actual ? ClassCoverage.SHIFT : 0);
        known[1][at] = other + (at == actual ? ClassCoverage.SHIFT - LESS : 0);
      }
      for (int model = 0; model < 2; model++) {
        double[] scores = kind.scores(known[model]);
        right[model][row] = ClassCoverage.likeliest(scores) == actual ? 1 : 0;
        losses[model][row] = -Math.log(scores[actual]);
      }
    }
    SortedMap<String, Measure> measures = new TreeMap<>();
    measures.put(
        "accuracy", SimulatedEvaluation.losses(right[0], right[1], "accuracy", confidence));
    measures.put(
        "log_loss", SimulatedEvaluation.losses(losses[0], losses[1], "log_loss", confidence));
    return measures;
  }
}
