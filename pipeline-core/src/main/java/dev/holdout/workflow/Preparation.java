package dev.holdout.workflow;

import dev.holdout.audit.AuditedColumns;
import dev.holdout.audit.Finding;
import dev.holdout.audit.LabelFindings;
import dev.holdout.audit.LeakageAudit;
import dev.holdout.audit.TaskAudit;
import dev.holdout.contract.Ingest;
import dev.holdout.contract.Ingestion;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.LabelReading;
import dev.holdout.split.Split;
import dev.holdout.window.WindowPlan;
import dev.holdout.window.Windowing;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The first stages, which all verbs that look at a pipeline's data share: ingest, windows and
 * split, then the audit. What one run of them finished, every later run uses again.
 */
final class Preparation {
  private final RunContext context;

  Preparation(RunContext context) {
    this.context = context;
  }

  /**
   * A dataset version, divided.
   *
   * @param data what was ingested
   * @param label how the values of its label are read
   * @param windows what became of it, where it is made of readings
   * @param planned where every row goes
   * @param split the typed partitions; nothing is read yet
   */
  record Divided(
      Ingestion data,
      LabelReading label,
      Optional<Windowing> windows,
      SplitStage.Result planned,
      Split split) {
    /** What was divided. */
    TableVersion table() {
      return windows.map(Windowing::dataset).orElse(data.dataset());
    }
  }

  /** The audit's findings, as a stage's result. */
  record AuditResult(List<Finding> findings) {}

  /**
   * The stages {@code ingest}, {@code label}, {@code windows} for a table of readings, and {@code
   * split}.
   */
  Divided divide() {
    Ingestion data = ingest();
    LabelReading label = new LabelStage(context).run(data.dataset());
    Optional<Windowing> windows =
        context
            .spec()
            .windows()
            .map(
                spec ->
                    new WindowStage(context)
                        .run(data.dataset(), spec, WindowPlan.Purpose.LEARNING));
    TableVersion table = windows.map(Windowing::dataset).orElse(data.dataset());
    SplitStage splitting = new SplitStage(context);
    SplitStage.Result planned =
        splitting.run(table, windows.isPresent() ? context.spec().label() : label.label());
    return new Divided(data, label, windows, planned, splitting.split(table, planned));
  }

  private Ingestion ingest() {
    PipelineSpec spec = context.spec();
    Ingest ingest = new Ingest(context.tables());
    Optional<Ingestion> last = ingest.last(spec.name());
    return context
        .stages()
        .fresh(
            "ingest",
            List.of("source/" + spec.name()),
            result -> last.filter(result::equals).isPresent(),
            result -> List.of(result.dataset().reference()),
            () -> ingest.ingest(spec.name(), spec.source(), spec.contract(), context.run()));
  }

  /** The stage {@code audit}: its findings, gravest first. */
  List<Finding> audit(Divided divided) {
    PipelineSpec spec = context.spec();
    Split split = divided.split();
    AuditedColumns columns =
        new AuditedColumns(
            spec.label().column(),
            spec.key(),
            Set.copyOf(
                PreprocessingPlan.of(split.training().rows().schema(), spec.features()).columns()));
    return context
        .stages()
        .stage(
            "audit",
            Map.of(
                "audit",
                spec.audit(),
                "key",
                columns.key(),
                "label",
                divided.label().values(),
                "features",
                new TreeSet<>(columns.features())),
            List.of(Stages.Input.of(divided.planned().report().assignment())),
            AuditResult.class,
            result -> List.of(),
            key ->
                new AuditResult(
                    withLabel(
                        LabelFindings.of(divided.label()),
                        new TaskAudit(new LeakageAudit(spec.audit(), columns))
                            .run(
                                divided.planned().label(),
                                split.training(),
                                split.plan().folds(),
                                split.test()))))
        .findings();
  }

  /** All findings, gravest first. */
  private static List<Finding> withLabel(List<Finding> ofLabel, List<Finding> others) {
    return Stream.concat(ofLabel.stream(), others.stream())
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }
}
