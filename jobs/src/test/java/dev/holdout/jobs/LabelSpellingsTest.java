package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verb reads the values of a label by one rule. */
class LabelSpellingsTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void allSpellingsOfAValueArePositiveInEveryVerb() throws IOException {
    Path data = table(List.of("yes", "Yes", "\"yes \"", "no", "No", "no"));
    // 40 rows of each in turn: 120 positive.
    assertThat(split(data, "1", "")).as(console::err).isZero();
    JsonNode split = json();
    assertThat(split.get("trainingPositives").asLong() + split.get("testPositives").asLong())
        .isEqualTo(120);
    assertThat(console.err())
        .contains(
            "Note: \"Yes\" (40 rows), \"yes\" (40 rows), \"yes \" (40 rows) count as positive",
            "\"no\" (80 rows), \"No\" (40 rows) are one negative value");

    assertThat(evaluate(data, "--positive", "YES", "--score", "p")).as(console::err).isZero();
    assertThat(json().at("/overall/positives").asLong()).isEqualTo(120);
    assertThat(json().at("/notes").toString()).contains("count as positive", "(40 rows)");
    assertThat(evaluate(data, "--score", "p")).as(console::err).isZero();
    assertThat(json().at("/overall/positives").asLong()).isEqualTo(120);
  }

  @Test
  void textsThatSayNoValueAreNoNegatives() throws IOException {
    Path data = table(List.of("yes", "no", "n/a"));
    assertThat(split(data, "yes", "")).isEqualTo(65);
    assertThat(console.err())
        .contains(
            "[DATA_CONTRACT] Cannot read the label \"y\": found 80 rows with \"n/a\" (80 rows)")
        .contains("missing: [\"n/a\"]");
    assertThat(evaluate(data, "--positive", "yes", "--score", "p")).as(console::err).isZero();
    assertThat(json().at("/overall/rows").asLong()).isEqualTo(160);
    assertThat(json().at("/overall/positives").asLong()).isEqualTo(80);
  }

  @Test
  void aThirdValueBesideYesAndNoIsRefusedUnlessItIsStated() throws IOException {
    Path data = table(List.of("yes", "no", "maybe", "no"));
    assertThat(split(data, "yes", "")).isEqualTo(65);
    assertThat(console.err())
        .contains(
            "found 60 rows with \"maybe\" (60 rows) beside", "\"no\" (120 rows)", "`allowed`");
    assertThat(evaluate(data, "--positive", "yes", "--score", "p")).isEqualTo(65);
    assertThat(console.err()).contains("found 60 rows with \"maybe\" (60 rows)", "--classes");

    assertThat(split(data, "yes", ", allowed: [\"yes\", \"no\", maybe]")).as(console::err).isZero();
    JsonNode split = json();
    assertThat(split.get("trainingPositives").asLong() + split.get("testPositives").asLong())
        .isEqualTo(60);
    assertThat(console.err()).contains("All values of \"y\" but \"yes\" count as negative");
    String[] stated = {"--positive", "yes", "--score", "p", "--classes", "yes,no,maybe"};
    assertThat(evaluate(data, stated)).as(console::err).isZero();
    assertThat(json().at("/overall/positives").asLong()).isEqualTo(60);
    assertThat(json().at("/overall/rows").asLong()).isEqualTo(240);
  }

  @Test
  void oneLevelAgainstAllOthersIsReported() throws IOException {
    Path data = table(List.of("<30", ">30", "NO"));
    assertThat(evaluate(data, "--positive", "<30", "--score", "p")).as(console::err).isZero();
    assertThat(json().at("/overall/positives").asLong()).isEqualTo(80);
    assertThat(json().at("/notes").toString()).contains("(80 rows)", ">30", "NO");
    assertThat(console.err()).contains("All values of \"y\" but \"<30\" count as negative");
  }

  @Test
  void severalClassesMeetPredictionsThatAreWrittenOtherwise() throws IOException {
    // Every third prediction is the next class.
    StringBuilder rows = new StringBuilder("y,d,t\n");
    for (int row = 0; row < 90; row++) {
      int truth = row / 30;
      int decided = row % 3 == 0 ? (truth + 1) % 3 : truth;
      rows.append(truth).append(".0,").append(decided).append(",c").append(decided).append('\n');
    }
    Path data = Files.writeString(folder.resolve("classes.csv"), rows);
    String[] asked = {"--task", "multiclass", "--prediction", "d", "--draws", "100"};
    assertThat(evaluate(data, asked)).as(console::err).isZero();
    assertThat(json().at("/classes/labels")).hasSize(3);
    assertThat(json().at("/overall/metrics/accuracy/value").doubleValue())
        .isCloseTo(2 / 3.0, within(1e-12));

    asked[3] = "t";
    assertThat(evaluate(data, asked)).isEqualTo(65);
    assertThat(console.err())
        .contains("\"0\" (30 rows), \"1\" (30 rows), \"2\" (30 rows) in \"y\" (--label)")
        .contains("\"c0\" (30 rows)", "in \"t\" (--prediction), expected classes that both have");
  }

  @Test
  void decisionsAreReadByTheValuesOfTheLabelOrByYesAndNo() throws IOException {
    StringBuilder rows = new StringBuilder("y,k,late,d,b,word,bad\n");
    for (int row = 0; row < 40; row++) {
      boolean truth = row < 10;
      boolean decided = row % 4 == 0;
      rows.append(truth ? "Yes" : "No").append(',').append(truth ? 2 : 1).append(',');
      rows.append(truth ? "late" : "in time").append(',');
      rows.append(decided ? 1 : 0).append(',').append(decided ? "True" : "False").append(',');
      rows.append(decided ? "Late " : "in time").append(',').append(decided ? "A" : "B");
      rows.append('\n');
    }
    Path data = Files.writeString(folder.resolve("decisions.csv"), rows);
    // Of rows 0 to 9, three are decided for: 0, 4 and 8; of the others seven.
    for (List<String> columns :
        List.of(
            List.of("y", "Yes", "d"),
            List.of("y", "1", "b"),
            List.of("late", "late", "b"),
            List.of("late", "LATE", "word"))) {
      String[] asked = {"--positive", columns.get(1), "--prediction", columns.get(2)};
      assertThat(evaluateLabel(data, columns.get(0), asked)).as(console::err).isZero();
      assertThat(json().at("/overall/metrics/recall/value").doubleValue())
          .as(columns.toString())
          .isCloseTo(0.3, within(1e-12));
      assertThat(json().at("/overall/metrics/precision/value").doubleValue())
          .as(columns.toString())
          .isCloseTo(0.3, within(1e-12));
    }
    for (List<String> columns :
        List.of(List.of("y", "Yes", "bad"), List.of("y", "no", "d"), List.of("k", "2", "d"))) {
      String[] asked = {"--positive", columns.get(1), "--prediction", columns.get(2)};
      assertThat(evaluateLabel(data, columns.get(0), asked)).as(columns.toString()).isEqualTo(65);
      assertThat(console.err())
          .contains("(30 rows)", "(10 rows) in \"", "(--prediction) and \"", "(10 rows) in \"")
          .contains("(--label)");
    }
    assertThat(evaluate(data, "--prediction", "bad")).isEqualTo(65);
    assertThat(console.err()).contains("\"B\" (30 rows), \"A\" (10 rows)", "\"No\" (30 rows)");
  }

  @Test
  void theSuggestedPositiveValueIsWholeAndQuoted() throws IOException {
    Path data = table(List.of("no (closed)", "it's open"));
    assertThat(evaluate(data, "--score", "p")).isEqualTo(64);
    assertThat(console.err()).contains("--positive 'no (closed)'", "--positive 'it'\\''s open'");
  }

  @Test
  void onlyDecimalNumbersAreScores() throws IOException {
    Path data =
        Files.writeString(folder.resolve("scores.csv"), "y,p\n1,1d\n0,0.5f\n1,0x1p-1\n0,0.25\n");
    assertThat(evaluate(data, "--score", "p")).isEqualTo(65);
    assertThat(console.err()).contains("found 3 rows whose \"p\" (--score) is no number");
    assertThat(evaluate(data, "--score", "p", "--threshold", "0.5f")).isEqualTo(64);
    assertThat(console.err()).contains("--threshold", "0.5f");
    assertThat(evaluate(data, "--score", "p", "--segments", "p:bins=0.1d|0.5")).isEqualTo(64);
    assertThat(console.err()).contains("expected ascending numbers");
  }

  /** 240 rows whose label has these values in turn. */
  private Path table(List<String> values) throws IOException {
    StringBuilder rows = new StringBuilder("id,p,y\n");
    for (int row = 0; row < 240; row++) {
      rows.append(row).append(',').append(row % 7 / 7.0).append(',');
      rows.append(values.get(row % values.size())).append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), rows);
  }

  private int split(Path data, String positive, String promises) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            name: spelled
            workspace: %s
            source: {format: csv, files: [%s], trim: false}
            columns:
              id: integer
              p: number
              y: {type: string%s}
            key: [id]
            label: {column: y, positive: "%s"}
            split: {folds: 2}
            """
                .formatted(folder.resolve("ws"), data, promises, positive));
    return console.run("split", file.toString(), "--json");
  }

  private int evaluate(Path data, String... asked) {
    return evaluateLabel(data, "y", asked);
  }

  private int evaluateLabel(Path data, String label, String... asked) {
    String[] all = new String[asked.length + 6];
    all[0] = "evaluate";
    all[1] = "--predictions";
    all[2] = data.toString();
    all[3] = "--label";
    all[4] = label;
    all[5] = "--json";
    System.arraycopy(asked, 0, all, 6, asked.length);
    return console.run(all);
  }

  private JsonNode json() {
    return Json.read(console.out(), JsonNode.class);
  }
}
