package dev.holdout.workflow;

import dev.holdout.audit.AuditedColumns;
import dev.holdout.audit.Finding;
import dev.holdout.audit.LabelFindings;
import dev.holdout.audit.LeakageAudit;
import dev.holdout.audit.TaskAudit;
import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.Ingest;
import dev.holdout.contract.Ingestion;
import dev.holdout.evaluate.SegmentBy;
import dev.holdout.evaluate.SegmentTrial;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.LabelReading;
import dev.holdout.split.RepeatedRowsDecision;
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
import org.apache.spark.sql.types.StructType;

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

    /** The divided rows, as what later stages read: where each goes, and what it holds. */
    Stages.Input input() {
      return Stages.Input.of(planned.report().assignment(), table().fingerprint());
    }
  }

  /** The audit's findings, as a stage's result. */
  record AuditResult(List<Finding> findings) {}

  /**
   * The stages {@code ingest}, {@code label}, {@code windows} for a table of readings, and {@code
   * split}.
   */
  Divided divide() {
    resolveSegments();
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

  /** Expressions that cannot work fail before anything is read, where columns are declared. */
  private void resolveSegments() {
    PipelineSpec spec = context.spec();
    List<ColumnSpec> declared = spec.contract().columns();
    if (spec.windows().isEmpty() && !declared.isEmpty()) {
      StructType columns = new StructType();
      for (ColumnSpec column : declared) {
        columns = columns.add(column.name(), column.type().sparkType());
      }
      SegmentTrial.resolve(context.tables().spark(), columns, spec.evaluation().segments());
    }
  }

  /** That the expressions of segments were computed for all rows of Training. */
  record SegmentsTried(int expressions) {}

  /** The stage {@code segments}, where there are expressions: computes them for Training. */
  void trySegments(Divided divided) {
    List<SegmentBy> expressions =
        context.spec().evaluation().segments().stream()
            .filter(segment -> segment.kind() == SegmentBy.Kind.EXPRESSION)
            .toList();
    if (!expressions.isEmpty()) {
      context
          .stages()
          .stage(
              "segments",
              Map.of("segments", expressions),
              List.of(Stages.Input.of(divided.planned().report().assignment())),
              SegmentsTried.class,
              result -> List.of(),
              key -> {
                SegmentTrial.compute(divided.split().training().rows(), expressions);
                return new SegmentsTried(expressions.size());
              });
    }
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
            result -> List.of(Output.of(result.dataset())),
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
                PreprocessingPlan.of(split.training().rows().schema(), spec.features()).columns()),
            split.plan().repeatedRows().map(RepeatedRowsDecision::chosen));
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
            List.of(divided.input()),
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
