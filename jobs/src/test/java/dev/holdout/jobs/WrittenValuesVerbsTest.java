package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and dates as people write them are the same values for every verb. */
final class WrittenValuesVerbsTest {
  private static final int ROWS = 120;

  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void whatInitFindsIsWhatOtherVerbsRead() throws IOException {
    Path csv = Files.writeString(folder.resolve("written.csv"), rows());
    Path file = folder.resolve("written.yaml");
    assertThat(
            console.run(
                "init", csv.toString(), "--label", "late", "--out", file.toString(), "--force"))
        .as(console::err)
        .isZero();
    assertThat(Files.readString(file))
        .contains(
            "us: {type: number, group: \",\", unit: \"$\", negative: brackets}",
            "de: {type: number, decimal: comma, unit: \"€\"}",
            "share: {type: number, unit: \"%\"}",
            "seen: {type: date, pattern: dd/MM/yyyy}",
            "code: string",
            "mostly: string  # 115 of 120 values are numbers, 5 do not fit, such as \"open\"");
    assertThat(
            console.run(
                "split",
                file.toString(),
                "--set",
                "workspace=" + folder.resolve("ws"),
                "--set",
                "split.folds=2",
                "--json"))
        .as(console::err)
        .isZero();
    JsonNode split = Json.read(console.out(), JsonNode.class);
    assertThat(split.at("/data/accepted").asInt()).isEqualTo(ROWS);
    assertThat(split.at("/data/quarantined").asInt()).isZero();

    // The same amounts in two ways of writing: no error between them.
    assertThat(
            console.run(
                "evaluate",
                "--predictions",
                csv.toString(),
                "--task",
                "regression",
                "--label",
                "us",
                "--prediction",
                "de",
                "--segments",
                "big=us > 1000",
                "--json"))
        .as(console::err)
        .isZero();
    JsonNode evaluated = Json.read(console.out(), JsonNode.class);
    assertThat(evaluated.at("/overall/rows").asInt()).isEqualTo(ROWS);
    assertThat(evaluated.at("/overall/metrics/rmse/value").asDouble()).isCloseTo(0, within(1e-9));

    assertThat(
            console.run(
                "evaluate",
                "--predictions",
                csv.toString(),
                "--label",
                "late",
                "--score",
                "mostly"))
        .isEqualTo(65);
    assertThat(console.err())
        .contains(
            "found text in \"mostly\" (--score): 115 of 120 values are numbers; 5 do not fit, such"
                + " as \"open\"");
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder("id;us;de;share;seen;code;mostly;late\n");
    for (int row = 0; row < ROWS; row++) {
      double amount = (row % 10 == 0 ? -1 : 1) * (20.5 + row * 37.25);
      String us = String.format(Locale.ROOT, "$%,.2f", Math.abs(amount));
      String de = String.format(Locale.GERMANY, "%,.2f €", Math.abs(amount));
      rows.append(row)
          .append(';')
          .append(amount < 0 ? "(" + us + ")" : us)
          .append(';')
          .append(amount < 0 ? "\u2212" + de : de)
          .append(String.format(Locale.ROOT, ";%.1f %%", row / 1.5))
          .append(String.format(Locale.ROOT, ";%02d/%02d/2024", 1 + row % 28, 1 + row % 12))
          .append(String.format(Locale.ROOT, ";%03d", row))
          .append(row % 24 == 3 ? ";open" : String.format(Locale.ROOT, ";%,d", 500 + 10 * row))
          .append(row % 3 == 0 ? ";1" : ";0")
          .append('\n');
    }
    return rows.toString();
  }
}
