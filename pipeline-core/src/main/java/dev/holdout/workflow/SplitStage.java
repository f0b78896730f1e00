package dev.holdout.workflow;

import dev.holdout.lineage.Json;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.AssignmentCounts;
import dev.holdout.split.GroupSpellings;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.Split;
import dev.holdout.split.SplitPlan;
import dev.holdout.split.SplitReport;
import dev.holdout.split.Splitter;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Plans the split of a dataset version and stores the assignment. */
final class SplitStage {
  private static final String REMEDY =
      "Restore it from a backup; or delete it: a Test that is exact or by time is then drawn"
          + " without regard to the last one.";

  private final RunContext context;

  SplitStage(RunContext context) {
    this.context = context;
  }

  /**
   * The plan and what a reader wants to know of it.
   *
   * @param label with its classes, where the pipeline leaves them to the data
   * @param before what was kept of the table's last split
   */
  record Result(LabelSpec label, SplitPlan plan, Optional<Last> before, SplitReport report) {}

  /** The last split of the table, and the rule that it followed. */
  record Last(String rule, SplitPlan plan, TableVersion assignment) {}

  /**
   * Divides the rows.
   *
   * @param label with its classes
   */
  Result run(TableVersion dataset, LabelSpec label) {
    PipelineSpec spec = context.spec();
    return context
        .stages()
        .stage(
            "split",
            Map.of("label", label, "split", spec.split()),
            List.of(Stages.Input.pinned(dataset)),
            Result.class,
            result ->
                List.of(
                    Output.of(result.report().assignment()),
                    Output.file(tables -> tables.files().read(lastFile()).isPresent())),
            key -> plan(dataset, label, key));
  }

  /** The typed partitions; nothing is read yet. */
  Split split(TableVersion dataset, Result result) {
    return Splitter.split(
        context.tables().read(dataset),
        result.label(),
        result.plan(),
        result.before().map(this::recall));
  }

  private Result plan(TableVersion dataset, LabelSpec label, String key) {
    PipelineSpec spec = context.spec();
    Tables tables = context.tables();
    Dataset<Row> rows = tables.read(dataset);
    GroupSpellings.note(rows, spec.split()).ifPresent(context.stages()::note);
    Optional<Last> before = last();
    SplitPlan plan =
        new Splitter(label, spec.split()).plan(rows, dataset.rows(), before.map(this::recall));
    TableVersion assignment =
        tables.write(
            "splits/" + spec.name(),
            Splitter.split(rows, label, plan, before.map(this::recall)).assignment(),
            Tables.Mode.OVERWRITE,
            key,
            context.run());
    Result result =
        new Result(
            label,
            plan,
            before,
            AssignmentCounts.report(
                plan, label, rows.schema(), assignment, tables.read(assignment)));
    tables
        .files()
        .write(lastFile(), Json.canonical(new Last(context.splitRule(), plan, assignment)));
    return result;
  }

  /**
   * What the table's last version was given under the same rule: exact Tests keep it, and a
   * boundary in time moves forward only.
   */
  private Optional<Last> last() {
    return context
        .tables()
        .files()
        .read(lastFile(), Last.class, REMEDY)
        .filter(last -> last.rule().equals(context.splitRule()))
        .filter(last -> context.tables().holds(last.assignment()));
  }

  private Splitter.Before recall(Last last) {
    return new Splitter.Before(last.plan(), context.tables().read(last.assignment()));
  }

  private String lastFile() {
    return context.tables().path("splits/" + context.spec().name() + ".json");
  }
}
