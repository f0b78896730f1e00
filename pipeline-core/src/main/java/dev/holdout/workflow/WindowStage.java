package dev.holdout.workflow;

import dev.holdout.lineage.TableVersion;
import dev.holdout.window.EventSpec;
import dev.holdout.window.EventWindows;
import dev.holdout.window.WindowPlan;
import dev.holdout.window.Windowing;
import java.util.List;
import java.util.Map;

/** Makes windows of a version of readings: the dataset that everything after works on. */
final class WindowStage {
  private final RunContext context;

  WindowStage(RunContext context) {
    this.context = context;
  }

  /** The windows, as {@code <readings>_windows}. */
  Windowing run(TableVersion readings, EventSpec spec, WindowPlan.Purpose purpose) {
    return context
        .stages()
        .stage(
            "windows",
            Map.of("windows", spec, "purpose", purpose),
            List.of(Stages.Input.pinned(readings)),
            Windowing.class,
            result -> List.of(Output.of(result.dataset())),
            key ->
                new EventWindows(context.tables())
                    .write(
                        readings, spec, purpose, readings.name() + "_windows", key, context.run()));
  }
}
