package dev.holdout.jobs;

import dev.holdout.config.PipelineFile;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.report.words.SplitWords;
import dev.holdout.split.SplitReport;
import dev.holdout.workflow.SplitRun;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The place of every row. */
@Command(
    name = "split",
    description = {
      "Divides a pipeline's table into Training, Test and folds, without fitting anything: ingest, split.",
      "Every row's key, partition, block and part in each fold go to --out if asked. A later run uses the split again."
    },
    footer = {
      "  holdout split customers.yaml",
      "  holdout split customers.yaml --out split",
      "  holdout split customers.yaml --set split.group=customer_id --out split --out-format csv"
    })
final class SplitVerb extends Verb {
  private static final int SHOWN = 12;
  private static final List<String> FORMATS = List.of("delta", "parquet", "csv");

  @Mixin private PipelineArgument pipeline;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Writes the assignment there.")
  private @Nullable String out;

  @Option(
      names = "--out-format",
      paramLabel = "FORMAT",
      defaultValue = "delta",
      description = "delta, parquet or csv (default: ${DEFAULT-VALUE}).")
  private String format = "delta";

  @Override
  Answer answer() {
    if (!FORMATS.contains(format)) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot split: found --out-format " + format + ", expected delta, parquet or csv.");
    }
    PipelineFile file = pipeline.load();
    try (Progress progress = progress()) {
      StagePrinter stages = new StagePrinter(progress);
      SplitRun split = new SplitRun(spark(), stages);
      SplitRun.SplitOutcome outcome = split.run(file.spec(), file.effective());
      String folder = out;
      if (folder != null) {
        stages.timed("export", folder, () -> split.export(file.spec(), outcome, folder, format));
      }
      return Answer.of(text(outcome.split()), outcome.split());
    }
  }

  private String text(SplitReport split) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Training   %,d rows, %s positive%nTest       %,d rows, %s positive%n",
            split.training(),
            percent(split.trainingPositives(), split.training()),
            split.test(),
            percent(split.testPositives(), split.test())));
    if (split.neither() > 0) {
      text.append(
          String.format(
              Locale.ROOT, "Neither    %,d rows too near to Test in time%n", split.neither()));
    }
    text.append("           ").append(SplitWords.test(split.spec())).append('\n');
    String deviation = SplitWords.deviation(split);
    if (!deviation.isEmpty()) {
      text.append("           ").append(deviation).append('\n');
    }
    text.append("Folds      ").append(SplitWords.folds(split.spec())).append('\n');
    for (SplitReport.FoldCount fold :
        split.folds().subList(0, Math.min(SHOWN, split.folds().size()))) {
      text.append(
          String.format(
              Locale.ROOT,
              "           %d: trains on %,d rows (%s positive), validates on %,d (%s)%s%n",
              fold.fold(),
              fold.training().rows(),
              percent(fold.training().positives(), fold.training().rows()),
              fold.validation().rows(),
              percent(fold.validation().positives(), fold.validation().rows()),
              fold.description().isEmpty() ? "" : "; " + fold.description()));
    }
    if (split.folds().size() > SHOWN) {
      text.append("           … and ").append(split.folds().size() - SHOWN).append(" more\n");
    }
    return text.append("Stored as  ")
        .append(split.assignment().reference())
        .append(out == null ? "" : "\nWritten to " + out + " (" + format + ")")
        .toString();
  }

  private static String percent(long part, long all) {
    return all == 0 ? "none" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
  }
}
