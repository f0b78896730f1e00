package dev.holdout.jobs;

import dev.holdout.config.PipelineFile;
import dev.holdout.contract.Profiler;
import dev.holdout.contract.QuarantineWords;
import dev.holdout.contract.SourceSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import dev.holdout.report.words.WindowWords;
import dev.holdout.table.Export;
import dev.holdout.table.PlaceInUse;
import dev.holdout.table.Tables;
import dev.holdout.workflow.BatchScoring;
import dev.holdout.workflow.PipelineSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a table with the champion. */
@Command(
    name = "score",
    description = {
      "Scores a table with the champion. The table is written as the pipeline's source says; the"
          + " label may be absent.",
      "Where the pipeline makes windows of readings, it is a table of readings, and every window is"
          + " scored.",
      "Scores go to predictions/NAME_scored in the workspace, and to --out if asked: with the key"
          + " of each row, or with its columns where the pipeline has no key."
    },
    footer = {
      "  holdout score customers.yaml --input new.csv",
      "  holdout score customers.yaml --input 'in/2026-*.csv' --out scores --out-format csv"
    })
final class ScoreVerb extends Verb {
  @Mixin private PipelineArgument pipeline;

  @Mixin private WaitArgument wait;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILES",
      description = "File, folder or pattern; or the catalog table, where the source is one.")
  private @Nullable String input;

  @Mixin private ExportArguments rows;

  @Option(
      names = "--with-source",
      description = "Adds the file and line of each row to --out, as source_file and source_line.")
  private boolean withSource;

  @Override
  Answer answer() {
    PipelineFile file = pipeline.load();
    SparkSession spark = spark();
    checkSource(file.spec());
    Optional<Export> export =
        rows.asked(
            spark,
            pipeline.file(),
            file.spec(),
            file.spec().source().format() == SourceSpec.Format.TABLE
                ? List.of()
                : List.of(new PlaceInUse("the input", "" + input)));
    try (Progress progress = progress()) {
      BatchScoring scoring = new BatchScoring(spark, new StagePrinter(progress), wait.patience());
      SourceSpec written = BatchScoring.source(file.spec(), "" + input, new Profiler(spark));
      BatchScoring.Scoring scored = scoring.score(file.spec(), written, file.effective());
      export.ifPresent(copy -> scoring.export(file.spec(), scored, copy, beside()));
      boolean binary = file.spec().label().task() == Task.BINARY;
      Tables tables = new Tables(spark, file.spec().workspace(), file.spec().retentionDays());
      return Answer.of(text(scored, binary, export, tables), scored);
    }
  }

  private BatchScoring.Beside beside() {
    return withSource ? BatchScoring.Beside.KEY_AND_SOURCE : BatchScoring.Beside.KEY;
  }

  private void checkSource(PipelineSpec spec) {
    if (withSource && spec.windows().isPresent()) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot export with --with-source: found a pipeline that scores windows, expected one"
              + " that scores rows. A window is made of many lines; leave the option out.");
    }
  }

  private static String text(
      BatchScoring.Scoring scored, boolean binary, Optional<Export> export, Tables tables) {
    String quarantine =
        scored
            .input()
            .quarantine()
            .filter(unused -> scored.input().quarantined() > 0)
            .map(
                table ->
                    String.format(
                            Locale.ROOT,
                            "%nQuarantine %,d rows broke the contract: %s",
                            scored.input().quarantined(),
                            tables.path(table.name()))
                        + QuarantineWords.reasons(scored.input()).stream()
                            .map(reason -> "\n           " + reason)
                            .collect(Collectors.joining()))
            .orElse("");
    String windows =
        scored
            .windows()
            .map(
                made ->
                    "\nWindows    "
                        + WindowWords.made(made).replace('\u00a0', ' ')
                        + (made.open() == 0
                            ? ""
                            : String.format(
                                Locale.ROOT,
                                "; %,d of them close after the last reading, %s, and may change",
                                made.open(),
                                made.last())))
            .orElse("");
    return String.format(
            Locale.ROOT, "Scored     %,d rows with %s", scored.scored(), scored.model().reference())
        + (binary
            ? String.format(
                Locale.ROOT,
                "; %,d decided positive at a threshold of %.4f",
                scored.positive(),
                scored.model().threshold())
            : "")
        + (scored.review() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d left to a person", scored.review()))
        + windows
        + quarantine
        + "\nScores     "
        + export
            .map(Export::folder)
            .orElse(
                tables.path(scored.scores().name())
                    + " (Delta, version "
                    + scored.scores().version()
                    + ")");
  }
}
