package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * The threshold with the largest F-beta: (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP), in [0, 1],
 * undefined without a positive row. Source: van Rijsbergen 1979.
 *
 * @param beta recall counts beta times as much as precision
 */
public record BestFBeta(double beta) implements ThresholdRule {
  @Override
  public String words() {
    return "largest " + objective() + " of the out-of-fold decisions";
  }

  @Override
  public String objective() {
    return "F" + Wording.number(beta);
  }

  @Override
  public Optional<String> undefined(Outcome outcome) {
    return outcome.positives() > 0 ? Optional.empty() : Optional.of("no positives");
  }

  @Override
  public double value(Outcome outcome) {
    double weighted = (1 + beta * beta) * outcome.tp();
    return weighted / (weighted + beta * beta * outcome.fn() + outcome.fp());
  }

  @Override
  public void check(Problems problems) {
    if (!(beta > 0 && beta <= 1e6)) {
      problems.add("decision", "beta " + beta, "a number above 0, up to 1000000", "");
    }
  }
}
