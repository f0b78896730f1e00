package dev.holdout.workflow;

import dev.holdout.TestSession;
import dev.holdout.config.PipelineFile;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.Map;

/** A pipeline over key, x, colour and label y (a or b): small enough for whole runs. */
public final class SmallPipeline {
  private SmallPipeline() {}

  /**
   * The pipeline.
   *
   * @param files file, folder or pattern with CSV rows
   * @param more further sections of the pipeline file; slices are looked for where these say so
   */
  public static PipelineSpec spec(Path workspace, String files, String more) {
    return spec(workspace, files, "", more);
  }

  /** The same with a further column. */
  public static PipelineSpec spec(Path workspace, String files, String column, String more) {
    String text =
        """
        name: t
        workspace: "%s"
        source: {format: csv, files: ["%s"]}
        key: [id]
        columns:
          id: {type: string, required: true}
          x: number
          colour: string
          y: {type: string, required: true, allowed: [a, b]}
          %s
        label: {column: y, positive: a}
        candidates: {logistic_regression: {reg_param: [0.01]}}
        """
            .formatted(workspace, files, column);
    Map<String, String> overrides =
        Map.of("evaluation.slices", String.valueOf(more.contains("slices: true")));
    return PipelineFile.parse(text + more, "t.yaml", overrides, name -> null).spec();
  }

  /** A run of it in the test's session. */
  public static RunOutcome run(PipelineSpec spec, String configuration) {
    return new TrainingRun(TestSession.spark(), StageListener.SILENT)
        .run(spec, "run", configuration);
  }

  /** Its workspace. */
  public static Tables tables(PipelineSpec spec) {
    return new Tables(TestSession.spark(), spec.workspace(), spec.retentionDays());
  }
}
