package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.TestSession;
import dev.holdout.config.PipelineFile;
import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.Columns;
import dev.holdout.contract.Ingest;
import dev.holdout.contract.Ingestion;
import dev.holdout.contract.QuarantineWords;
import dev.holdout.lineage.Json;
import dev.holdout.table.Tables;
import dev.holdout.workflow.PipelineSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table in many kinds: every verb reads the same rows, values and reasons from each. */
final class ConformanceTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  static Set<String> kinds() {
    return OneTable.kinds().keySet();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindHasTheSameRows(String kind) throws IOException {
    Path data = OneTable.kinds().get(kind).write(folder);

    JsonNode evaluation = evaluated(data, "--task", "regression", "--prediction", "p");
    assertThat(evaluation.at("/overall/rows").asInt()).isEqualTo(OneTable.ROWS);
    assertThat(evaluation.at("/overall/metrics/rmse/value").asDouble())
        .isCloseTo(OneTable.rmse(), within(1e-12));
    assertThat(evaluation.at("/notes").toString()).doesNotContain("part of no metric");

    Read read = ingested(data);
    assertThat(read.ingestion().accepted()).isEqualTo(OneTable.ROWS);
    assertThat(read.ingestion().quarantined()).isZero();
    assertThat(read.values()).isEqualTo(OneTable.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"late Latin-1", "row names", "pretty JSON"})
  void decisionsAreThoseOfThePlainTable(String kind) throws IOException {
    JsonNode evaluation = evaluated(OneTable.kinds().get(kind).write(folder), "--score", "p");
    assertThat(evaluation.at("/overall/rows").asInt()).isEqualTo(OneTable.ROWS);
    // Every fifth score is wrong.
    assertThat(evaluation.at("/overall/metrics/accuracy/value").asDouble()).isEqualTo(0.8);
  }

  /** Ways to write a table whose record of id 41 has a value too many. */
  private enum Broken {
    PLAIN(43),
    LATIN_1(43),
    UTF_16(43),
    PREAMBLE(45),
    LINE_BREAKS(64),
    PACKED(43);

    private final int line;

    Broken(int line) {
      this.line = line;
    }

    Path write(Path folder) throws IOException {
      String csv = OneTable.csv().replaceAll("(?m)^(41,.*)$", "$1,surplus");
      return switch (this) {
        case PLAIN -> OneTable.text(folder, csv);
        case LATIN_1 -> OneTable.bytes(folder, csv.getBytes(StandardCharsets.ISO_8859_1));
        case UTF_16 -> OneTable.bytes(folder, csv.getBytes(StandardCharsets.UTF_16));
        case PREAMBLE -> OneTable.text(folder, "Places of the year\n\n" + csv);
        // Half of the texts go on in another line: 21 of them before the record.
        case LINE_BREAKS ->
            OneTable.text(folder, csv.replaceAll("(?m)^(\\d*[02468],\"\\w+, )", "$1\n"));
        case PACKED -> OneTable.gzip(folder.resolve("t.csv"), csv.getBytes(StandardCharsets.UTF_8));
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Broken.class)
  void aBrokenRecordHasTheSamePlaceAndReasonInEveryVerb(Broken broken) throws IOException {
    Path data = broken.write(folder);
    JsonNode evaluation = evaluated(data, "--task", "regression", "--prediction", "p");
    assertThat(evaluation.at("/overall/rows").asInt()).isEqualTo(OneTable.ROWS - 1);
    assertThat(evaluation.at("/notes").toString())
        .contains(
            "1 record cannot be read and is part of no metric; the first: "
                + data
                + ", line "
                + broken.line
                + ": 7 fields instead of 6.");

    if (broken == Broken.LINE_BREAKS) {
      Path file = initialised(data);
      assertThat(console.run("split", file.toString(), "--set", "workspace=" + workspace()))
          .as(console::err)
          .isZero();
      assertThat(console.out())
          .contains(
              "Quarantine 1 of 90 rows read",
              "unreadable: 1 rows, such as '7 fields instead of 6' in " + data + ":" + broken.line);
    } else {
      // What split reports, without the split.
      assertThat(QuarantineWords.reasons(ingested(data).ingestion()))
          .containsExactly(
              "unreadable: 1 rows, such as '7 fields instead of 6' in " + data + ":" + broken.line);
    }
    Row quarantined = tables().readLatest("datasets/t_quarantine").orElseThrow().first();
    assertThat(quarantined.<String>getAs("file")).isEqualTo(data.toString());
    assertThat(quarantined.<Long>getAs("line")).isEqualTo(broken.line);
    assertThat(quarantined.<String>getAs("value")).isEqualTo("7 fields instead of 6");
    assertThat(quarantined.<String>getAs("reason")).isEqualTo("unreadable");
  }

  @Test
  void aFileThatCannotBeReadIsRefusedAlikeByEveryVerb() throws IOException {
    Path whole = OneTable.kinds().get("gzip as .csv").write(folder);
    Path file = initialised(whole);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));

    String[] reasons = new String[3];
    assertThat(evaluate(whole, "--score", "p")).isEqualTo(65);
    reasons[0] = console.err();
    assertThat(console.run("init", whole.toString(), "--label", "y", "--force")).isEqualTo(65);
    reasons[1] = console.err();
    assertThat(console.run("split", file.toString(), "--set", "workspace=" + workspace()))
        .isEqualTo(65);
    reasons[2] = console.err();
    assertThat(reasons)
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .contains("Cannot unpack " + whole + ": found a file that is cut off"));
  }

  @Test
  void scoreReadsWhatRunDidInAnyDialect() throws IOException {
    Path file = initialised(OneTable.text(folder, OneTable.csv()));
    String workspace = "workspace=" + workspace();
    assertThat(
            console.run(
                "run",
                file.toString(),
                "--set",
                workspace,
                "--set",
                "split.folds=2",
                "--set",
                "candidates={logistic_regression: {reg_param: 0.01}}"))
        .as(console::err)
        .isZero();
    List<String> kinds = List.of("tabs", "UTF-16 BE", "zip", "partition folders of CSV");
    for (String kind : kinds) {
      Path other = Files.createDirectories(folder.resolve("to score/" + kind));
      Path data = OneTable.kinds().get(kind).write(other);
      assertThat(
              console.run("score", file.toString(), "--input", data.toString(), "--set", workspace))
          .as(kind + ": " + console.err())
          .isZero();
    }
    Dataset<Row> scored = tables().readLatest("predictions/t_scored").orElseThrow();
    assertThat(scored.count()).isEqualTo((long) kinds.size() * OneTable.ROWS);
    assertThat(scored.select("id", "_probability", "_decision").distinct().count())
        .isEqualTo(OneTable.ROWS);
  }

  private JsonNode evaluated(Path data, String... arguments) {
    assertThat(evaluate(data, arguments)).as(console::err).isZero();
    return Json.read(console.out(), JsonNode.class);
  }

  private int evaluate(Path data, String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate", "--predictions", data.toString()));
    all.addAll(List.of("--label", "y", "--draws", "100", "--json"));
    all.addAll(List.of(arguments));
    return console.run(all.toArray(String[]::new));
  }

  private String workspace() {
    return folder.resolve("ws").toString();
  }

  private Tables tables() {
    return new Tables(TestSession.spark(), workspace(), 30);
  }

  /** What became of the rows of a table. */
  private record Read(Ingestion ingestion, List<List<String>> values) {}

  /** As {@code split} and {@code run} read the table, by the file that {@code init} writes. */
  private Read ingested(Path data) {
    PipelineSpec spec = PipelineFile.load(initialised(data), Map.of(), unset -> null).spec();
    Tables tables = tables();
    Ingestion ingestion = new Ingest(tables).ingest("t", spec.source(), spec.contract(), "run");
    List<List<String>> values =
        tables
            .read(ingestion.dataset())
            .select(
                OneTable.COLUMNS.stream().map(name -> column(spec, name)).toArray(Column[]::new))
            .collectAsList()
            .stream()
            .sorted(Comparator.comparing(row -> Long.valueOf(row.getString(0))))
            .map(
                row ->
                    IntStream.range(0, row.size())
                        .mapToObj(at -> String.valueOf(row.get(at)))
                        .toList())
            .toList();
    return new Read(ingestion, values);
  }

  /** The column that has this name, or begins with it where the header has several rows. */
  private static Column column(PipelineSpec spec, String name) {
    return spec.contract().columns().stream()
        .map(ColumnSpec::name)
        .filter(one -> one.equals(name) || one.startsWith(name + " "))
        .findFirst()
        .map(one -> Columns.named(one).cast(DataTypes.StringType))
        .orElseThrow();
  }

  private Path initialised(Path data) {
    Path file = folder.resolve("t.yaml");
    assertThat(
            console.run(
                "init", data.toString(), "--label", "y", "--force", "--out", file.toString()))
        .as(console::err)
        .isZero();
    return file;
  }
}
