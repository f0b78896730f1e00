package dev.holdout.jobs;

import dev.holdout.table.Tables;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The workspace, for verbs that look into it without a pipeline file. */
final class WorkspaceArguments {
  private static final int RETENTION_DAYS = 365;

  @Option(
      names = "--workspace",
      paramLabel = "ROOT",
      defaultValue = "workspace",
      description = "Root of all state, as in the pipeline file (default: ${DEFAULT-VALUE}).")
  private String workspace = "workspace";

  Tables tables(SparkSession spark) {
    return new Tables(spark, workspace, RETENTION_DAYS);
  }

  @Override
  public String toString() {
    return workspace;
  }
}
