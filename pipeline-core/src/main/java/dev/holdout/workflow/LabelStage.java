package dev.holdout.workflow;

import dev.holdout.lineage.TableVersion;
import dev.holdout.split.LabelReading;
import dev.holdout.split.LabelSpec;
import dev.holdout.window.EventSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts how the values of the label are read: first of all, since everything rests on it. */
final class LabelStage {
  private final RunContext context;

  LabelStage(RunContext context) {
    this.context = context;
  }

  /** What was ingested: readings may have no label, rows have one each. */
  LabelReading run(TableVersion dataset) {
    Optional<LabelSpec> ofReadings =
        context.spec().windows().map(EventSpec::label).map(LabelStage::label);
    LabelSpec label = ofReadings.orElse(context.spec().label());
    LabelReading reading =
        context
            .stages()
            .stage(
                "label",
                Map.of("label", label),
                List.of(Stages.Input.of(dataset)),
                LabelReading.class,
                result -> List.of(),
                key ->
                    ofReadings.isPresent()
                        ? LabelReading.ofSome(context.tables().read(dataset), label)
                        : LabelReading.of(context.tables().read(dataset), label));
    reading.notes().all().forEach(context.stages()::note);
    return reading;
  }

  private static LabelSpec label(EventSpec.EventLabel label) {
    return new LabelSpec(label.column(), label.positive()).listing(label.values());
  }
}
