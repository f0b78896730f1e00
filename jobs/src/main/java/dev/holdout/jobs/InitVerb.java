package dev.holdout.jobs;

import dev.holdout.config.PipelineDraft;
import dev.holdout.config.PipelineFileWriter;
import dev.holdout.contract.Columns;
import dev.holdout.contract.FoundSource;
import dev.holdout.contract.HeaderNames;
import dev.holdout.contract.Profile;
import dev.holdout.contract.Profiler;
import dev.holdout.contract.SourceSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Counted;
import dev.holdout.measure.Task;
import dev.holdout.sniff.Hints;
import dev.holdout.sniff.Layout.Evidence;
import dev.holdout.split.LabelSpec;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Profiles a table and writes a first pipeline file for it. */
@Command(
    name = "init",
    description =
        "Profiles a table and writes a pipeline file with comments, which run takes as it is.",
    footer = {
      "  holdout init churn.csv --label Churn --positive Yes",
      "  holdout init s3a://bucket/loans --label defaulted --out conf/loans.yaml"
    })
final class InitVerb extends Verb {
  @Parameters(
      paramLabel = "DATA",
      description = "A CSV, JSON or Parquet file or folder, a Delta table, or a catalog table.")
  private String data;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      required = true,
      description = "The column to predict.")
  private String label = "";

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description =
          "The label's value that counts as positive. Default: 1, true or yes, else the rarer of"
              + " two; with more values than two, classes or a number are predicted.")
  private @Nullable String positive;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "What is predicted: binary, multiclass or regression. Default: by the values of the"
              + " label; the file says why.")
  private @Nullable Task task;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write. Default: the table's name with .yaml, here.")
  private @Nullable Path out;

  @Option(
      names = "--explain",
      description = "Print what speaks for the way in which the table is read.")
  private boolean explain;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  /**
   * What was written.
   *
   * @param file the pipeline file
   * @param label with what it is
   * @param source how the table is stored
   * @param profile what it holds
   * @param evidence what speaks for the way in which it is read
   */
  record Initialised(
      String file, LabelSpec label, SourceSpec source, Profile profile, List<Evidence> evidence) {}

  @Override
  Answer answer() {
    Profiler profiler = new Profiler(spark());
    FoundSource found = profiler.find(data, new Hints(Optional.empty(), Set.of(label)));
    SourceSpec source = found.spec();
    String name = name(source);
    Path file = out == null ? Path.of(name + ".yaml") : out;
    if (!force && Files.exists(file)) {
      throw exists(file);
    }
    Profile profile = profiler.profile(source);
    if (profile.rows() == profile.unreadable()) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot write a pipeline file for "
              + data
              + ": found "
              + (profile.rows() == 0 ? "no rows" : "no row that can be read")
              + ", expected some. Check the file.");
    }
    PipelineDraft draft =
        new FirstDraft(profile, label, Optional.ofNullable(positive), task).of(name, found);
    write(file, PipelineFileWriter.write(draft));
    return Answer.of(
        text(file, draft, profile, found.spec()) + (explain ? explained(found) : ""),
        new Initialised(file.toString(), draft.label(), source, profile, found.evidence()));
  }

  private void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      place(file, text);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot write " + file + ": found " + e + ", expected a place to write to. Use --out.",
          e);
    }
  }

  /** Writes beside the file first, so that a failure leaves what was there. */
  private void place(Path file, String text) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.writeString(draft, text);
      if (force) {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.move(draft, file);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static HoldoutException exists(Path file) {
    return new HoldoutException(
        ErrorCode.USAGE,
        "Cannot write "
            + file
            + ": found a file of that name, expected none. Use --out for another, or --force.");
  }

  private static String text(Path file, PipelineDraft draft, Profile profile, SourceSpec source) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Wrote %s: %,d rows, %d columns, label %s%s.",
                file,
                profile.rows(),
                draft.columns().size(),
                draft.label().column(),
                switch (draft.label().task()) {
                  case BINARY -> " with positive value " + draft.label().positive();
                  case MULTICLASS -> ", one of several classes";
                  case REGRESSION -> ", a number";
                }));
    draft.evidence().stream()
        .filter(one -> Set.of("task", "split", "quarantine").contains(one.part()))
        .filter(one -> !one.why().isEmpty())
        .forEach(one -> line(text, one.part(), List.of(one.why())));
    line(text, "key", draft.key());
    line(text, "group", draft.group());
    line(text, "time", draft.time().stream().toList());
    line(
        text,
        "protected?",
        draft.protectedColumns().stream().map(PipelineDraft.Suggestion::column).toList());
    line(text, "drop", draft.drop().stream().map(PipelineDraft.Suggestion::column).toList());
    line(text, "segments", draft.segments());
    line(text, "left out", profile.omitted());
    if (profile.omitted().stream().anyMatch(name -> name.startsWith(Columns.RESERVED_PREFIX))) {
      text.append(
          "\n             (names that begin with _ are Holdout's own: rename such columns)");
    }
    for (HeaderNames.Renamed renamed : profile.renamed()) {
      text.append("\n  ").append(renamed.sentence());
    }
    if (source.csv().footerLines() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %-11slines at the end of the file that are left out: %,d (footer_lines)",
              "footer",
              source.csv().footerLines()));
    }
    if (profile.unreadable() > 0) {
      text.append("\n  ").append(Counted.of(profile.unreadable(), "[row is|rows are] unreadable"));
    }
    return text.append("\nLook it over, then: holdout run ").append(file).toString();
  }

  private static String explained(FoundSource found) {
    StringBuilder text = new StringBuilder("\nHow the table is read:");
    for (Evidence one : found.evidence()) {
      text.append("\n  ").append(one.sentence());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String what, List<String> columns) {
    if (!columns.isEmpty()) {
      text.append(String.format("%n  %-11s%s", what, String.join(", ", columns)));
    }
  }

  /** A pipeline's name: that of the file or table, without what follows a file's first dot. */
  static String name(SourceSpec source) {
    String last =
        source
            .table()
            .map(table -> table.replaceAll(".*\\.", ""))
            .orElseGet(
                () -> source.files().get(0).path().replaceAll("/+$", "").replaceAll(".*/", ""));
    String name =
        last.replaceFirst("(?<=.)\\..*", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "-")
            .replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "pipeline" : name;
  }
}
