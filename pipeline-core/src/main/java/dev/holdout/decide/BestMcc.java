package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * The threshold with the largest Matthews correlation of decision and label, in [−1, 1]: (TP·TN −
 * FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN)), undefined where all decisions or all labels are
 * the same. Source: Matthews 1975.
 */
public record BestMcc() implements ThresholdRule {
  @Override
  public String words() {
    return "largest Matthews correlation of the out-of-fold decisions";
  }

  @Override
  public String objective() {
    return "Matthews correlation";
  }

  @Override
  public Optional<String> undefined(Outcome outcome) {
    if (!(outcome.positives() > 0 && outcome.negatives() > 0)) {
      return Optional.of("one class alone");
    }
    boolean both = outcome.decidedPositive() > 0 && outcome.fn() + outcome.tn() > 0;
    return both ? Optional.empty() : Optional.of("every row is decided alike");
  }

  @Override
  public double value(Outcome outcome) {
    double decided = outcome.decidedPositive() * (outcome.fn() + outcome.tn());
    double truth = outcome.positives() * outcome.negatives();
    double product = outcome.tp() * outcome.tn() - outcome.fp() * outcome.fn();
    return product / (Math.sqrt(decided) * Math.sqrt(truth));
  }

  @Override
  public void check(Problems problems) {}
}
