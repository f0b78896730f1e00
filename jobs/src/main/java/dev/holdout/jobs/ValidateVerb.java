package dev.holdout.jobs;

import dev.holdout.config.PipelineFile;
import dev.holdout.workflow.PipelineSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads and checks a pipeline file, without touching the data. */
@Command(
    name = "validate",
    description = "Checks a pipeline file and reports all its problems at once.",
    footer = {
      "  holdout validate conf/adult.yaml",
      "  holdout validate conf/adult.yaml --set split.folds=3 --effective"
    })
final class ValidateVerb extends Verb {
  @Mixin private PipelineArgument pipeline;

  @Option(
      names = "--effective",
      description = "Print the file as a run would use it, every default filled in.")
  private boolean effective;

  @Override
  Answer answer() {
    PipelineFile file = pipeline.load();
    if (effective) {
      return Answer.of(file.effective().stripTrailing(), file.spec());
    }
    PipelineSpec spec = file.spec();
    int columns = spec.contract().columns().size();
    return Answer.of(
        String.join(
            "\n",
            pipeline.file() + " is a valid pipeline file.",
            "  pipeline   " + spec.name() + ", state in " + spec.workspace(),
            "  columns    " + (columns == 0 ? "as the source has them" : String.valueOf(columns)),
            "  label      "
                + spec.label().column()
                + switch (spec.label().task()) {
                  case BINARY -> ", positive is " + spec.label().positive();
                  case MULTICLASS ->
                      ", one of "
                          + (spec.label().classes().isEmpty()
                              ? "the classes that the data has"
                              : String.join(", ", spec.label().classes()));
                  case REGRESSION -> ", a number";
                }),
        spec);
  }
}
