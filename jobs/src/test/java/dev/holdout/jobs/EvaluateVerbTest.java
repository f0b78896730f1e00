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
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateVerbTest {
  private final Console console = new Console();

  @TempDir private Path folder;
  private Path table;

  /** 400 rows: late where (7 · row) mod 10 &lt; 3; scores tell it apart, but not in the south. */
  @BeforeEach
  void write() throws IOException {
    StringBuilder rows = new StringBuilder("id,late,outcome,p,decided,region,age,words\n");
    for (int row = 0; row < 400; row++) {
      boolean late = row * 7 % 10 < 3;
      String region = row % 4 == 0 ? "south" : row % 4 == 1 ? "" : "north";
      double noise = (row * 104729 % 977) / 977.0;
      double p = row % 4 == 0 ? noise : 0.3 * noise + (late ? 0.55 : 0.1);
      rows.append(row).append(late ? ",1,late," : ",0,in time,").append(p);
      rows.append(p >= 0.5 ? ",1," : ",0,").append(region).append(',').append(20 + row % 50);
      rows.append(row == 7 ? ",many" : ",").append(row == 7 ? "" : "3").append('\n');
    }
    table = Files.writeString(folder.resolve("scores.csv"), rows);
  }

  @Test
  void printsASummaryOrTheJsonAloneAndWritesOnce() throws IOException {
    String out = folder.resolve("report").toString();
    List<String> asked =
        List.of(
            "--label",
            "outcome",
            "--positive",
            "late",
            "--score",
            "p",
            "--segments",
            "region",
            "--out",
            out);
    assertThat(evaluate(asked.toArray(String[]::new))).as(console::err).isZero();
    assertThat(console.out())
        .contains(
            "Evaluated  400 rows of ",
            "outcome is late, 30.0 %",
            "Verdict    The model is worse than elsewhere in 1 of ",
            "ROC AUC",
            "Worst      region = south, ",
            "Report     " + out,
            "Next       Open it in a browser.");
    assertThat(console.out().lines()).hasSizeLessThan(16);
    assertThat(console.out().lines().filter(line -> !line.contains(folder.toString())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));

    List<String> json = new ArrayList<>(asked);
    json.add("--json");
    assertThat(evaluate(json.toArray(String[]::new))).as(console::err).isZero();
    wroteOnce(out);
  }

  private void wroteOnce(String out) throws IOException {
    JsonNode json = Json.read(console.out(), JsonNode.class);
    assertThat(json.at("/task").asText()).isEqualTo("binary");
    assertThat(json.at("/overall/rows").asLong()).isEqualTo(400);
    assertThat(json.at("/overall/positives").asLong()).isEqualTo(120);
    JsonNode segments = json.at("/segments");
    assertThat(segments.findValues("region")).extracting(JsonNode::isNull).contains(true);
    assertThat(Json.read(Files.readString(Path.of(out, "report.json")), JsonNode.class))
        .isEqualTo(json);
    assertThat(Path.of(out, "index.html")).isRegularFile().content().contains("region = south");
    long metrics = json.at("/overall/metrics").size();
    assertThat(TestSession.spark().read().format("delta").load(out + "/metrics").count())
        .isEqualTo(metrics * (1 + segments.size()));
  }

  @Test
  void evaluatesDecisionsAlone() {
    assertThat(
            evaluate(
                "--label",
                "late",
                "--prediction",
                "decided",
                "--segments",
                "region,age:quantiles=4,'old=cast(age as double) >= 45'".replace("'", ""),
                "--intersections",
                "2",
                "--json"))
        .as(console::err)
        .isZero();
    JsonNode json = Json.read(console.out(), JsonNode.class);
    assertThat(json.at("/overall/metrics/roc_auc/undefined").asText())
        .isEqualTo("no scores, decisions alone");
    assertThat(json.at("/overall/metrics/accuracy/value").doubleValue()).isBetween(0.8, 0.95);
    List<String> divided = new ArrayList<>();
    json.at("/segments")
        .forEach(
            one -> {
              List<String> names = new ArrayList<>();
              one.get("segment").fieldNames().forEachRemaining(names::add);
              divided.add(String.join("+", names));
            });
    assertThat(divided).contains("region", "age", "old", "age+region", "old+region", "age+old");
  }

  @Test
  void evaluatesSeveralClassesAndNumbers() throws IOException {
    StringBuilder rows = new StringBuilder("truth,p_a,p_<30,p_c,price,estimate,low,high\n");
    for (int row = 0; row < 300; row++) {
      int truth = row * 7 % 3;
      double[] p = {0.25, 0.25, 0.25};
      p[row % 5 == 0 ? (truth + 1) % 3 : truth] = 0.5;
      double price = 100 + row % 40;
      double estimate = price + row % 7 - 3;
      rows.append(List.of("a", "<30", "c").get(truth));
      rows.append(',').append(p[0]).append(',').append(p[1]).append(',').append(p[2]);
      rows.append(',').append(price).append(',').append(estimate);
      rows.append(',').append(estimate - 2).append(',').append(estimate + 2).append('\n');
    }
    Path file = Files.writeString(folder.resolve("many.csv"), rows);

    assertThat(
            console.run(
                "evaluate",
                "--predictions",
                file.toString(),
                "--task",
                "multiclass",
                "--draws",
                "100",
                "--label",
                "truth",
                "--score",
                "p_*",
                "--slices",
                "price",
                "--json"))
        .as(console::err)
        .isZero();
    JsonNode classes = Json.read(console.out(), JsonNode.class);
    assertThat(classes.at("/classes/labels")).hasToString("[\"a\",\"<30\",\"c\"]");
    assertThat(classes.at("/overall/metrics/accuracy/value").doubleValue()).isEqualTo(0.8);
    assertThat(classes.at("/slices/notes/0").asText())
        .contains("A row's error is 1 where the decided class is wrong");

    assertThat(
            console.run(
                "evaluate",
                "--predictions",
                file.toString(),
                "--task",
                "regression",
                "--draws",
                "100",
                "--label",
                "price",
                "--prediction",
                "estimate",
                "--lower",
                "low",
                "--upper",
                "high",
                "--slices",
                "price",
                "--baseline-score",
                "high",
                "--out",
                folder.resolve("numbers").toString()))
        .as(console::err)
        .isZero();
    assertThat(console.out()).contains("RMSE");
    JsonNode numbers =
        Json.read(Files.readString(folder.resolve("numbers/report.json")), JsonNode.class);
    assertThat(numbers.at("/slices/notes/0").asText()).contains("is its absolute difference");
    // Errors are −3, …, 3 in turn, 300 = 42 · 7 + 6 of them: 3 is missing once.
    assertThat(numbers.at("/overall/metrics/mae/value").doubleValue())
        .isCloseTo((43 * 12 - 3) / 300.0, within(1e-9));
    assertThat(numbers.at("/overall/metrics/interval_coverage/value").doubleValue())
        .isCloseTo(215 / 300.0, within(1e-9));
    // Those of the baseline are −1, …, 5 in turn, 5 missing once.
    assertThat(numbers.at("/comparison/overall/metrics/mae/difference/value").doubleValue())
        .isCloseTo((43 * 12 - 3 - (43 * 16 - 5)) / 300.0, within(1e-9));
    assertThat(numbers.at("/comparison/overall/verdict").asText()).isEqualTo("better");
    assertThat(Files.readString(folder.resolve("numbers/index.html")))
        .contains("Against the baseline");
  }

  @Test
  void tellsWhetherSimilarRowsAreDecidedAlike() throws IOException {
    String out = folder.resolve("similar").toString();
    assertThat(
            evaluate(
                "--label",
                "late",
                "--prediction",
                "decided",
                "--features",
                "id",
                "--neighbours",
                "2",
                "--out",
                out))
        .as(console::err)
        .isZero();
    assertThat(console.out()).contains("Fairness   Similar rows: decisions agree with those of");
    JsonNode consistency =
        Json.read(Files.readString(Path.of(out, "report.json")), JsonNode.class).at("/fairness/0");
    // Next to a row in the file are the rows before and after it; at the ends the two inside.
    List<Integer> decided =
        Files.readAllLines(table).stream()
            .skip(1)
            .map(line -> Integer.parseInt(line.split(",", -1)[4]))
            .toList();
    double apart = 0;
    for (int row = 0; row < 400; row++) {
      int other = row == 0 ? 2 : row - 1;
      int another = row == 399 ? 397 : row + 1;
      apart += Math.abs(decided.get(row) - (decided.get(other) + decided.get(another)) / 2.0);
    }
    assertThat(consistency.at("/metric").asText()).isEqualTo("consistency");
    assertThat(consistency.at("/value").doubleValue()).isCloseTo(1 - apart / 400, within(1e-12));
    assertThat(consistency.at("/sample").asLong()).isEqualTo(400);
    assertThat(consistency.at("/method").asText())
        .isEqualTo("dependence-graph, 400 rows, 2 neighbours");
    assertThat(consistency.at("/lower").doubleValue())
        .isLessThan(consistency.at("/value").doubleValue());
    assertThat(
            TestSession.spark()
                .read()
                .format("delta")
                .load(out + "/metrics")
                .where("metric = 'consistency' AND segment = '{}' AND rows = 400")
                .select("value", "lower")
                .first())
        .isEqualTo(
            RowFactory.create(
                consistency.at("/value").doubleValue(), consistency.at("/lower").doubleValue()));
    assertThat(Path.of(out, "index.html"))
        .content()
        .contains("Whether rows that are alike are decided alike.", "single rows");
  }

  @Test
  void findsSlicesInOneHalfAndConfirmsThemInTheOther() throws IOException {
    String out = folder.resolve("slices").toString();
    assertThat(
            evaluate(
                "--label",
                "late",
                "--score",
                "p",
                "--slices",
                "region,age",
                "--cluster",
                "id",
                "--out",
                out))
        .as(console::err)
        .isZero();
    assertThat(console.out())
        .contains("1 of 1 slice found in one half of the rows is confirmed in the other")
        .contains("In rows where region = south: error ");
    JsonNode slices =
        Json.read(Files.readString(Path.of(out, "report.json")), JsonNode.class).at("/slices");
    assertThat(slices.at("/slices/0/verdict").asText()).isEqualTo("confirmed");
    assertThat(slices.at("/slices/0/difference/method").asText()).endsWith("-clusters");
    // In the south scores are noise; elsewhere every decision is right.
    assertThat(slices.at("/slices/0/elsewhere/value").doubleValue()).isZero();
    String note = slices.at("/notes/0").asText();
    long searched = Long.parseLong(note.replaceAll("Searched: (\\d+) rows, one half by.*", "$1"));
    assertThat(searched).isBetween(150L, 250L).isEqualTo(400 - slices.at("/rows").asLong());
    assertThat(
            TestSession.spark()
                .read()
                .format("delta")
                .load(out + "/slices")
                .where("verdict = 'confirmed'")
                .select("slice", "rows")
                .collectAsList())
        .containsExactly(RowFactory.create("region = south", slices.at("/slices/0/rows").asLong()));
    assertThat(Path.of(out, "index.html")).content().contains("Slices that nobody named");
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() throws IOException {
    assertThat(evaluate("--label", "latte", "--score", "q")).isEqualTo(64);
    assertThat(console.err())
        .contains("[USAGE] Cannot evaluate", "scores.csv (2 problems)")
        .contains("--label latte: found no such column, expected one of id, late, outcome")
        .contains("--score q: found no such column");

    assertThat(evaluate("--label", "late", "--score", "p", "--features", "regoin")).isEqualTo(64);
    assertThat(console.err())
        .contains("--features regoin: found no such column, expected one of id, late")
        .contains("Did you mean 'region'?");
    assertThat(
            evaluate(
                "--label", "late", "--score", "p", "--features", "region", "--neighbours", "400"))
        .isEqualTo(65);
    assertThat(console.err())
        .contains("found 400 rows, expected more than 400 neighbours (--neighbours)");
    assertThat(evaluate("--label", "late", "--score", "p", "--neighbours", "3")).isEqualTo(64);
    assertThat(console.err()).contains("--neighbours: found no --features");

    assertThat(evaluate("--label", "outcome", "--score", "p")).isEqualTo(64);
    assertThat(console.err())
        .contains("the values \"in time\" (280 rows), \"late\" (120 rows) in column \"outcome\"")
        .contains("Say which counts as positive: --positive 'in time' or --positive late.");

    assertThat(evaluate("--label", "outcome", "--positive", "later", "--score", "p")).isEqualTo(64);
    assertThat(console.err()).contains("no row whose outcome is later, but \"in time\" (280 rows)");

    assertThat(evaluate("--label", "late", "--score", "words")).isEqualTo(65);
    assertThat(console.err())
        .contains("found 1 rows whose \"words\" (--score) is no number, such as \"many\"");

    assertThat(evaluate("--label", "age", "--score", "p")).isEqualTo(64);
    assertThat(console.err()).contains("--task multiclass or --task regression");

    assertThat(evaluate("--label", "late", "--score", "p", "--threshold", "high")).isEqualTo(64);
    assertThat(console.err()).contains("--threshold", "high");
    assertThat(evaluate("--label", "late")).isEqualTo(64);
    assertThat(console.err()).contains("--score: found nothing");

    assertThat(
            console.run(
                "evaluate", "--predictions", "/nowhere.csv", "--label", "a", "--score", "b"))
        .isEqualTo(64);
    assertThat(console.err()).contains("[INPUT_NOT_FOUND]", "/nowhere.csv");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    assertThat(
            console.run(
                "evaluate", "--predictions", empty.toString(), "--label", "a", "--score", "b"))
        .isIn(64, 65);
    assertThat(console.err()).contains("empty.csv").doesNotContain("INTERNAL");
    Path header = Files.writeString(folder.resolve("header.csv"), "late,p\n");
    assertThat(
            console.run(
                "evaluate", "--predictions", header.toString(), "--label", "late", "--score", "p"))
        .as(console::err)
        .isEqualTo(65);
    assertThat(console.err()).contains("found no rows");
  }

  private int evaluate(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "evaluate";
    all[1] = "--predictions";
    all[2] = table.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return console.run(all);
  }
}
