package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.TestSession;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose header has a name more than once, or names that differ in case alone. */
class RepeatedNamesTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void repeatedNamesAreReportedWithTheirPositionsAndCanBeUsed() throws IOException {
    Path data = table("id,score,score,y");
    assertThat(evaluate(data, "y", "score")).isEqualTo(64);
    assertThat(console.err())
        .contains("[USAGE] Cannot evaluate", "--score score: found the column name \"score\"")
        .contains("at positions 2 and 3, expected one of these columns, which are called")
        .contains("score_1 and score_2");
    // The second score is one minus the first.
    assertThat(auc(data, "y", "score_1") + auc(data, "y", "score_2")).isCloseTo(1, within(1e-12));
    assertThat(console.err()).contains("Note: The header has \"score\" at positions 2 and 3");

    Path file = folder.resolve("p.yaml");
    assertThat(console.run("init", data.toString(), "--label", "score")).isEqualTo(64);
    assertThat(console.err()).contains("\"score\" at positions 2 and 3", "score_1 and score_2");
    assertThat(console.run("init", data.toString(), "--label", "y", "--out", file.toString()))
        .as(console::err)
        .isZero();
    assertThat(console.out()).contains("The header has \"score\" at positions 2 and 3");
    assertThat(split(file)).as(console::err).isZero();

    Files.writeString(
        file, Files.readString(file).replace("score_1", "score").replace("score_2", "other"));
    assertThat(split(file)).isEqualTo(65);
    assertThat(console.err())
        .contains("found the column name \"score\" at positions 2 and 3, expected each name once")
        .contains("Declare these columns as score_1 and score_2")
        .doesNotContain("[]");
  }

  @Test
  void namesThatDifferInCaseAloneAreTwoColumns() throws IOException {
    Path data = table("id,score,Score,y");
    assertThat(auc(data, "y", "score") + auc(data, "y", "Score")).isCloseTo(1, within(1e-12));
    Path label = table("id,score,Y,y");

    Path file = folder.resolve("case.yaml");
    assertThat(console.run("init", label.toString(), "--label", "y", "--out", file.toString()))
        .isEqualTo(64);
    assertThat(console.err()).contains("\"Y\" and \"y\" at positions 3 and 4", "Y_1 and y_2");
    assertThat(console.run("init", label.toString(), "--label", "y_2", "--out", file.toString()))
        .as(console::err)
        .isZero();

    Path lines =
        Files.writeString(
            folder.resolve("case.jsonl"),
            "{\"y\":1,\"p\":0.9,\"P\":0.1}\n{\"y\":0,\"p\":0.2,\"P\":0.8}\n".repeat(20));
    assertThat(auc(lines, "y", "p")).isEqualTo(1.0);
    assertThat(auc(lines, "y", "P")).isEqualTo(0.0);
    assertThat(TestSession.spark().conf().get("spark.sql.caseSensitive")).isEqualTo("false");
  }

  /** 60 rows, whose third column is one minus the second. */
  private Path table(String header) throws IOException {
    StringBuilder rows = new StringBuilder(header).append('\n');
    for (int row = 0; row < 60; row++) {
      int percent = row * 37 % 100;
      rows.append(row).append(",0.").append(String.format("%02d", percent)).append(",0.");
      rows.append(String.format("%02d", 99 - percent)).append(',');
      rows.append(percent > 40 ^ row % 5 == 0 ? 1 : 0).append('\n');
    }
    return Files.writeString(folder.resolve(Integer.toHexString(header.hashCode()) + ".csv"), rows);
  }

  private int split(Path file) {
    return console.run(
        "split",
        file.toString(),
        "--set",
        "workspace=" + folder.resolve("ws"),
        "--set",
        "split.folds=2");
  }

  private int evaluate(Path data, String label, String score) {
    return console.run(
        "evaluate",
        "--predictions",
        data.toString(),
        "--label",
        label,
        "--score",
        score,
        "--draws",
        "100",
        "--json");
  }

  private double auc(Path data, String label, String score) {
    assertThat(evaluate(data, label, score)).as(console::err).isZero();
    return Json.read(console.out(), JsonNode.class)
        .at("/overall/metrics/roc_auc/value")
        .doubleValue();
  }
}
