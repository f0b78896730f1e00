package dev.holdout.config;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.SourceSpec;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.measure.Task;
import dev.holdout.sniff.Dialect.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a first pipeline file with comments, which {@link PipelineFile#load} accepts as it is. */
public final class PipelineFileWriter {
  private final StringBuilder text = new StringBuilder();

  private PipelineFileWriter() {}

  /**
   * The text of the file.
   *
   * @throws dev.holdout.error.HoldoutException with code {@code CONFIGURATION} if the draft itself
   *     is none that a pipeline file can say, such as a column whose name begins with {@code _}
   */
  public static String write(PipelineDraft draft) {
    PipelineFileWriter writer = new PipelineFileWriter();
    writer.head(draft);
    writer.source(draft);
    writer.columns(draft);
    writer.roles(draft);
    writer.split(draft);
    writer.rest(draft.label().task());
    String file = writer.text.toString();
    PipelineFile.parse(file, draft.name(), Map.of(), variable -> null);
    return file;
  }

  private void head(PipelineDraft draft) {
    line(
        "# Every key is described in conf/README.md; conf/pipeline.schema.json lets editors help.");
    line("# What stands behind a # is a fact about the table, a reason or a suggestion.");
    line("name: " + YamlText.text(draft.name()));
    line("workspace: workspace");
    line("");
  }

  private void source(PipelineDraft draft) {
    SourceSpec source = draft.source();
    line("source:");
    line("  format: " + source.format().name().toLowerCase(Locale.ROOT));
    if (!source.files().isEmpty()) {
      line("  files:");
      String preamble = why(draft, "preamble");
      source
          .files()
          .forEach(file -> line("    - " + file(file) + (file.skipLines() > 0 ? preamble : "")));
    }
    source.table().ifPresent(table -> line("  table: " + YamlText.text(table)));
    if (source.format() == Format.CSV) {
      CsvSpec csv = source.csv();
      said("header", "header", "" + csv.header(), draft);
      optional(csv.headerRows() > 1, "header_rows", "", "" + csv.headerRows(), draft);
      optional(csv.rowNames(), "row_names", "row names", "true", draft);
      said("separator", "delimiter", YamlText.text(csv.separator()), draft);
      said("quote", "quote", csv.quote().isEmpty() ? "none" : YamlText.text(csv.quote()), draft);
      optional(csv.escape() == Escape.BACKSLASH, "escape", "escape", "backslash", draft);
      said("trim", "trim", "" + csv.trim(), draft);
      optional(csv.ragged(), "ragged", "ragged", "true", draft);
      optional(csv.footerLines() > 0, "footer_lines", "footer", "" + csv.footerLines(), draft);
      said("encoding", "encoding", YamlText.text(csv.encoding()), draft);
    }
    line(
        "  missing: "
            + YamlText.list(source.missing())
            + "  # texts that mean \"no value\"; the empty text always does");
    source.publicSource().ifPresent(url -> line("  public_source: " + YamlText.text(url)));
    line("");
  }

  private void optional(
      boolean needed, String key, String part, String value, PipelineDraft draft) {
    if (needed) {
      said(key, part, value, draft);
    }
  }

  /** A key with what speaks for its value. */
  private void said(String key, String part, String value, PipelineDraft draft) {
    line("  " + key + ": " + value + why(draft, part));
  }

  private static String why(PipelineDraft draft, String part) {
    return draft.evidence().stream()
        .filter(one -> one.part().equals(part) && !one.why().isEmpty())
        .findFirst()
        .map(one -> comment(List.of(one.why())))
        .orElse("");
  }

  private static String file(FileSpec file) {
    return file.skipLines() == 0
        ? YamlText.text(file.path())
        : "{path: " + YamlText.text(file.path()) + ", skip_lines: " + file.skipLines() + "}";
  }

  private void columns(PipelineDraft draft) {
    line(
        draft.key().isEmpty()
            ? "# key: []  # columns that identify a row; without them, its content does"
            : "key: " + YamlText.list(draft.key()) + comment("identifies a row", "key", draft));
    line("");
    line("columns:  # a row that breaks a promise made here goes to quarantine");
    for (PipelineDraft.Column column : draft.columns()) {
      String facts = comment(column.facts());
      line("  " + YamlText.key(column.spec().name()) + ": " + column(column.spec()) + facts);
    }
    draft.evidence().stream()
        .filter(one -> one.part().equals("quarantine"))
        .forEach(
            one -> {
              line("");
              line("max_quarantined_share: " + one.found() + comment(List.of(one.why())));
            });
    line("");
    line("label:");
    line("  column: " + YamlText.text(draft.label().column()));
    switch (draft.label().task()) {
      case BINARY -> line("  positive: " + YamlText.text(draft.label().positive()));
      case MULTICLASS -> {
        line("  task: multiclass" + why(draft, "task"));
        line(
            draft.label().classes().isEmpty()
                ? "  # classes: "
                    + YamlText.list(draft.ordered())
                    + "  # in their order; else those that the data has, sorted"
                : "  classes: " + YamlText.list(draft.label().classes()) + why(draft, "split"));
      }
      case REGRESSION -> line("  task: regression" + why(draft, "task"));
    }
    line("");
  }

  private static String column(ColumnSpec column) {
    String type = column.type().name().toLowerCase(Locale.ROOT);
    List<String> promises = new ArrayList<>();
    promises.add("type: " + type);
    if (column.required()) {
      promises.add("required: true");
    }
    column.min().ifPresent(min -> promises.add("min: " + number(min)));
    column.max().ifPresent(max -> promises.add("max: " + number(max)));
    if (!column.allowed().isEmpty()) {
      promises.add("allowed: " + YamlText.list(column.allowed()));
    }
    if (!column.missing().isEmpty()) {
      promises.add("missing: " + YamlText.list(column.missing()));
    }
    column
        .stripSuffix()
        .ifPresent(suffix -> promises.add("strip_suffix: " + YamlText.text(suffix)));
    column.pattern().ifPresent(pattern -> promises.add("pattern: " + YamlText.text(pattern)));
    column
        .numbers()
        .keys()
        .forEach((key, value) -> promises.add(key + ": " + YamlText.text(value)));
    return promises.size() == 1
        ? type
        : promises.stream().collect(Collectors.joining(", ", "{", "}"));
  }

  private void roles(PipelineDraft draft) {
    line("roles:");
    line(
        draft.group().isEmpty()
            ? "  # group: []  # columns that name an entity with several rows, such as a customer"
            : "  group: "
                + YamlText.list(draft.group())
                + comment("never features", "group", draft));
    line(
        draft
            .time()
            .map(
                time ->
                    "  time: "
                        + YamlText.text(time)
                        + comment("when a row came to be", "time", draft))
            .orElse("  # time: …  # the column that says when a row came to be"));
    line(
        "  # protected: "
            + commented(
                YamlText.list(
                    draft.protectedColumns().stream()
                        .map(PipelineDraft.Suggestion::column)
                        .toList()))
            + "  # attributes by which people must not be treated unfairly");
    for (PipelineDraft.Suggestion one : draft.protectedColumns()) {
      line("  #   " + commented(YamlText.text(one.column()) + ": " + one.reason()));
    }
    if (draft.drop().isEmpty()) {
      line("  # drop: []  # columns that are no features");
    } else {
      line("  drop:  # no features");
      for (PipelineDraft.Suggestion drop : draft.drop()) {
        line("    - " + YamlText.text(drop.column()) + comment(List.of(drop.reason())));
      }
    }
    line("");
    if (!draft.segments().isEmpty()) {
      line("evaluation:");
      line("  segments: " + YamlText.list(draft.segments()));
      line("");
    }
  }

  private void split(PipelineDraft draft) {
    if (draft.split().group().isEmpty()) {
      line("# Several rows for each customer or patient: add group: <column>.");
    }
    line(
        draft.time().isPresent()
            ? "# The model will predict later rows: add test_scheme: time, scheme: walk_forward."
            : "# Rows that come in time: add test_scheme: time, scheme: walk_forward, and time"
                + " under roles.");
    String group =
        draft.split().group().map(column -> ", group: " + YamlText.text(column)).orElse("");
    line(
        "split: {test: 0.2, folds: "
            + draft.split().folds()
            + ", seed: 42"
            + group
            + "}"
            + why(draft, "split"));
    line("");
  }

  private void rest(Task task) {
    line("candidates:  # all combinations are compared by cross-validation");
    line(
        task == Task.REGRESSION
            ? "  linear_regression: {reg_param: [0, 0.001, 0.01, 0.1]}"
            : "  logistic_regression: {reg_param: [0.0001, 0.001, 0.01, 0.1]}");
    if (task != Task.MULTICLASS) {
      line("  # gradient_boosted_trees: {max_depth: [3, 5]}");
    }
    line("  # random_forest: {max_depth: [10, 15]}");
    line("");
    line("decision:");
    line(
        switch (task) {
          case BINARY ->
              "  threshold: {f_beta: 1}  # or 0.5, or {cost: {false_positive: 1, false_negative:"
                  + " 5}}";
          case MULTICLASS -> "  calibrator: temperature  # or none, or dirichlet";
          case REGRESSION -> "  coverage: 0.9  # of the actual values lie in the intervals";
        });
  }

  /** What a key is for, and what speaks for its value. */
  private static String comment(String purpose, String part, PipelineDraft draft) {
    List<String> facts = new ArrayList<>(List.of(purpose));
    draft.evidence().stream()
        .filter(one -> one.part().equals(part))
        .forEach(one -> facts.add(one.why()));
    return comment(facts);
  }

  /** Text within a comment, on one line. */
  private static String commented(String text) {
    return text.replaceAll("[\\p{C}\\s]+", " ").strip();
  }

  private static String comment(List<String> facts) {
    String text =
        facts.stream()
            .map(PipelineFileWriter::commented)
            .filter(fact -> !fact.isEmpty())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "" : "  # " + text;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
