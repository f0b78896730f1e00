package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.CoverageNames.column;

import dev.holdout.measure.Confidence;
import dev.holdout.regress.NumberCounts;
import dev.holdout.regress.NumberScorecard;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Every metric of predicted numbers, with errors of several shapes. */
final class NumberCoverage {
  private static final int[] SIZES = {100, 300, 1000, 5000};
  private static final int TRUTH_ROWS = 4_000_000;
  private static final NumberScorecard SCORECARD = new NumberScorecard(OptionalDouble.of(0.9));

  private NumberCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns =
        CoverageColumn.of(
            Errors.values(),
            SIZES,
            (errors, rows) -> column(errors.words(), rows),
            errors ->
                CoverageNames.values(
                    SCORECARD.measures(
                        sample(errors, new SplittableRandom(1), TRUTH_ROWS), confidence)),
            (errors, rows, random, own) -> SCORECARD.measures(sample(errors, random, rows), own));
    return new CoverageSection(
        "Predicted numbers",
        "Actual values are lognormal around 20 (σ 0.3); a prediction is its actual value, 0.3 and"
            + " an error: normal, Student's t with 5 degrees of freedom, or lognormal less its mean"
            + " (σ 1), each of scale 2. Predicted intervals reach 1.28 scales either way.",
        CoverageNames.of(SCORECARD.metrics()),
        columns,
        confidence);
  }

  private static NumberCounts sample(Errors errors, SplittableRandom random, int rows) {
    NumberCounts counts = NumberCounts.empty(SCORECARD.quantile());
    for (int row = 0; row < rows; row++) {
      double actual = 20 * Math.exp(0.3 * random.nextGaussian());
      double predicted = actual + 0.3 + 2 * errors.draw(random);
      double reach = 2.56 * (0.8 + 0.4 * random.nextDouble());
      counts.add(actual, predicted, 1, predicted - reach, predicted + reach);
    }
    return counts;
  }
}
