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
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code holdout evaluate} on weighted rows, some without a cluster, and of references. */
class EvaluateWeightsTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void countsWeightsAndSaysWhatIsPeculiarInTheRows() throws IOException {
    Path out = folder.resolve("out");
    assertThat(
            evaluate(
                table(true),
                "--weight",
                "w",
                "--cluster",
                "c",
                "--protected",
                "g",
                "--reference",
                "g=c",
                "--segments",
                "gain:quantiles=4",
                "--draws",
                "100",
                "--out",
                out.toString()))
        .as(console.err())
        .isZero();
    JsonNode json = Json.read(Files.readString(out.resolve("report.json")), JsonNode.class);

    assertThat(json.get("notes").toString())
        .contains("10 rows have a weight of 0 and are as good as absent.")
        .contains("60 rows have no c: each is a cluster of its own.")
        .contains(": 1 segment of the 4 quantiles asked for is made, since 0 is")
        .contains("92 % of the rows (110 of 120)")
        .contains("The reference group g = c has fewer than 30 rows");
    // Of 120 rows every third is a positive; each is decided rightly, and weighs 3, others 1.
    assertThat(json.at("/overall/rows").asLong()).isEqualTo(120);
    assertThat(json.at("/overall/metrics/tp/value").doubleValue()).isEqualTo(120);
    assertThat(json.at("/overall/metrics/fp/value").doubleValue()).isEqualTo(40);
    assertThat(json.at("/overall/metrics/tn/value").doubleValue()).isEqualTo(40);
    assertThat(json.at("/overall/metrics/effective_rows/value").doubleValue())
        .isCloseTo(200.0 * 200 / (40 * 9 + 80), within(1e-9));
    assertThat(json.at("/segments/0/rows").asLong()).isEqualTo(120);

    List<Row> rows =
        TestSession.spark()
            .read()
            .format("delta")
            .load(out.resolve("fairness").toString())
            .where("metric = 'demographic_parity_difference'")
            .orderBy("group")
            .collectAsList();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).isNullAt(rows.get(0).fieldIndex("group"))).isTrue();
    assertThat(rows.get(0).<String>getAs("attributes")).isEqualTo("[\"g\"]");
    Row first = rows.get(1);
    assertThat(first.<String>getAs("group")).isEqualTo("{\"g\":\"a\"}");
    assertThat(first.<Long>getAs("rows")).isEqualTo(60);
    // Of 60 rows 20 positives of weight 3 and 20 negatives are flagged: 80 of 100.
    assertThat(first.<Double>getAs("value")).isCloseTo(0.8, within(1e-12));
    assertThat(first.<Double>getAs("lower")).isLessThan(0.8);
    assertThat(first.<Double>getAs("difference")).isNull();
    assertThat(first.<String>getAs("difference_undefined"))
        .isEqualTo("the reference group g = c: too few rows to judge");
    assertThat(rows.get(3).<Boolean>getAs("reference")).isTrue();
    assertThat(rows.get(3).<String>getAs("left_out")).isEqualTo("too few rows to judge");
  }

  @Test
  void refusesAReferenceThatIsNoGroupAndWeightsThatAreAllZero() throws IOException {
    Path table = table(false);
    assertThat(evaluate(table, "--protected", "g", "--reference", "g=A")).isEqualTo(64);
    assertThat(console.err())
        .contains("Cannot compare groups by g: found no group A, the reference that was asked for,")
        .contains("expected one of a (60 rows), b (55 rows), c (5 rows). Correct the reference.");
    assertThat(evaluate(table, "--weight", "none")).isEqualTo(65);
    assertThat(console.err())
        .contains("found a weight of 0 in all 120 rows of \"none\" (--weight)")
        .contains("expected some weights above 0");
  }

  private int evaluate(Path table, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("evaluate", "--predictions", "" + table, "--label", "y", "--score", "s"));
    arguments.addAll(List.of(options));
    return console.run(arguments.toArray(String[]::new));
  }

  /** 120 rows in groups of 60, 55 and 5; half have a cluster; then 10 of weight 0. */
  private Path table(boolean withAbsent) throws IOException {
    StringBuilder lines = new StringBuilder("y,s,w,g,gain,c,none\n");
    for (int row = 0; row < 120; row++) {
      int label = row % 3 == 0 ? 1 : 0;
      lines.append(label).append(',').append(row % 3 < 2 ? 0.9 : 0.1);
      lines.append(',').append(label == 1 ? 3 : 1);
      lines.append(',').append(row < 60 ? "a" : row < 115 ? "b" : "c");
      lines.append(',').append(Math.max(0, row - 109));
      lines.append(',').append(row % 2 == 0 ? "k" + row / 4 : "").append(",0\n");
    }
    for (int row = 0; withAbsent && row < 10; row++) {
      lines.append("1,0.1,0,absent,").append(row).append(",k1,0\n");
    }
    return Files.writeString(folder.resolve("rows.csv"), lines);
  }
}
