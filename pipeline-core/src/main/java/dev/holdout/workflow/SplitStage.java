package dev.holdout.workflow;

import dev.holdout.lineage.TableVersion;
import dev.holdout.split.Split;
import dev.holdout.split.SplitPlan;
import dev.holdout.split.SplitReport;
import dev.holdout.split.Splitter;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.Map;

/** Plans the split of a dataset version and stores the assignment. */
final class SplitStage {
  private final RunContext context;

  SplitStage(RunContext context) {
    this.context = context;
  }

  /** The plan and what a reader wants to know of it. */
  record Result(SplitPlan plan, SplitReport report) {}

  Result run(TableVersion dataset) {
    PipelineSpec spec = context.spec();
    return context
        .stages()
        .stage(
            "split",
            Map.of("label", spec.label(), "split", spec.split()),
            List.of(Stages.Input.of(dataset)),
            Result.class,
            result -> List.of(result.report().assignment().reference()),
            key -> plan(dataset, key));
  }

  /** The typed partitions; nothing is read yet. */
  Split split(TableVersion dataset, Result result) {
    return Splitter.split(context.tables().read(dataset), context.spec().label(), result.plan());
  }

  private Result plan(TableVersion dataset, String key) {
    PipelineSpec spec = context.spec();
    var rows = context.tables().read(dataset);
    SplitPlan plan = new Splitter(spec.label(), spec.split()).plan(rows, dataset.rows());
    TableVersion assignment =
        context
            .tables()
            .write(
                "splits/" + spec.name(),
                Splitter.split(rows, spec.label(), plan).assignment(),
                Tables.Mode.OVERWRITE,
                key,
                context.run());
    return new Result(
        plan,
        new SplitReport(
            assignment,
            plan.training(),
            plan.test(),
            plan.trainingPositives(),
            plan.testPositives(),
            spec.split().testShare(),
            plan.blocks()));
  }
}
