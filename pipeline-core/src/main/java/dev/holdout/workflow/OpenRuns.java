package dev.holdout.workflow;

import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.StageRecord;
import dev.holdout.report.RunReport;
import dev.holdout.table.Files;
import dev.holdout.table.Lease;
import dev.holdout.table.Leases;
import dev.holdout.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs that are not in the ledger yet: {@code runs/open/<run>.json}, written when a run begins and
 * at each of its stages, removed once the ledger has it. What it holds is what the ledger is to say
 * if the process is killed now, so that any later run completes the ledger.
 */
final class OpenRuns {
  private static final String SUFFIX = ".json";

  private final Files files;
  private final String folder;
  private final Leases leases;
  private final Reports reports;

  OpenRuns(Tables tables) {
    this.files = tables.files();
    this.folder = tables.path("runs/open");
    this.leases = tables.leases();
    this.reports = new Reports(tables);
  }

  /**
   * A run that is not recorded yet.
   *
   * @param run what the ledger is to say if it goes no further
   * @param stages finished so far
   * @param lease under which it works: without it, the run is over
   * @param stage at work now; empty once the run is over
   */
  record Open(
      RunLedger.RunRecord run, List<StageRecord> stages, String lease, Optional<String> stage) {
    Open {
      stages = List.copyOf(stages);
    }

    /** What is known of a run that has begun, with what is to be said of it if it ends here. */
    static Open at(String stage, RunLedger.RunRecord run, List<StageRecord> stages, String lease) {
      return new Open(
          run.ended("Interrupted in stage " + stage, true, Optional.empty()),
          stages,
          lease,
          Optional.of(stage));
    }

    /** A run that is over. */
    static Open over(RunLedger.RunRecord run, List<StageRecord> stages, String lease) {
      return new Open(run, stages, lease, Optional.empty());
    }

    /** A training run that wrote its report, which is the last thing that one does. */
    static Open reported(RunReport report, String verb, String lease, String folder) {
      List<StageRecord> stages = new ArrayList<>(report.stages());
      stages.add(
          new StageRecord(
              "report",
              "",
              false,
              report.startedAt(),
              0,
              List.of(report.model().reference()),
              List.of("reports/" + report.run())));
      return over(
          new RunLedger.RunRecord(
              report.run(),
              report.pipeline(),
              verb,
              report.startedAt(),
              report.seconds(),
              TrainingRun.sentence(report),
              false,
              Optional.of(folder),
              report.configuration()),
          stages,
          lease);
    }

    /** As it is while its process works. */
    Open working() {
      return new Open(
          run.ended("At work in stage " + stage.orElse("start"), false, Optional.empty()),
          stages,
          lease,
          stage);
    }
  }

  void write(Open open) {
    files.write(path(open.run().run()), Json.pretty(open));
  }

  void remove(String run) {
    files.delete(path(run));
  }

  /**
   * Completes the ledger with runs that are over.
   *
   * @param name of the lease that the caller has: whoever had it before is gone
   * @param lease of the caller
   */
  void complete(RunLedger ledger, String name, Lease lease) {
    for (Open open : all()) {
      if (open.lease().equals(name) || leases.holder(open.lease(), lease.lastSign()).isEmpty()) {
        Open over = over(open);
        ledger.record(over.run(), over.stages());
        remove(open.run().run());
      }
    }
  }

  /** What each of them is now: at work, or over. */
  List<Open> now() {
    return all().stream()
        .map(
            open ->
                open.stage().isPresent() && leases.holder(open.lease(), Instant.now()).isPresent()
                    ? open.working()
                    : over(open))
        .toList();
  }

  /** A run is done with its report, whatever it had yet to record. */
  private Open over(Open open) {
    return open.stage().isEmpty()
        ? open
        : reports
            .read(open.run().run())
            .map(
                report ->
                    Open.reported(
                        report, open.run().verb(), open.lease(), reports.folder(open.run().run())))
            .orElse(open);
  }

  private List<Open> all() {
    return files.list(folder).stream()
        .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
        .flatMap(name -> read(folder + "/" + name).stream())
        .toList();
  }

  private Optional<Open> read(String path) {
    try {
      return files.read(path).map(text -> Json.read(text, Open.class));
    } catch (HoldoutException unreadable) {
      return Optional.empty();
    }
  }

  private String path(String run) {
    return folder + "/" + run + SUFFIX;
  }
}
