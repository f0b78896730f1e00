package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs write into folders that the user names, and what they leave alone. */
class ExportVerbsTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void verbsThatExportRefuseAFolderOfSomebodyElsesBeforeAnyWork() throws IOException {
    String pipeline = pipeline().toString();
    String input = folder.resolve("new.csv").toString();
    for (String out : List.of(".", folder.toString(), folder + "/work", folder + "/work/mine")) {
      refused("score", pipeline, "--input", input, "--out", out);
      refused("split", pipeline, "--out", out);
    }
    Files.createDirectories(folder.resolve("in"));
    refused("score", pipeline, "--input", folder + "/in", "--out", folder + "/in/scores");
    assertThat(folder.resolve("work")).as("the workspace").doesNotExist();
    assertThat(folder.resolve("t.csv")).exists();
    assertThat(folder.resolve("t.yaml")).exists();

    Files.writeString(
        Files.createDirectories(folder.resolve("site")).resolve("index.html"), "mine");
    refused(
        "evaluate",
        "--predictions",
        input,
        "--label",
        "a",
        "--score",
        "b",
        "--out",
        folder + "/site");
    assertThat(folder.resolve("site/index.html")).hasContent("mine");
    Files.writeString(
        Files.createDirectories(folder.resolve("shop/demo/loans")).resolve("loans-mine.csv"),
        "mine");
    refused("demo", "--rows", "100", "--workspace", folder + "/shop");
    assertThat(folder.resolve("shop/demo/loans/loans-mine.csv")).hasContent("mine");
  }

  private void refused(String... arguments) {
    assertThat(console.run(arguments))
        .as(String.join(" ", arguments) + console.err())
        .isEqualTo(64);
    assertThat(console.err()).contains("Cannot write ").contains("expected ").contains("folder");
  }

  /** Two of the rows to score are equal, one has a name that a score has as well. */
  @Test
  void scoresOfAPipelineWithoutAKeyStandBesideTheRowsTheyBelongTo() throws IOException {
    String pipeline = pipeline().toString();
    assertThat(console.run("run", pipeline)).as(console::err).isZero();
    String input =
        Files.writeString(
                folder.resolve("new.csv"),
                "x;model\n1.5;red\n-1.5;blue\noops;red\n1.5;red\n0.25;\"a, \"\"b\"\"\"\n")
            .toString();
    String out = folder + "/scores";
    assertThat(
            console.run(
                "score",
                pipeline,
                "--input",
                input,
                "--out",
                out,
                "--out-format",
                "csv",
                "--with-source"))
        .as(console::err)
        .isZero();
    Dataset<Row> scores =
        TestSession.spark()
            .read()
            .option("header", "true")
            .option("escape", "\"")
            .csv(out)
            .orderBy("source_line");
    assertThat(scores.columns())
        .containsSequence("source_file", "source_line", "x", "input_model")
        .contains("_probability", "_decision", "model", "input");
    assertThat(
            scores
                .selectExpr("concat_ws('|', source_line, x, input_model, model)")
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .containsExactly(
            "2|1.5|red|models/t@1",
            "3|-1.5|blue|models/t@1",
            "5|1.5|red|models/t@1",
            "6|0.25|a, \"b\"|models/t@1");
    assertThat(scores.filter("source_file LIKE '%new.csv'").count()).isEqualTo(4);

    assertThat(console.run("score", pipeline, "--input", input, "--out", out))
        .as(console::err)
        .isZero();
    assertThat(TestSession.spark().read().parquet(out).columns())
        .startsWith("x", "input_model")
        .doesNotContain("source_line");
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("t.csv", "t.yaml", "new.csv", "scores", "work");
    }
  }

  /** A pipeline without a key over 300 rows of a number, a text and a label. */
  private Path pipeline() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows = new StringBuilder("x,model,y\n");
    for (int row = 0; row < 300; row++) {
      double x = 4 * random.nextDouble() - 2;
      rows.append(x).append(',').append(row % 3 == 0 ? "red" : "blue").append(',');
      rows.append(random.nextDouble() < 1 / (1 + Math.exp(-2 * x)) ? "a\n" : "b\n");
    }
    Files.writeString(folder.resolve("t.csv"), rows);
    return Files.writeString(
        folder.resolve("t.yaml"),
        """
        name: t
        workspace: %s
        source: {format: csv, files: [%s]}
        columns: {x: number, model: string, y: {type: string, required: true, allowed: [a, b]}}
        max_quarantined_share: 0.5
        label: {column: y, positive: a}
        split: {folds: 2}
        evaluation: {draws: 100, slices: false}
        candidates: {logistic_regression: {reg_param: [0.01]}}
        """
            .formatted(folder.resolve("work"), folder.resolve("t.csv")));
  }
}
