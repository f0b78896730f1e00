package dev.holdout.workflow;

import dev.holdout.lineage.StageRecord;
import dev.holdout.table.Holder;

/** Hears of a run's stages as they begin and end. */
public interface StageListener {
  /** Hears nothing. */
  StageListener SILENT =
      new StageListener() {
        @Override
        public void waiting(Holder other) {}

        @Override
        public void started(String stage) {}

        @Override
        public void noted(String sentence) {}

        @Override
        public void finished(StageRecord stage) {}
      };

  /** The run waits for another one to end. */
  void waiting(Holder other);

  /** Work on a stage begins; not called when a finished result is used. */
  void started(String stage);

  /** Something that a reader must know before the run goes on. */
  void noted(String sentence);

  /** The stage has a result. */
  void finished(StageRecord stage);
}
