package dev.holdout.report;

import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.DecisionReport;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.measure.IntervalLevel;
import java.util.List;
import java.util.Optional;

/**
 * The sample run, had its Test been opened so many times; without what out-of-fold rows tell, whose
 * intervals no look at Test widens.
 */
public final class GivenLooks {
  private GivenLooks() {}

  /** The sample run's evaluation. */
  public static Evaluation evaluation() {
    return SampleEvaluation.evaluation();
  }

  /** With intervals of that level. */
  public static RunReport report(long openings, IntervalLevel level) {
    Evaluation sample = SampleEvaluation.evaluation();
    return report(
        openings,
        new Evaluation(
            sample.rows(),
            sample.threshold(),
            sample.overall(),
            sample.segments(),
            sample.curves(),
            sample.notes(),
            Optional.of(level),
            Optional.empty()));
  }

  /** With another evaluation. */
  public static RunReport report(long openings, Evaluation evaluation) {
    RunReport report = SampleRun.report();
    return new RunReport(
        report.pipeline(),
        report.run(),
        report.startedAt(),
        report.seconds(),
        report.code(),
        report.environment(),
        report.label(),
        report.ingestion(),
        report.split(),
        report.findings(),
        report.crossValidation(),
        report.rebalancing(),
        new DecisionReport(
            CalibratorKind.NONE,
            0.5,
            "Fixed.",
            0.25,
            Optional.empty(),
            List.of(),
            Optional.empty()),
        evaluation,
        report.importance(),
        report.gate(),
        report.model(),
        openings,
        report.stages(),
        report.configuration(),
        Optional.empty(),
        report.windows());
  }
}
