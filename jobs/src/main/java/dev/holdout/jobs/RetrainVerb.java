package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.workflow.RunOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is new becomes the next dataset version; a challenger meets the champion. */
@Command(
    name = "retrain",
    description = {
      "Ingests what is new, trains a challenger and compares it with the champion on the same Test"
          + " rows.",
      "Exit code 0: promoted, or nothing was new. Exit code 66: the champion stays."
    },
    footer = {
      "  holdout retrain customers.yaml",
      "  30 4 * * 1  cd /srv/holdout && ./holdout retrain customers.yaml >> retrain.log 2>&1"
    })
final class RetrainVerb extends Verb {
  @Mixin private PipelineArgument pipeline;

  @Mixin private WaitArgument wait;

  @Override
  Answer answer() {
    RunOutcome outcome = RunVerb.train(this, pipeline, wait);
    Answer answer = RunVerb.answer(outcome, RunVerb.next(pipeline));
    return outcome.nothingNew() || outcome.report().gate().promoted()
        ? answer
        : Answer.no(ErrorCode.GATE_REFUSED, answer.text(), answer.facts());
  }
}
