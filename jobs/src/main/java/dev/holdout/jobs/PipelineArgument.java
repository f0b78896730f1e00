package dev.holdout.jobs;

import dev.holdout.config.PipelineFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The pipeline file and its overrides: mixed into every verb that takes one. */
final class PipelineArgument {
  @Parameters(paramLabel = "PIPELINE", description = "The pipeline file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replaces a value of the file, such as split.folds=3 or label.column=churned. An empty"
              + " value takes the key out, so that its default holds. May be given again.")
  private final Map<String, String> overrides = new LinkedHashMap<>();

  Path file() {
    return file;
  }

  /** Reads and checks the file; all its problems come as one failure. */
  PipelineFile load() {
    return PipelineFile.load(file, overrides, System::getenv);
  }
}
