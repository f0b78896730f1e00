package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * A threshold that is given. Its decisions are compared by F1, since it has no objective of its
 * own.
 *
 * @param threshold in [0, 1]
 */
public record FixedThreshold(double threshold) implements ThresholdRule {
  private static final BestFBeta F1 = new BestFBeta(1);

  @Override
  public String words() {
    return "fixed";
  }

  @Override
  public String objective() {
    return F1.objective();
  }

  @Override
  public Optional<String> undefined(Outcome outcome) {
    return F1.undefined(outcome);
  }

  @Override
  public double value(Outcome outcome) {
    return F1.value(outcome);
  }

  @Override
  public Optional<Double> given() {
    return Optional.of(threshold);
  }

  @Override
  public ThresholdRule forRivals() {
    return F1;
  }

  @Override
  public boolean needsBothClasses() {
    return false;
  }

  @Override
  public void check(Problems problems) {
    if (!(threshold >= 0 && threshold <= 1)) {
      problems.add("decision", "threshold " + threshold, "a number from 0 to 1", "");
    }
  }
}
