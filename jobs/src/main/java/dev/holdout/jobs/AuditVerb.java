package dev.holdout.jobs;

import dev.holdout.audit.Finding;
import dev.holdout.config.PipelineFile;
import dev.holdout.error.ErrorCode;
import dev.holdout.workflow.AuditRun;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What in the data or in the split would make the figures lie. */
@Command(
    name = "audit",
    description = {
      "Looks for leaks in a pipeline's data and split, without fitting a model: ingest, split,"
          + " audit.",
      "Exit code 66 with --fail-on, when a finding is at least so grave. A later run uses the"
          + " stages again."
    },
    footer = {
      "  holdout audit customers.yaml",
      "  holdout audit customers.yaml --fail-on high",
      "  holdout audit customers.yaml --set audit.leak_auc=0.9 --json"
    })
final class AuditVerb extends Verb {
  /** How grave a finding must be for a no. */
  enum FailOn {
    HIGH,
    MEDIUM,
    /** Any finding, also one that only informs. */
    LOW;

    boolean refuses(Finding.Severity severity) {
      return switch (severity) {
        case HIGH -> true;
        case MEDIUM -> this != HIGH;
        case INFO -> this == LOW;
      };
    }
  }

  @Mixin private PipelineArgument pipeline;

  @Mixin private WaitArgument wait;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "Exit with code 66 when there is a finding of this severity or above: high, medium or low"
              + " (any).")
  private @Nullable FailOn failOn;

  @Override
  Answer answer() {
    PipelineFile file = pipeline.load();
    try (Progress progress = progress()) {
      AuditRun.AuditOutcome outcome =
          new AuditRun(spark(), new StagePrinter(progress), wait.patience())
              .run(file.spec(), file.effective());
      String text = FindingText.of(outcome);
      return Optional.ofNullable(failOn)
          .filter(
              from -> outcome.findings().stream().anyMatch(found -> from.refuses(found.severity())))
          .map(
              from ->
                  Answer.no(
                      ErrorCode.GATE_REFUSED,
                      text
                          + "\n\nExit code 66: there are findings of severity "
                          + from.name().toLowerCase(Locale.ROOT)
                          + " or above.",
                      outcome))
          .orElseGet(() -> Answer.of(text, outcome));
    }
  }
}
