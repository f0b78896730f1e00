package dev.holdout.jobs;

import dev.holdout.contract.SourceSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.Export;
import dev.holdout.table.PlaceInUse;
import dev.holdout.workflow.PipelineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a copy of a verb's rows goes, and how it is stored: mixed into every verb that has rows.
 */
final class ExportArguments {
  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Writes a copy of the rows there: a new or empty folder, or one that an earlier export"
              + " wrote, which is replaced.")
  private @Nullable String folder;

  @Option(
      names = "--out-format",
      paramLabel = "FORMAT",
      defaultValue = "parquet",
      description = "parquet, csv or delta (default: ${DEFAULT-VALUE}).")
  private String format = "parquet";

  /**
   * The copy, if one was asked for; its folder is checked now, before any work.
   *
   * @param file the pipeline's file
   * @param pipeline what it says
   * @param more what is read beside its source and its workspace
   * @throws HoldoutException with code {@code USAGE} for a format that is none of ours, or a folder
   *     in which something would be lost
   */
  Optional<Export> asked(
      SparkSession spark, Path file, PipelineSpec pipeline, List<PlaceInUse> more) {
    Export.Format chosen = format();
    if (folder == null) {
      return Optional.empty();
    }
    List<PlaceInUse> inUse = new ArrayList<>(more);
    inUse.add(new PlaceInUse("the workspace", pipeline.workspace()));
    inUse.add(new PlaceInUse("the pipeline file", file.toString()));
    for (SourceSpec.FileSpec source : pipeline.source().files()) {
      inUse.add(new PlaceInUse("the source", source.path()));
    }
    return Optional.of(new Export(spark, folder, chosen, inUse));
  }

  private Export.Format format() {
    for (Export.Format one : Export.Format.values()) {
      if (one.word().equals(format)) {
        return one;
      }
    }
    throw new HoldoutException(
        ErrorCode.USAGE,
        "Cannot write the rows: found --out-format "
            + format
            + ", expected parquet, csv or delta.");
  }
}
