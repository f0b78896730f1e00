package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * The threshold whose decisions cost least.
 *
 * @param matrix what each kind of decision costs
 */
public record LeastCost(CostMatrix matrix) implements ThresholdRule {
  @Override
  public String words() {
    return "lowest cost of the out-of-fold decisions, " + matrix.words();
  }

  @Override
  public String objective() {
    return "Cost of a row";
  }

  @Override
  public boolean smallerIsBetter() {
    return true;
  }

  @Override
  public Optional<String> undefined(Outcome outcome) {
    return outcome.rows() > 0 ? Optional.empty() : Optional.of("no rows");
  }

  @Override
  public double value(Outcome outcome) {
    return matrix.of(outcome) / outcome.rows();
  }

  @Override
  public Optional<CostMatrix> costs() {
    return Optional.of(matrix);
  }

  @Override
  public void check(Problems problems) {
    matrix.check(problems);
  }
}
