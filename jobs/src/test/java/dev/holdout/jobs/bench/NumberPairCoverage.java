package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.CoverageNames.column;

import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Two models that predict numbers on the same rows: the second errs more, and much the same. */
final class NumberPairCoverage {
  private static final int[] SIZES = {100, 300, 1000, 5000};
  private static final int TRUTH_ROWS = 4_000_000;
  private static final double SHARED = 0.8;
  private static final double WIDER = 1.25;

  private NumberPairCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns =
        CoverageColumn.of(
            Errors.values(),
            SIZES,
            (errors, rows) -> column(errors.words(), rows),
            errors ->
                CoverageNames.values(
                    measures(errors, TRUTH_ROWS, new SplittableRandom(1), confidence)),
            NumberPairCoverage::measures);
    return new CoverageSection(
        "Two models that predict numbers on the same rows",
        "Second minus first. Errors are those of predicted numbers above, of scale 2 and around"
            + " 0.3; those of the second are 1.25 times as wide and correlated by 0.8.",
        List.of("rmse", "mae"),
        columns,
        confidence);
  }

  private static SortedMap<String, Measure> measures(
      Errors errors, int rows, SplittableRandom random, Confidence confidence) {
    double[] first = new double[rows];
    double[] second = new double[rows];
    for (int row = 0; row < rows; row++) {
      double one = errors.draw(random);
      double other = SHARED * one + Math.sqrt(1 - SHARED * SHARED) * errors.draw(random);
      first[row] = Math.abs(0.3 + 2 * one);
      second[row] = Math.abs(0.3 + 2 * WIDER * other);
    }
    SortedMap<String, Measure> measures = new TreeMap<>();
    measures.put("mae", SimulatedEvaluation.losses(first, second, "mae", confidence));
    measures.put(
        "rmse", SimulatedEvaluation.losses(squares(first), squares(second), "rmse", confidence));
    return measures;
  }

  private static double[] squares(double[] errors) {
    return Arrays.stream(errors).map(error -> error * error).toArray();
  }
}
