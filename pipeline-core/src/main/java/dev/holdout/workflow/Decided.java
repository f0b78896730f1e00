package dev.holdout.workflow;

import dev.holdout.decide.ClassDecider;
import dev.holdout.decide.ClassDecisionReport;
import dev.holdout.decide.ClassDecisionStep;
import dev.holdout.decide.Decider;
import dev.holdout.decide.Decision;
import dev.holdout.decide.DecisionReport;
import dev.holdout.decide.DecisionStep;
import dev.holdout.decide.NumberDecider;
import dev.holdout.decide.PredictionIntervals;
import java.util.Optional;
import org.apache.spark.ml.Transformer;

/**
 * What a model's scores become: exactly one of these, by task.
 *
 * @param binary calibrator, threshold and review
 * @param classes the calibrator of several classes
 * @param numbers intervals around predicted numbers
 */
record Decided(
    Optional<DecisionStep.Decided> binary,
    Optional<ClassDecisionStep.Decided> classes,
    Optional<PredictionIntervals> numbers) {
  static Decided of(DecisionStep.Decided binary) {
    return new Decided(Optional.of(binary), Optional.empty(), Optional.empty());
  }

  static Decided of(ClassDecisionStep.Decided classes) {
    return new Decided(Optional.empty(), Optional.of(classes), Optional.empty());
  }

  static Decided of(PredictionIntervals numbers) {
    return new Decided(Optional.empty(), Optional.empty(), Optional.of(numbers));
  }

  /** The last stage of the saved model. */
  Transformer stage() {
    return binary
        .<Transformer>map(decided -> Decider.of(decided.decision()))
        .or(() -> classes.map(decided -> ClassDecider.of(decided.decision())))
        .or(() -> numbers.map(NumberDecider::of))
        .orElseThrow();
  }

  /** All that decides it. */
  Object decides() {
    return binary
        .<Object>map(DecisionStep.Decided::decision)
        .or(() -> classes.map(ClassDecisionStep.Decided::decision))
        .or(() -> numbers)
        .orElseThrow();
  }

  /** That of two classes. */
  Decision decision() {
    return binary.map(DecisionStep.Decided::decision).orElseThrow();
  }

  /** The probability from which a decision is positive; 0 where there is no such decision. */
  double threshold() {
    return binary.map(decided -> decided.decision().threshold()).orElse(0.0);
  }

  boolean leavesRowsToReview() {
    return binary.flatMap(decided -> decided.decision().review()).isPresent();
  }

  Optional<DecisionReport> report() {
    return binary.map(DecisionStep.Decided::report);
  }

  Optional<ClassDecisionReport> classReport() {
    return classes.map(ClassDecisionStep.Decided::report);
  }
}
