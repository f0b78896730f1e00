package dev.holdout.jobs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.holdout.config.PipelineFile;
import dev.holdout.contract.Ingestion;
import dev.holdout.contract.QuarantineWords;
import dev.holdout.report.words.LabelWords;
import dev.holdout.report.words.SplitWords;
import dev.holdout.split.SplitReport;
import dev.holdout.table.Export;
import dev.holdout.workflow.SplitRun;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The place of every row. */
@Command(
    name = "split",
    description = {
      "Divides a pipeline's table into Training, Test and folds, without fitting anything: ingest,"
          + " split.",
      "Every row's key, partition, block and part in each fold go to --out if asked. A later run"
          + " uses the split again."
    },
    footer = {
      "  holdout split customers.yaml",
      "  holdout split customers.yaml --out split",
      "  holdout split customers.yaml --set split.group=customer_id --out split --out-format csv"
    })
final class SplitVerb extends Verb {
  private static final int SHOWN = 12;

  @Mixin private PipelineArgument pipeline;

  @Mixin private WaitArgument wait;

  @Mixin private ExportArguments rows;

  @Override
  Answer answer() {
    PipelineFile file = pipeline.load();
    Optional<Export> export = rows.asked(spark(), pipeline.file(), file.spec(), List.of());
    try (Progress progress = progress()) {
      StagePrinter stages = new StagePrinter(progress);
      SplitRun split = new SplitRun(spark(), stages, wait.patience());
      SplitRun.SplitOutcome outcome = split.run(file.spec(), file.effective());
      export.ifPresent(
          copy ->
              stages.timed(
                  "export", copy.folder(), () -> split.export(file.spec(), outcome, copy)));
      return Answer.of(
          quarantine(outcome.data())
              + text(outcome.split(), export)
              + "\nNext       holdout run "
              + pipeline.file(),
          new Divided(outcome.data(), outcome.split()));
    }
  }

  /** The rows and how they were divided. */
  private record Divided(Ingestion data, @JsonUnwrapped SplitReport split) {}

  private static String quarantine(Ingestion data) {
    if (data.quarantined() == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Quarantine %,d of %,d rows read%s%n",
            data.quarantined(),
            data.read(),
            data.quarantine().map(table -> "; " + table.reference()).orElse("")));
    QuarantineWords.reasons(data).forEach(reason -> sentence(text, reason));
    return text.toString();
  }

  private static String text(SplitReport split, Optional<Export> export) {
    StringBuilder text = new StringBuilder();
    boolean binary = split.classes().isEmpty() && split.numbers().isEmpty();
    text.append(
        String.format(
            Locale.ROOT,
            "Training   %,d rows%s%nTest       %,d rows%s%n",
            split.training(),
            binary ? ", " + percent(split.trainingPositives(), split.training()) + " positive" : "",
            split.test(),
            binary ? ", " + percent(split.testPositives(), split.test()) + " positive" : ""));
    for (SplitReport.ClassRows one : split.classes()) {
      text.append(
          String.format(
              Locale.ROOT,
              "           %s: %s of Training, %s of Test%n",
              one.label(),
              percent(one.training(), split.training()),
              percent(one.test(), split.test())));
    }
    split
        .numbers()
        .ifPresent(
            numbers ->
                text.append("           ")
                    .append(LabelWords.spread("Training", numbers.training()))
                    .append("\n           ")
                    .append(LabelWords.spread("Test", numbers.test()))
                    .append('\n'));
    if (split.neither() > 0) {
      text.append(
          String.format(
              Locale.ROOT, "Neither    %,d rows too near to Test in time%n", split.neither()));
    }
    sentence(text, SplitWords.share(split));
    text.append("           ").append(SplitWords.test(split.spec())).append('\n');
    sentence(text, SplitWords.deviation(split));
    sentence(text, SplitWords.repeatedRows(split));
    text.append("Folds      ").append(SplitWords.folds(split)).append('\n');
    for (SplitReport.FoldCount fold :
        split.folds().subList(0, Math.min(SHOWN, split.folds().size()))) {
      text.append(
          String.format(
              Locale.ROOT,
              "           %d: trains on %,d rows%s, validates on %,d%s%s%s%n",
              fold.fold(),
              fold.training().rows(),
              binary
                  ? " ("
                      + percent(fold.training().positives(), fold.training().rows())
                      + " positive)"
                  : "",
              fold.validation().rows(),
              binary
                  ? " (" + percent(fold.validation().positives(), fold.validation().rows()) + ")"
                  : "",
              SplitWords.setAside(fold).isEmpty() ? "" : ", " + SplitWords.setAside(fold),
              fold.description().isEmpty() ? "" : "; " + fold.description()));
    }
    if (split.folds().size() > SHOWN) {
      text.append("           … and ").append(split.folds().size() - SHOWN).append(" more\n");
    }
    sentence(text, SplitWords.missing(split));
    sentence(text, SplitWords.shortTraining(split));
    return text.append("Stored as  ")
        .append(split.assignment().reference())
        .append(
            export
                .map(copy -> "\nWritten to " + copy.folder() + " (" + copy.format().word() + ")")
                .orElse(""))
        .toString();
  }

  private static void sentence(StringBuilder text, String sentence) {
    if (!sentence.isEmpty()) {
      text.append("           ").append(sentence).append('\n');
    }
  }

  private static String percent(long part, long all) {
    return all == 0 ? "none" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
  }
}
