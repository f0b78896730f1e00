package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slips of the hand in {@code holdout evaluate} that would give a false figure. */
class EvaluateMistakesTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void classesInAnotherOrderThanTheScoresAreToldApartByTheNamesOfTheColumns() throws IOException {
    Path data =
        file(
            "truth,p_high,p_mid,p_low\n"
                + "low,0.1,0.2,0.7\nmid,0.1,0.8,0.1\nhigh,0.6,0.3,0.1\nhigh,0.2,0.5,0.3\n"
                    .repeat(10));
    assertThat(evaluateClasses(data, "p_*", "low,mid,high")).as(console::err).isZero();
    assertThat(json().at("/overall/metrics/accuracy/value").doubleValue())
        .isCloseTo(0.75, within(1e-12));
    double expected = -Math.log(0.7 * 0.8 * 0.6 * 0.2) / 4;
    assertThat(json().at("/overall/metrics/log_loss/value").doubleValue())
        .isCloseTo(expected, within(1e-9));

    Path others =
        file("truth,p_a,p_b,p_x\n" + "a,0.8,0.1,0.1\nb,0.1,0.8,0.1\nc,0.1,0.1,0.8\n".repeat(10));
    assertThat(evaluateClasses(others, "p_*", "a,b,c")).as(console::err).isZero();
    assertThat(json().at("/overall/metrics/accuracy/value").doubleValue()).isEqualTo(1);
    assertThat(evaluateClasses(others, "p_*", "b,a,c")).isEqualTo(64);
    assertThat(console.err())
        .contains("--classes b,a,c", "class a at the place of column p_b", "p_a,p_b,p_x");
  }

  @Test
  void classesThatAreNumbersAreOrderedByTheirSize() throws IOException {
    Path data =
        file(
            "y,p_10,p_2,p_1\n"
                + "1,0.1,0.2,0.7\n2,0.5,0.4,0.1\n10,0.6,0.3,0.1\n10,0.2,0.1,0.7\n".repeat(10));
    assertThat(evaluateClasses(data, "p_*", "")).as(console::err).isZero();
    // Rows 1-1, 2-10, 10-10 and 10-1, at distances 0, 1, 0 and 2 of at most 2.
    double observed = (1 + 4) / 4.0 / 4;
    assertThat(json().at("/overall/metrics/quadratic_weighted_kappa/value").doubleValue())
        .isCloseTo(1 - observed / quadraticExpectation(), within(1e-9));
  }

  /** Of labels 1, 2, 10, 10 and predictions 1, 10, 10, 1, as places 0 to 2. */
  private static double quadraticExpectation() {
    double[] labels = {0.25, 0.25, 0.5};
    double[] predictions = {0.5, 0, 0.5};
    double sum = 0;
    for (int label = 0; label < 3; label++) {
      for (int prediction = 0; prediction < 3; prediction++) {
        int distance = label - prediction;
        sum += labels[label] * predictions[prediction] * distance * distance / 4.0;
      }
    }
    return sum;
  }

  @Test
  void scoresThatAreGivenAsDecisionsAreRefusedWithTheRemedy() throws IOException {
    Path numbers = file("y,p\n" + "1,0.9\n0,0.2\n1,1\n0,0\n".repeat(10));
    for (String[] positive : new String[][] {{}, {"--positive", "1"}}) {
      List<String> options = new ArrayList<>(List.of("--prediction", "p"));
      options.addAll(List.of(positive));
      assertThat(evaluate(numbers, options)).isEqualTo(65);
      assertThat(console.err()).contains("These are scores, not decisions", "--score p");
    }
    Path words = file("y,p\n" + "yes,0.9\nno,0.2\n".repeat(10));
    assertThat(evaluate(words, List.of("--prediction", "p", "--positive", "yes"))).isEqualTo(65);
    assertThat(console.err()).contains("--score p");
  }

  @Test
  void weightsWhoseSquaresAreNoNumbersAreRefused() throws IOException {
    for (String extreme : List.of("1e308", "1e-170")) {
      Path data = file("y,p,w\n" + ("1,0.9,1\n0,0.2," + extreme + "\n").repeat(10));
      assertThat(evaluate(data, List.of("--score", "p", "--weight", "w"))).isEqualTo(65);
      assertThat(console.err()).contains("\"w\" (--weight)", "1e-100 to 1e100");
    }
  }

  @Test
  void anAttributeHasOneReferenceGroup() throws IOException {
    Path data = file("y,p,g\n" + "1,0.9,a\n0,0.2,b\n".repeat(40));
    List<String> options =
        List.of("--score", "p", "--protected", "g", "--reference", "g=a", "--reference", "g=b");
    assertThat(evaluate(data, options)).isEqualTo(64);
    assertThat(console.err()).contains("--reference: found g=b", "one reference group for g");
  }

  @Test
  void recordsThatCannotBeReadAreToldApartFromRowsWithoutALabel() throws IOException {
    Path data = file("y,p\n" + "1,0.9\n0,0.2\n,0.5\n".repeat(10) + "1,0.7,surplus\n");
    assertThat(evaluate(data, List.of("--score", "p"))).as(console::err).isZero();
    assertThat(json().at("/overall/rows").asLong()).isEqualTo(20);
    assertThat(json().at("/notes").toString())
        .contains(
            "1 record cannot be read and is part of no metric; the first: " + data + ", line 32: ",
            "3 fields instead of 2",
            "10 rows are part of no metric: 10 have no label.");

    Path json =
        Files.writeString(
            folder.resolve("data.jsonl"),
            """
            {"y": 1, "p": 0.9}
            {"y": 0, "p": 0.2}
            {"y": 1, "p"
            """);
    assertThat(
            console.run(
                "evaluate",
                "--predictions",
                json.toString(),
                "--label",
                "y",
                "--score",
                "p",
                "--json"))
        .as(console::err)
        .isZero();
    assertThat(json().at("/notes").toString()).contains("1 record cannot be read", "no valid JSON");
  }

  @Test
  void aFolderInAWorkspaceIsNoPlaceForAnEvaluation() throws IOException {
    Path data = file("y,p\n" + "1,0.9\n0,0.2\n".repeat(10));
    Path model = folder.resolve("workspace/models/c/1");
    Files.createDirectories(model);
    Files.createDirectories(folder.resolve("workspace/runs/runs/_delta_log"));
    assertThat(evaluate(data, List.of("--score", "p", "--out", model.toString()))).isEqualTo(64);
    assertThat(console.err()).contains("a folder in the workspace", "Nothing was changed");
    assertThat(model).isEmptyDirectory();
  }

  /**
   * 4,000 decisions that are wrong by coin, 0.6 in one group and 0.3 in five; label, decision and
   * group make 24 distinct rows.
   */
  @Test
  void slicesOfFewDistinctRowsAreNoWorseThanTheyAre() throws IOException {
    StringBuilder rows = new StringBuilder("y,p,g\n");
    Random random = new Random(24);
    for (int row = 0; row < 4000; row++) {
      int label = random.nextInt(2);
      char group = (char) ('a' + random.nextInt(6));
      int decision = random.nextDouble() < (group == 'f' ? 0.6 : 0.3) ? 1 - label : label;
      rows.append(label + "," + decision + "," + group + "\n");
    }
    Path file = Files.writeString(folder.resolve("coins.csv"), rows);
    assertThat(
            console.run(
                "evaluate",
                "--predictions",
                file.toString(),
                "--label",
                "y",
                "--prediction",
                "p",
                "--slices",
                "g",
                "--json"))
        .as(console::err)
        .isZero();
    JsonNode slices = json().at("/slices");
    // Four standard deviations of the binomial: √(4,000 / 4) = 31.6.
    assertThat(slices.at("/rows").doubleValue()).isCloseTo(2000, within(127.0));
    // 0.35 = 0.3 · 5 / 6 + 0.6 / 6; four standard errors: 4 · √(0.35 · 0.65 / 2,000).
    assertThat(slices.at("/mean_error/value").doubleValue()).isCloseTo(0.35, within(0.043));
    assertThat(slices.at("/slices")).hasSize(1);
    // Of about 333 rows; five standard errors: 5 · √(0.6 · 0.4 / 333).
    assertThat(slices.at("/slices/0/mean_error/value").doubleValue()).isCloseTo(0.6, within(0.135));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "data", ".csv"), text);
  }

  private int evaluateClasses(Path data, String scores, String classes) {
    List<String> options =
        new ArrayList<>(List.of("--task", "multiclass", "--score", scores, "--min-rows", "1"));
    if (!classes.isEmpty()) {
      options.addAll(List.of("--classes", classes));
    }
    return evaluate(data, options);
  }

  private int evaluate(Path data, List<String> options) {
    List<String> arguments =
        new ArrayList<>(List.of("evaluate", "--predictions", data.toString(), "--json"));
    arguments.addAll(List.of("--label", label(data), "--draws", "100"));
    arguments.addAll(options);
    return console.run(arguments.toArray(String[]::new));
  }

  private static String label(Path data) {
    try {
      String header = Files.readString(data).lines().findFirst().orElseThrow();
      return header.substring(0, header.indexOf(','));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private JsonNode json() {
    return Json.read(console.out(), JsonNode.class);
  }
}
