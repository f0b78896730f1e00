package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.TestSession;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code holdout evaluate} on every kind of table, and with what few ask for. */
class EvaluateInputsTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void spellingsOfAClusterAreReportedAndBlanksDoNotCount() throws IOException {
    List<String> intervals = new ArrayList<>();
    for (List<String> spellings : List.of(List.of("C%d"), List.of("C%d", "C%d ", "\tC%d"))) {
      JsonNode json = clustered(spellings);
      assertThat(json.at("/notes").toString()).doesNotContain("spellings");
      intervals.add(json.at("/overall/metrics/roc_auc").toString());
    }
    assertThat(intervals.get(1)).isEqualTo(intervals.get(0));
    assertThat(clustered(List.of("C%d", "c%d")).at("/notes").toString())
        .contains(
            "10 values of customer occur in spellings that differ in case alone, such as"
                + " \\\"C0\\\": each spelling is a cluster of its own");
  }

  private JsonNode clustered(List<String> spellings) throws IOException {
    StringBuilder text = new StringBuilder("y,p,customer\n");
    for (int row = 0; row < 120; row++) {
      String customer = spellings.get(row % spellings.size()).formatted(row / 6 % 10);
      text.append((row * 7) % 40 < row % 40 ? 1 : 0).append(",0.").append(10 + row % 40);
      text.append(",\"").append(customer).append("\"\n");
    }
    Path file = Files.writeString(folder.resolve("clusters.csv"), text);
    return evaluated(file, "y", "--score", "p", "--cluster", "customer", "--draws", "100");
  }

  @Test
  void readsListsOfScoresFromJsonLines() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < 60; row++) {
      // The first class has the highest score; the truth is a, b, c in turn.
      lines.append("{\"truth\":\"").append(List.of("a", "b", "c").get(row % 3));
      lines.append("\",\"p\":[0.5,0.3,0.2],\"half\":\"").append(row < 40 ? "one" : "two");
      lines.append("\"}\n");
    }
    Path file = Files.writeString(folder.resolve("scores.jsonl"), lines);

    JsonNode json =
        evaluated(
            file,
            "truth",
            "--task",
            "multiclass",
            "--score",
            "p",
            "--classes",
            "a,b,c",
            "--segments",
            "half",
            "--min-cell",
            "25");
    assertThat(json.at("/overall/rows").asLong()).isEqualTo(60);
    assertThat(json.at("/overall/metrics/accuracy/value").doubleValue())
        .isCloseTo(1 / 3.0, within(1e-12));
    // −(ln 0.5 + ln 0.3 + ln 0.2) / 3
    assertThat(json.at("/overall/metrics/log_loss/value").doubleValue())
        .isCloseTo(1.168852, within(1e-6));
    // Both are withheld: 20 rows of 60 would be told by the 40 of the other.
    assertThat(json.at("/segments")).hasSize(2);
    assertThat(json.at("/segments").findValuesAsText("rows")).containsOnly("0");
  }

  @Test
  void intervalsOfAParquetAllowForClusters() {
    // Every row four times: as many independent rows as there are clusters.
    Dataset<Row> once = rows();
    String path = folder.resolve("scores.parquet").toString();
    once.union(once).union(once).union(once).coalesce(1).write().parquet(path);

    String[] asked = {"--score", "p", "--protected", "sex", "--draws", "100"};
    JsonNode rows = evaluated(Path.of(path), "late", asked);
    String[] clustered = Arrays.copyOf(asked, asked.length + 2);
    clustered[asked.length] = "--cluster";
    clustered[asked.length + 1] = "id";
    JsonNode clusters = evaluated(Path.of(path), "late", clustered);

    assertThat(clusters.at("/overall/metrics/roc_auc/value"))
        .isEqualTo(rows.at("/overall/metrics/roc_auc/value"));
    for (String metric : List.of("roc_auc", "accuracy", "brier")) {
      assertThat(width(clusters, metric) / width(rows, metric))
          .as(metric)
          .isCloseTo(2, within(0.3));
    }
    for (String metric :
        List.of("demographic_parity_difference", "auc_parity_difference", "theil_index")) {
      assertThat(fairness(clusters, metric) / fairness(rows, metric))
          .as(metric)
          .isCloseTo(2, within(0.4));
    }
    // Segment and rest: the same counts, and gaps as wide as so few clusters make them.
    assertThat(width(clusters.at("/segments/0/gap/accuracy")))
        .isCloseTo(2 * width(rows.at("/segments/0/gap/accuracy")), within(0.03));
  }

  @Test
  void ranksTheRowsOfEachQueryOfADeltaTable() {
    String path = folder.resolve("delta").toString();
    // In each query of ten the second from the top is relevant, and the last.
    TestSession.spark()
        .range(0, 200, 1, 1)
        .selectExpr(
            "id div 10 as search",
            "1 - (id % 10) / 10D as p",
            "cast(id % 10 in (1, 9) as int) as clicked",
            "case id % 10 when 1 then 3 when 9 then 1 else 0 end as grade",
            "id < 120 as early")
        .write()
        .format("delta")
        .save(path);

    JsonNode json = evaluated(Path.of(path), "clicked", "--score", "p", "--query", "search");
    assertThat(json.at("/overall/rows").asLong()).isEqualTo(200);
    assertThat(ranking(json, "precision_at_")).isCloseTo(0.2, within(1e-12));
    assertThat(ranking(json, "mrr_at_")).isCloseTo(0.5, within(1e-12));
    // (1 / log2(3) + 1 / log2(11)) / (1 + 1 / log2(3))
    assertThat(ranking(json, "ndcg_at_")).isCloseTo(0.564092, within(1e-5));

    JsonNode graded =
        evaluated(
            Path.of(path),
            "grade",
            "--task",
            "regression",
            "--prediction",
            "p",
            "--query",
            "search",
            "--top",
            "5",
            "--segments",
            "early");
    // 3 / log2(3) / (3 + 1 / log2(3))
    assertThat(graded.at("/overall/metrics/ndcg_at_5/value").asDouble())
        .isCloseTo(0.521295, within(1e-5));
    assertThat(graded.at("/overall/metrics/rmse").isMissingNode()).isFalse();
    assertThat(graded.at("/segments/0/metrics/precision_at_5/value").asDouble())
        .isCloseTo(0.2, within(1e-12));
  }

  @Test
  void withholdsSmallCells() {
    String path = folder.resolve("few").toString();
    rows().coalesce(1).write().parquet(path);
    JsonNode json =
        evaluated(Path.of(path), "late", "--score", "p", "--segments", "few", "--min-cell", "10");
    assertThat(json.toString()).doesNotContain("\"rows\":4,", "\"rows\":4}");
    assertThat(json.get("notes").toString()).contains("10");
  }

  @Test
  void refusesWhatWouldTellMoreThanWasAskedFor() {
    assertThat(
            run(
                Path.of("nowhere.csv"),
                "late",
                "--score",
                "p",
                "--min-cell",
                "10",
                "--query",
                "q",
                "--baseline-score",
                "old",
                "--cluster",
                "id",
                "--slices",
                "sex",
                "--weight",
                "w"))
        .isEqualTo(64);
    assertThat(console.err())
        .contains("(4 problems)")
        .contains("--min-cell: found it with --slices", "--slices: found it with --weight")
        .contains("--min-cell: found it with --baseline-score, expected one of the two")
        .contains("--min-cell: found it with --query");
    assertThat(
            run(
                Path.of("nowhere.csv"),
                "price",
                "--task",
                "multiclass",
                "--prediction",
                "p",
                "--protected",
                "sex",
                "--baseline-score",
                "old",
                "--top",
                "0",
                "--query",
                "q"))
        .isEqualTo(64);
    assertThat(console.err())
        .contains("(4 problems)")
        .contains(
            "--protected: found task multiclass, expected --task binary",
            "--query: found task multiclass, expected --task binary or regression",
            "--top: found 0, expected 1 to 1000");
  }

  /** 400 rows, a tenth of them for each score; every hundredth in a group of few. */
  private static Dataset<Row> rows() {
    return TestSession.spark()
        .range(0, 400, 1, 1)
        .selectExpr(
            "id",
            "cast((id * 7919 % 997) / 997D < 0.2 + 0.06 * (id % 10) as int) as late",
            "(id % 10) / 10D as p",
            "if(id % 3 = 0, 'f', 'm') as sex",
            "if(id % 100 = 5, 'x', 'y') as few");
  }

  private static double width(JsonNode json, String metric) {
    return width(json.at("/overall/metrics/" + metric));
  }

  /** How wide a fairness figure's own interval of the larger group is. */
  private static double fairness(JsonNode json, String metric) {
    for (JsonNode figure : json.get("fairness")) {
      if (figure.get("metric").asText().equals(metric)) {
        return width(figure.at("/groups/0"));
      }
    }
    throw new AssertionError(metric);
  }

  private static double width(JsonNode measure) {
    return measure.get("upper").doubleValue() - measure.get("lower").doubleValue();
  }

  private static double ranking(JsonNode json, String prefix) {
    return json.at("/overall/metrics").properties().stream()
        .filter(metric -> metric.getKey().startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .getValue()
        .get("value")
        .doubleValue();
  }

  private JsonNode evaluated(Path table, String label, String... arguments) {
    String[] json = Arrays.copyOf(arguments, arguments.length + 1);
    json[arguments.length] = "--json";
    assertThat(run(table, label, json)).as(console::err).isZero();
    return Json.read(console.out(), JsonNode.class);
  }

  private int run(Path table, String label, String... arguments) {
    String[] all = new String[arguments.length + 5];
    all[0] = "evaluate";
    all[1] = "--predictions";
    all[2] = table.toString();
    all[3] = "--label";
    all[4] = label;
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return console.run(all);
  }
}
