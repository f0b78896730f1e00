package dev.holdout.jobs;

import dev.holdout.config.PipelineFile;
import dev.holdout.report.Summary;
import dev.holdout.workflow.RunOutcome;
import dev.holdout.workflow.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A table in, a model with its evidence out. */
@Command(
    name = "run",
    description = "Runs a pipeline: ingest, split, audit, search, fit, evaluate, register, report.",
    footer = {
      "  holdout run conf/adult.yaml",
      "  holdout run customers.yaml --set split.folds=10 --set selection.metric=log_loss",
      "  holdout --master spark://host:7077 run customers.yaml"
    })
final class RunVerb extends Verb {
  @Mixin private PipelineArgument pipeline;

  @Mixin private WaitArgument wait;

  @Override
  Answer answer() {
    return answer(train(this, pipeline, wait), next(pipeline));
  }

  /** Runs the pipeline for a verb, under the verb's name. */
  static RunOutcome train(Verb verb, PipelineArgument pipeline, WaitArgument wait) {
    PipelineFile file = pipeline.load();
    try (Progress progress = verb.progress()) {
      return new TrainingRun(verb.spark(), new StagePrinter(progress), wait.patience())
          .run(file.spec(), verb.name(), file.effective());
    }
  }

  /** What a user does with the champion, as a line of the summary. */
  static String next(PipelineArgument pipeline) {
    return "Next      holdout score " + pipeline.file() + " --input NEW_ROWS --out FOLDER";
  }

  /**
   * The summary of a run, or that there was nothing to do.
   *
   * @param next the line after it
   */
  static Answer answer(RunOutcome outcome, String next) {
    String summary =
        (Summary.of(outcome.report(), outcome.page()).stripTrailing() + "\n" + next)
            .stripTrailing();
    return Answer.of(
        outcome.nothingNew()
            ? "Nothing changed since run "
                + outcome.report().run()
                + ": no work was done. What it found:\n\n"
                + summary
            : summary,
        outcome.report());
  }
}
