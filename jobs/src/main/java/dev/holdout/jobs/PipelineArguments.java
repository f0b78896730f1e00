package dev.holdout.jobs;

import dev.holdout.config.PipelineFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The pipeline file and what the command line changes in it; for every verb that takes one. */
final class PipelineArguments {
  @Parameters(
      index = "0",
      paramLabel = "PIPELINE",
      description = "The pipeline file, such as conf/adult.yaml.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a key of the pipeline file, such as split.folds=10. May be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /** Reads and checks the file. */
  PipelineFile load() {
    if (file == null) {
      throw new IllegalStateException("The command line gives the file");
    }
    return PipelineFile.load(file, overrides, System::getenv);
  }
}
