package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.TestSession;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code holdout evaluate} on scores that are no probabilities. */
class ScoreScalesTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void aThresholdOfOneHalfDoesNotApplyToPercentOrLogOdds() throws IOException {
    StringBuilder text = new StringBuilder("y,p,percent,logit\n");
    for (int row = 0; row < 120; row++) {
      double p = (row % 40 + 1) / 42.0;
      text.append((row * 7) % 40 < row % 40 ? 1 : 0);
      for (double score : new double[] {p, 100 * p, Math.log(p / (1 - p))}) {
        text.append(String.format(Locale.ROOT, ",%.6f", score));
      }
      text.append('\n');
    }
    Path file = Files.writeString(folder.resolve("scales.csv"), text);

    JsonNode probabilities = evaluated(file, "p");
    assertThat(probabilities.at("/threshold").doubleValue()).isEqualTo(0.5);
    for (String scale : List.of("percent", "logit")) {
      JsonNode json = evaluated(file, scale);
      assertThat(json.at("/threshold").isNull()).as(scale).isTrue();
      assertThat(json.at("/overall/metrics/roc_auc/value"))
          .isEqualTo(probabilities.at("/overall/metrics/roc_auc/value"));
      for (String metric :
          List.of("accuracy", "recall", "f1", "mcc", "cohen_kappa", "youden_j", "tp")) {
        assertThat(json.at("/overall/metrics/" + metric + "/undefined").asText())
            .as(metric)
            .contains("the threshold 0.5 does not apply; name one with --threshold");
      }
      assertThat(json.at("/overall/metrics/brier/undefined").asText()).contains("outside [0, 1]");
      assertThat(json.at("/overall/metrics/prevalence/value"))
          .isEqualTo(probabilities.at("/overall/metrics/prevalence/value"));
      assertThat(json.at("/notes").toString())
          .contains(
              scale.equals("percent")
                  ? "120 of 120 scores lie outside 0 to 1 (the smallest score is 2.38095, the"
                      + " largest 95.2381): the threshold 0.5 does not apply"
                  : "90 of 120 scores lie outside 0 to 1 (the smallest score is -3.71357, the"
                      + " largest 2.99573)");
      assertThat(console.err()).contains("name one with --threshold");
    }
    assertThat(evaluated(file, "percent", "--threshold", "50").at("/overall/metrics/accuracy"))
        .isEqualTo(probabilities.at("/overall/metrics/accuracy"));
    assertThat(evaluated(file, "percent", "--baseline-score", "logit").at("/comparison").toString())
        .contains("no threshold applies");
  }

  @Test
  void a32BitScoreMeetsTheDecimalThreshold() {
    String path = folder.resolve("floats.parquet").toString();
    TestSession.spark()
        .range(20)
        .selectExpr("id % 2 AS y", "CAST(IF(id % 2 = 1, 0.7, 0.3) AS FLOAT) AS p")
        .coalesce(1)
        .write()
        .parquet(path);

    JsonNode json = evaluated(Path.of(path), "p", "--threshold", "0.7");
    assertThat(json.at("/overall/metrics/recall/value").doubleValue()).isEqualTo(1.0);
  }

  private JsonNode evaluated(Path file, String score, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--predictions",
                file.toString(),
                "--label",
                "y",
                "--score",
                score,
                "--json"));
    arguments.addAll(List.of(more));
    assertThat(console.run(arguments.toArray(String[]::new))).as(console::err).isZero();
    return Json.read(console.out(), JsonNode.class);
  }
}
