package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.TestSession;
import dev.holdout.lineage.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitVerbTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void aPackedFileThatIsCutOffIsNamed(int lines) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(whole)) {
      StringBuilder rows = new StringBuilder("x,y\n");
      SplittableRandom random = new SplittableRandom(1);
      for (int row = 0; row < lines; row++) {
        rows.append(random.nextInt()).append(',').append(row % 2).append('\n');
      }
      packed.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = whole.toByteArray();
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    Path file =
        Files.writeString(
            folder.resolve("cut.yaml"),
            """
            name: cut
            workspace: "%s"
            source: {format: csv, files: ["%s"]}
            columns: {x: integer, y: integer}
            label: {column: y, positive: 1}
            """
                .formatted(folder.resolve("ws"), cut));
    assertThat(console.run("split", file.toString())).isEqualTo(65);
    assertThat(console.err())
        .contains("[DATA_CONTRACT] Cannot unpack " + cut, "cut off or damaged", "(stage: ingest)");
  }

  @Test
  void saysWhichRowsWentToQuarantineAndWhy() throws IOException {
    StringBuilder rows = new StringBuilder("id,seen,y\n");
    for (int row = 0; row < 60; row++) {
      rows.append(row)
          .append(row % 6 == 5 ? ",12/25/2024," : "," + (1 + row % 28) + "/06/2024,")
          .append(row % 2)
          .append('\n');
    }
    Path csv = Files.writeString(folder.resolve("mixed.csv"), rows.toString());
    Path file =
        Files.writeString(
            folder.resolve("mixed.yaml"),
            """
            name: mixed
            workspace: "%s"
            source: {format: csv, files: ["%s"]}
            columns: {id: integer, seen: {type: date, pattern: d/M/yyyy}, y: integer}
            key: [id]
            label: {column: y, positive: 1}
            max_quarantined_share: 0.5
            """
                .formatted(folder.resolve("ws"), csv));
    assertThat(console.run("split", file.toString())).as(console::err).isZero();
    assertThat(console.out())
        .contains(
            "Quarantine 10 of 60 rows read; datasets/mixed_quarantine@0",
            "not_a_date in column seen: 10 rows, such as '12/25/2024' in " + csv + ":7");
    assertThat(console.run("split", file.toString(), "--json")).isZero();
    JsonNode json = Json.read(console.out(), JsonNode.class);
    assertThat(json.at("/data/quarantined").asInt()).isEqualTo(10);
    assertThat(json.at("/data/reasons/0/reason").asText()).isEqualTo("not_a_date");
    assertThat(json.at("/training").asInt() + json.at("/test").asInt()).isEqualTo(50);
  }

  @Test
  void writesTheAssignmentAndSaysHowRowsWereDivided() throws IOException {
    String file = pipeline().toString();
    Path csv = folder.resolve("as csv");
    assertThat(
            console.run(
                "split",
                file,
                "--set",
                "split.group=customer_id",
                "--set",
                "split.folds=3",
                "--out",
                csv.toString(),
                "--out-format",
                "csv"))
        .as(console::err)
        .isZero();
    assertThat(console.out())
        .contains(
            "Training   ", "All rows of one customer_id share a place", "3-fold cross-validation")
        .contains("0: trains on ", "Stored as  splits/visits@0", "Written to " + csv);
    Dataset<Row> rows = TestSession.spark().read().option("header", "true").csv(csv.toString());
    assertThat(rows.columns())
        .containsExactly("row_key", "partition", "block", "label", "fold_0", "fold_1", "fold_2");
    assertThat(rows.count()).isEqualTo(400);
    assertThat(rows.filter("partition = 'training' AND fold_1 = 'none'").count()).isZero();
    assertThat(rows.filter("partition = 'test' AND fold_1 <> 'none'").count()).isZero();
    assertThat(
            rows.selectExpr("INT(SUBSTRING(row_key, 2)) % 50 AS customer", "partition")
                .distinct()
                .count())
        .as("each of 50 customers is in one partition")
        .isEqualTo(50);

    Path delta = folder.resolve("as delta");
    assertThat(
            console.run(
                "split",
                file,
                "--set",
                "split.test_scheme=time",
                "--set",
                "split.scheme=walk_forward",
                "--set",
                "split.windows.gap=P10D",
                "--set",
                "roles.time=day",
                "--out",
                delta.toString(),
                "--out-format",
                "delta",
                "--json"))
        .as(console::err)
        .isZero();
    JsonNode facts = Json.read(console.out(), JsonNode.class);
    assertThat(facts.at("/folds").size()).isEqualTo(5);
    assertThat(facts.at("/folds/0/description").asText()).startsWith("trains from 2024-01-01 to ");
    assertThat(facts.at("/neither").longValue()).isPositive();
    assertThat(TestSession.spark().read().format("delta").load(delta.toString()).count())
        .isEqualTo(400);
  }

  @Test
  void dividesATableOfFewDistinctRowsAndSaysHow() throws IOException {
    StringBuilder rows = new StringBuilder("colour,size,back\n");
    for (int row = 0; row < 4000; row++) {
      rows.append("c").append(row % 3).append(",").append(row / 3 % 2).append(",");
      rows.append(row / 6 % 2 == 0 ? "y" : "n").append("\n");
    }
    Path table = Files.writeString(folder.resolve("few.csv"), rows);
    Path file =
        Files.writeString(
            folder.resolve("few.yaml"),
            """
            name: few
            workspace: %s
            source: {format: csv, files: [%s]}
            columns: {colour: string, size: integer, back: string}
            label: {column: back, positive: y}
            split: {exact: true}
            """
                .formatted(folder.resolve("few"), table));
    assertThat(console.run("split", file.toString())).as(console::err).isZero();
    assertThat(console.out().replace('\u00a0', ' ').replace('\u202f', ' '))
        .contains("Training   3,200 rows", "Test       800 rows")
        .contains(
            "Rows that are equal in every column are spread by their occurrence: 4,000 of 4,000"
                + " rows equal another, and the largest set of them holds 334 (8.4 %).")
        .contains("0: trains on 2,560 rows", "validates on 640");
    // At most twelve of twenty folds can have rows.
    assertThat(
            console.run(
                "split",
                file.toString(),
                "--set",
                "split.repeated_rows=together",
                "--set",
                "split.folds=20"))
        .isEqualTo(65);
    assertThat(console.err())
        .contains("validation: found no rows, expected at least one")
        .contains("set `split.repeated_rows: spread` if they are not copies");
  }

  @Test
  void refusesAnUnknownFormat() throws IOException {
    assertThat(console.run("split", pipeline().toString(), "--out-format", "xml")).isEqualTo(64);
    assertThat(console.err()).contains("found --out-format xml, expected parquet, csv or delta");
  }

  private Path pipeline() throws IOException {
    StringBuilder rows = new StringBuilder("visit_id,customer_id,day,amount,back\n");
    for (int row = 0; row < 400; row++) {
      rows.append("V").append(row).append(",C").append(row % 50).append(",");
      rows.append(LocalDate.of(2024, 1, 1).plusDays(row * 31 % 400)).append(",");
      rows.append(row * 104729 % 977 / 10.0).append(",");
      rows.append(row * 7919 % 10 < 3 ? "y" : "n").append("\n");
    }
    Path table = Files.writeString(folder.resolve("visits.csv"), rows);
    return Files.writeString(
        folder.resolve("visits.yaml"),
        """
        name: visits
        workspace: %s
        source: {format: csv, files: [%s]}
        key: [visit_id]
        columns: {visit_id: string, customer_id: string, day: date, amount: number, back: string}
        label: {column: back, positive: y}
        """
            .formatted(folder.resolve("work"), table));
  }
}
