package dev.holdout.jobs;

import dev.holdout.lineage.StageRecord;
import dev.holdout.table.Holder;
import dev.holdout.workflow.StageListener;
import java.time.Duration;

/** Shows the stages of a run as they begin and end. */
final class StagePrinter implements StageListener {
  private final Progress progress;

  StagePrinter(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void waiting(Holder other) {
    progress.notice("waiting for " + other.description());
  }

  @Override
  public void started(String stage) {
    progress.started(stage);
  }

  @Override
  public void finished(StageRecord stage) {
    String made = String.join(", ", stage.outputs());
    if (stage.reused()) {
      progress.reused(stage.stage(), made);
    } else {
      progress.finished(stage.stage(), Duration.ofMillis((long) (stage.seconds() * 1000)), made);
    }
  }

  @Override
  public void noted(String sentence) {
    progress.notice("Note: " + sentence);
  }

  /** Shows work that is no stage of a run. */
  void timed(String what, String made, Runnable work) {
    progress.started(what);
    long start = System.nanoTime();
    work.run();
    progress.finished(what, Duration.ofNanos(System.nanoTime() - start), made);
  }
}
