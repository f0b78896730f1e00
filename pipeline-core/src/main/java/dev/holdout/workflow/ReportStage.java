package dev.holdout.workflow;

import dev.holdout.report.RunReport;
import java.time.Instant;
import java.util.List;

/**
 * Writes the report, and reads it back: what is shown is what was written. A report that was
 * deleted is written again where it was, under the run that made it first.
 */
final class ReportStage {
  private final RunContext context;
  private final Reports reports;

  ReportStage(RunContext context) {
    this.context = context;
    this.reports = new Reports(context.tables());
  }

  /** The run whose report it is; an earlier one, when nothing changed since. */
  record Result(String run) {}

  /** Makes the report of a run. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes it.
     *
     * @param startedAt when the run began
     * @param seconds how long it took
     */
    RunReport make(String run, Instant startedAt, double seconds);
  }

  RunReport run(String model, String decides, Instant start, Maker maker) {
    Result result =
        context
            .stages()
            .stage(
                "report",
                decides,
                List.of(Stages.Input.of(model)),
                Result.class,
                written ->
                    List.of(
                        Output.of(
                            Reports.reference(written.run()),
                            tables -> reports.isWhole(written.run()))),
                (key, earlier) -> {
                  if (earlier.isPresent()) {
                    String run = earlier.get().run();
                    reports.write(run, again(run, start, maker));
                    return earlier.get();
                  }
                  reports.write(context.run(), made(context.run(), start, maker));
                  return new Result(context.run());
                });
    return reports.read(result.run()).orElseThrow();
  }

  /** From its record, or, where that is gone too, from the finished stages. */
  private RunReport again(String run, Instant start, Maker maker) {
    return reports
        .stored(run)
        .or(
            () ->
                context.ledger().runs().stream()
                    .filter(record -> record.run().equals(run))
                    .findFirst()
                    .map(record -> maker.make(run, record.startedAt(), record.seconds())))
        .orElseGet(() -> made(run, start, maker));
  }

  private static RunReport made(String run, Instant start, Maker maker) {
    return maker.make(run, start, TrainingRun.secondsSince(start));
  }
}
