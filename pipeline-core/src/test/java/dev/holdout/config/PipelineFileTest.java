package dev.holdout.config;

import static dev.holdout.config.Samples.MINIMAL;
import static dev.holdout.config.Samples.minimalWith;
import static dev.holdout.config.Samples.parse;
import static dev.holdout.config.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.audit.AuditSpec;
import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.ColumnType;
import dev.holdout.contract.ContractSpec;
import dev.holdout.contract.NumberForm;
import dev.holdout.contract.SourceSpec;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.decide.PredictionSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.feature.FeatureSpec;
import dev.holdout.learn.SearchSpec;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.registry.GateSpec;
import dev.holdout.slice.SliceSpec;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.RepeatedRows;
import dev.holdout.split.SplitSpec;
import dev.holdout.workflow.OpeningSpec;
import dev.holdout.workflow.PipelineSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFileTest {
  @TempDir Path folder;

  @Test
  void minimalFileHasADefaultForEverythingElse() {
    FeatureSpec features = FeatureSpec.DEFAULT;
    assertThat(spec(MINIMAL))
        .isEqualTo(
            new PipelineSpec(
                "minimal",
                "workspace",
                365,
                new SourceSpec(
                    SourceSpec.Format.CSV,
                    List.of(new SourceSpec.FileSpec("people.csv", 0)),
                    Optional.empty(),
                    SourceSpec.CsvSpec.DEFAULT,
                    List.of(),
                    Optional.empty()),
                new ContractSpec(
                    List.of(
                        ColumnSpec.of("age", ColumnType.INTEGER),
                        ColumnSpec.of("city", ColumnType.STRING),
                        ColumnSpec.of("rich", ColumnType.STRING)),
                    List.of(),
                    0.05),
                Optional.empty(),
                new LabelSpec("rich", "yes"),
                SplitSpec.random(0.2, 5, 42).with(RepeatedRows.AUTO),
                new AuditSpec(List.of(), Optional.empty(), List.of(), 0.95, 0.05, 0.1),
                new FeatureSpec(
                    List.of("rich"),
                    features.numeric(),
                    features.categorical(),
                    features.dateParts(),
                    Map.of()),
                RebalanceSpec.NONE,
                new SearchSpec(
                    List.of(
                        new SearchSpec.Family(
                            "logistic_regression",
                            new TreeMap<>(Map.of("reg_param", List.of(0.0001, 0.001, 0.01, 0.1))),
                            0,
                            new TreeMap<>())),
                    "roc_auc",
                    SearchSpec.Rule.BEST,
                    false,
                    2,
                    42),
                DecisionSpec.DEFAULT,
                EvaluationSpec.of(List.of(), List.of(), 30, 50, 0.95, 1000, 42),
                new OpeningSpec(true, Optional.empty(), Optional.empty()),
                new GateSpec("roc_auc", 0, 0.05),
                PredictionSpec.DEFAULT,
                Map.of(),
                Optional.of(SliceSpec.standard())));
  }

  @Test
  void relativePathsAreRelativeToTheCurrentDirectory() {
    assertThat(parse(MINIMAL).directory()).isEqualTo(Path.of("").toAbsolutePath());
  }

  @Test
  void columnsCarryTheirPromises() {
    PipelineSpec spec =
        spec(
            """
            name: a
            source: {format: csv, files: [a.csv]}
            columns:
              age: {type: integer, required: true, min: 0, max: 120, missing: [-1]}
              born: {type: date, pattern: dd.MM.yyyy}
              label: {type: string, allowed: [0, 1], strip_suffix: .}
            label: {column: label, positive: 1}
            """);
    assertThat(spec.contract().columns())
        .containsExactly(
            new ColumnSpec(
                "age",
                ColumnType.INTEGER,
                true,
                Optional.of(0.0),
                Optional.of(120.0),
                List.of(),
                List.of("-1"),
                Optional.empty(),
                Optional.empty(),
                NumberForm.PLAIN),
            new ColumnSpec(
                "born",
                ColumnType.DATE,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of("dd.MM.yyyy"),
                NumberForm.PLAIN),
            new ColumnSpec(
                "label",
                ColumnType.STRING,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of("0", "1"),
                List.of(),
                Optional.of("."),
                Optional.empty(),
                NumberForm.PLAIN));
    assertThat(spec.label().positive()).isEqualTo("1");
  }

  @Test
  void textsAreTakenAsWritten() {
    String file =
        """
        name: a
        source: {format: csv, files: [a.csv], missing: [null, NA, -1, 1.50, ~, true, no, ""]}
        columns: {x: number, y: {type: string, allowed: [yes, no]}}
        label: {column: y, positive: no}
        """;
    PipelineSpec spec = spec(file);
    assertThat(spec.source().missing())
        .containsExactly("null", "NA", "-1", "1.50", "~", "true", "no", "");
    assertThat(spec.label().positive()).isEqualTo("no");
    assertThat(spec.contract().columns().get(1).allowed()).containsExactly("yes", "no");
    assertThat(spec(parse(file).effective())).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource({
    "number, 1, 1.0",
    "number, '0.50', 0.5",
    "integer, '+01', 1",
    "boolean, TRUE, true",
    "string, '01', 01"
  })
  void thePositiveValueIsFoundAsTheTypeOfTheLabelWritesIt(
      String type, String written, String stored) {
    String file =
        """
        name: a
        source: {format: csv, files: [a.csv]}
        columns: {x: number, y: %s}
        label: {column: y, positive: %s}
        """;
    LabelSpec label = spec(file.formatted(type, written)).label();
    assertThat(label.encoding().number(stored)).hasValue(1);
    assertThat(label.encoding().number("7")).hasValue(0);
  }

  @Test
  void rolesDecideWhatIsNoFeature() {
    PipelineSpec spec =
        spec(
            """
            name: a
            source: {format: table, table: sales.loans}
            key: [id]
            label: {column: y, positive: "1"}
            roles: {group: [customer], time: day, protected: [sex, race], drop: [note, id]}
            evaluation: {segments: [region, sex]}
            split: {seed: 7}
            """);
    assertThat(spec.features().drop()).containsExactly("y", "id", "customer", "day", "note");
    assertThat(spec.evaluation().segments())
        .extracting(segment -> segment.name())
        .containsExactly("sex", "race", "region");
    assertThat(spec.evaluation().protectedAttributes()).containsExactly("sex", "race");
    assertThat(spec.audit().group()).containsExactly("customer");
    assertThat(spec.audit().time()).contains("day");
    assertThat(spec.audit().protectedAttributes()).containsExactly("sex", "race");
    assertThat(spec.source().table()).contains("sales.loans");
    assertThat(spec.contract().columns()).isEmpty();
    assertThat(spec.search().seed()).isEqualTo(7);
    assertThat(spec.evaluation().seed()).isEqualTo(7);
  }

  @Test
  void aKeyWithNothingBehindItIsLeftOut() {
    String file =
        minimalWith(
            """
            key:
            split:
              # folds: 10
            roles:
              time:
            """);
    assertThat(spec(file)).isEqualTo(spec(MINIMAL));
  }

  @Test
  void orderOfKeysDoesNotMatterButThatOfColumnsDoes() {
    List<String> lines = MINIMAL.lines().toList();
    String turned = String.join("\n", lines.get(3), lines.get(2), lines.get(1), lines.get(0));
    assertThat(parse(turned)).isEqualTo(parse(MINIMAL));
    assertThat(spec(MINIMAL).contract().columns())
        .extracting(ColumnSpec::name)
        .containsExactly("age", "city", "rich");
  }

  @Test
  void effectiveTextOfEverySectionReadsBack() {
    PipelineFile file =
        parse(
            """
            name: a
            workspace: "s3://bucket/a b"
            retention_days: 30
            source:
              {format: csv, files: ["a,b.csv", {path: 'c: d.csv', skip_lines: 2}], header: false,
               separator: "\\t", quote: "'", trim: true, encoding: ISO-8859-1, missing: ["?", " "],
               public_source: "https://example.org/#a"}
            columns: {"a.b": integer, "x y": date, "5": boolean, "né`\\"": number}
            key: ["a.b"]
            label: {column: "5", positive: true}
            roles: {time: x y, drop: ["a.b"]}
            features: {columns: {"né`\\"": {imputation: constant, constant: -1.5}}}
            candidates:
              random_forest: {max_depth: 5, random: 2, ranges: {num_trees: {low: 5, high: 50}}}
            decision: {threshold: 0.25}
            gate: {min_gain: -0.01}
            """);
    assertThat(parse(file.effective())).isEqualTo(file);
  }

  @Test
  void readsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), MINIMAL);
    assertThat(PipelineFile.load(file, Map.of(), variable -> null)).isEqualTo(parse(MINIMAL));
  }

  @Test
  void saysThatAFileIsMissing() {
    Path file = folder.resolve("none.yaml");
    assertThatThrownBy(() -> PipelineFile.load(file, Map.of(), variable -> null))
        .isInstanceOfSatisfying(
            HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_NOT_FOUND))
        .hasMessage(
            "[INPUT_NOT_FOUND] Cannot read the pipeline file %s: there is no such file in %s."
                    .formatted(file, Path.of("").toAbsolutePath())
                + " holdout init writes one for a table.");
  }

  @Test
  void saysThatAFileIsNotUtf8() throws IOException {
    Path file =
        Files.write(folder.resolve("p.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PipelineFile.load(file, Map.of(), variable -> null))
        .hasMessage(
            "[CONFIGURATION] Cannot read the pipeline file %s: it is not in UTF-8. Convert it."
                .formatted(file));
  }
}
