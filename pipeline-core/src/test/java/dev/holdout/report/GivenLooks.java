package dev.holdout.report;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.IntervalLevel;
import java.util.Optional;

/** The sample run, had its Test been opened so many times. */
public final class GivenLooks {
  private GivenLooks() {}

  /** With intervals of that level. */
  public static RunReport report(long openings, IntervalLevel level) {
    Evaluation sample = SampleEvaluation.evaluation();
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
        report.decision(),
        new Evaluation(
            sample.rows(),
            sample.threshold(),
            sample.overall(),
            sample.segments(),
            sample.curves(),
            sample.notes(),
            Optional.of(level)),
        report.importance(),
        report.gate(),
        report.model(),
        openings,
        report.stages(),
        report.configuration());
  }
}
