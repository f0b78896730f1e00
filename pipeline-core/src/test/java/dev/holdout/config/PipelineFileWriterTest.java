package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.config.PipelineDraft.Column;
import dev.holdout.config.PipelineDraft.SplitDraft;
import dev.holdout.config.PipelineDraft.Suggestion;
import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.ColumnType;
import dev.holdout.contract.NumberForm;
import dev.holdout.contract.SourceSpec;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.sniff.Layout.Evidence;
import dev.holdout.split.LabelSpec;
import dev.holdout.workflow.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineFileWriterTest {
  private static final SourceSpec SOURCE =
      new SourceSpec(
          Format.CSV,
          List.of(new FileSpec("data/a, b: {c}.csv", 0), new FileSpec("${x}.csv", 2)),
          Optional.empty(),
          new CsvSpec(true, "\t", "'", true, "ISO-8859-1"),
          List.of("?", "NA", "null", "${env:A}"),
          Optional.of("https://example.org/#a"));

  /** Names that YAML would read as something else, break at, or hide. */
  private static final List<String> NASTY =
      List.of(
          "plain",
          "a.b",
          "with blank",
          " leading",
          "trailing ",
          "yes",
          "no",
          "null",
          "~",
          "true",
          "1",
          "1.5e3",
          "0x1F",
          "-",
          "- a",
          "?",
          ": ",
          "a: b",
          "#c",
          "a #b",
          "[x]",
          "{y}",
          "x,y",
          "&a",
          "*b",
          "!t",
          "|",
          ">",
          "%d",
          "@e",
          "`f`",
          "\"q\"",
          "'s'",
          "back\\slash",
          "tab\there",
          "line\nbreak",
          "<<",
          "=",
          "ünïcödé",
          "名前",
          "\uFEFFbom",
          "\u00a0",
          "\u2028",
          "😀",
          "\u0007",
          "${env:HOME}",
          "$${x}",
          "é",
          "columns",
          "a\"\"b",
          "..",
          "0",
          "010",
          "1:30",
          "2024-01-01");

  private static PipelineDraft draft(List<Column> columns, LabelSpec label) {
    return new PipelineDraft(
        "first",
        SOURCE,
        columns,
        List.of("yes", "a.b"),
        label,
        List.of("a: b\nc"),
        List.of("1"),
        Optional.of("2024-01-01"),
        List.of(new Suggestion("line\nbreak", "its name\nsays so")),
        List.of(new Suggestion("#c", "as many values\nas rows"), new Suggestion("~", "constant")),
        List.of("true", "😀"),
        new SplitDraft(3, Optional.of("1")),
        List.of(new Evidence("group", "1", "many\nrows"), new Evidence("split", "", "why: x")));
  }

  @Test
  void writesWhatLoadsUnchangedWhateverTheNames() {
    List<Column> columns = new ArrayList<>();
    List<ColumnSpec> specs = new ArrayList<>();
    for (String name : NASTY) {
      ColumnType type = name.equals("2024-01-01") ? ColumnType.DATE : ColumnType.STRING;
      ColumnSpec spec =
          new ColumnSpec(
              name,
              type,
              true,
              Optional.empty(),
              Optional.empty(),
              List.of(name, "other"),
              List.of("n/a", name),
              Optional.of("."),
              type == ColumnType.DATE ? Optional.of("yyyy-MM-dd") : Optional.empty(),
              NumberForm.PLAIN);
      specs.add(spec);
      columns.add(new Column(spec, List.of("3.2 % missing", "9 distinct\n# nine: " + name)));
    }
    PipelineSpec written =
        Samples.spec(PipelineFileWriter.write(draft(columns, new LabelSpec("null", "null"))));
    assertThat(written.name()).isEqualTo("first");
    assertThat(written.source()).isEqualTo(SOURCE);
    assertThat(written.contract().columns()).isEqualTo(specs);
    assertThat(written.contract().key()).containsExactly("yes", "a.b");
    assertThat(written.label())
        .isEqualTo(new LabelSpec("null", "null").listing(List.of("null", "other")));
    assertThat(written.features().drop())
        .containsExactly("null", "yes", "a.b", "1", "2024-01-01", "#c", "~");
    assertThat(written.split().group()).contains("1");
    assertThat(written.split().folds().count()).isEqualTo(3);
    assertThat(written.audit().group()).containsExactly("1");
    assertThat(written.audit().time()).contains("2024-01-01");
    assertThat(written.evaluation().segments())
        .extracting(segment -> segment.name())
        .containsExactly("true", "😀");
  }

  @Test
  void writesWhatAPersonCanReadAndChange() {
    PipelineDraft draft =
        new PipelineDraft(
            "people",
            new SourceSpec(
                Format.PARQUET,
                List.of(new FileSpec("people.parquet", 0)),
                Optional.empty(),
                CsvSpec.DEFAULT,
                List.of(),
                Optional.empty()),
            List.of(
                new Column(
                    new ColumnSpec(
                        "age",
                        ColumnType.INTEGER,
                        true,
                        Optional.of(17.0),
                        Optional.of(90.5),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        new NumberForm(true, ".", "%", true)),
                    List.of("0 % missing", "73 distinct")),
                new Column(ColumnSpec.of("rich", ColumnType.STRING), List.of())),
            List.of(),
            new LabelSpec("rich", "yes"),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(new Suggestion("age", "its name says \"age\"")),
            List.of(),
            List.of(),
            new SplitDraft(5, Optional.empty()),
            List.of());
    assertThat(PipelineFileWriter.write(draft))
        .isEqualTo(
            """
            # Every key is described in conf/README.md; conf/pipeline.schema.json lets editors help.
            # What stands behind a # is a fact about the table, a reason or a suggestion.
            name: people
            workspace: workspace

            source:
              format: parquet
              files:
                - people.parquet
              missing: []  # texts that mean "no value"; the empty text always does

            # key: []  # columns that identify a row; without them, its content does

            columns:  # a row that breaks a promise made here goes to quarantine
              age: {type: integer, required: true, min: 17, max: 90.5, decimal: comma, group: ".", unit: "%", negative: brackets}  # 0 % missing, 73 distinct
              rich: string

            label:
              column: rich
              positive: "yes"

            roles:
              # group: []  # columns that name an entity with several rows, such as a customer
              # time: …  # the column that says when a row came to be
              # protected: [age]  # attributes by which people must not be treated unfairly
              #   age: its name says "age"
              # drop: []  # columns that are no features

            # Several rows for each customer or patient: add group: <column>.
            # Rows that come in time: add test_scheme: time, scheme: walk_forward, and time under roles.
            split: {test: 0.2, folds: 5, seed: 42}

            candidates:  # all combinations are compared by cross-validation
              logistic_regression: {reg_param: [0.0001, 0.001, 0.01, 0.1]}
              # gradient_boosted_trees: {max_depth: [3, 5]}
              # random_forest: {max_depth: [10, 15]}

            decision:
              threshold: {f_beta: 1}  # or 0.5, or {cost: {false_positive: 1, false_negative: 5}}
            """);
  }

  @Test
  void refusesAColumnThatNoPipelineFileCanName() {
    List<Column> columns =
        List.of(
            new Column(ColumnSpec.of("_id", ColumnType.STRING), List.of()),
            new Column(ColumnSpec.of("y", ColumnType.STRING), List.of()));
    PipelineDraft draft =
        new PipelineDraft(
            "first",
            SOURCE,
            columns,
            List.of(),
            new LabelSpec("y", "1"),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            new SplitDraft(5, Optional.empty()),
            List.of());
    assertThatThrownBy(() -> PipelineFileWriter.write(draft))
        .hasMessageStartingWith("[CONFIGURATION] Cannot use the pipeline file first (1 problem):")
        .hasMessageContaining(
            "columns._id: found the name '_id', expected a name that is not blank");
  }
}
