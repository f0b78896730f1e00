package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final String PATH = "/data/holdout/reports/20261120-110241-loans-4f1c/index.html";

  @Test
  void fitsOneScreen() {
    for (RunReport report :
        List.of(
            SampleRun.report(),
            SampleRun.refused(),
            ExtremeRuns.hostile(),
            ExtremeRuns.large(),
            ExtremeRuns.bare())) {
      List<String> lines = Summary.of(report, PATH).lines().toList();

      assertThat(lines).hasSizeLessThanOrEqualTo(34);
      assertThat(lines)
          .allSatisfy(
              line -> assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void holdsNoControlCharacters() {
    String summary = Summary.of(ExtremeRuns.hostile(), PATH);

    assertThat(summary.chars().filter(c -> Character.isISOControl(c) && c != '\n')).isEmpty();
  }

  @Test
  void tellsWhatMatters() {
    assertThat(Summary.of(SampleRun.report(), PATH))
        .containsSubsequence(
            "PROMOTED. loans version 3 is the first champion.",
            "50,000 rows read = 49,964 accepted + 36 in quarantine; datasets/loans@3",
            "not_a_number in column income: 17 rows",
            "1 high, 2 medium, 1 info",
            "HIGH   Column collection_calls alone tells",
            "gradient_boosted_trees(max_depth=5, max_iter=60) of 6 candidates, 1 failed",
            "ROC AUC 0.846, sd 0.006, over 5 folds",
            "Study     Rebalancing does not help here: once scores are calibrated",
            "took 4.2 times as long.",
            "not compared: smote: Cannot rebalance: found 4 rows of a class, expected at least 6",
            "ROC AUC              0.842  0.828–0.856",
            "12: 1 worse than the rest, 2 with too few rows to judge",
            "region = South: ROC AUC −0.119 (−0.213 to −0.025)",
            "ingest               0.1 s *",
            PATH);
  }

  @Test
  void tellsWhyTheChampionStays() {
    assertThat(Summary.of(SampleRun.refused(), PATH))
        .startsWith(
            "Verdict   CHAMPION KEPT. The champion, version 2, stays; loans version 3 did not"
                + " pass.")
        .contains("In region = South it loses 0.041, more than the 0.020 allowed.");
  }
}
