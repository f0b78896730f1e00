package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelCardTest {
  private final String card = Report.modelCard(SampleRun.report());

  @Test
  void givesMetricsWithIntervalsAndMethods() {
    assertThat(card)
        .contains("| Metric | Value | 95 % interval | Method |")
        .contains("| ROC AUC | 0.842 | 0.828–0.856 | DeLong |")
        .contains("n = 10,012, 803 positive");
  }

  @Test
  void putsProtectedAttributesFirst() {
    assertThat(card)
        .containsSubsequence(
            "### Protected attributes", "gender = female", "### Others", "region = South")
        .contains("| age_band = 65 and over | 13 | 0 | — no positives in the segment |");
  }

  @Test
  void asksTheOwnerForTheIntendedUse() {
    assertThat(card)
        .contains("The model predicts whether `defaulted` is `yes`.")
        .contains("*To be written by the owner:");
  }

  @Test
  void listsEveryFinding() {
    assertThat(card)
        .contains(SampleRun.findings().stream().map(each -> Markdown.text(each.title())).toList());
  }

  @Test
  void givesTheEvidenceOfAFinding() {
    assertThat(card)
        .contains(
            "never divided.* Figures: rows of Test that share 2,114; rows of Test 10,012; label"
                + " correlation within groups 0.313; many from 10 % of the rows"
                + " (audit.shared_share). Row keys: Training L-0000017, L-0004711 with Test"
                + " L-0000093; Training L-0000021 with Test L-0038112, L-0041209;")
        .contains("a suspected leak from an AUC of 0.95 (audit.leak_auc).");
  }

  @Test
  void saysHowToMakeItAgain() {
    assertThat(card)
        .contains("commit `9ba0b81c4d2f7e6a5b3c1d0e9f8a7b6c5d4e3f2a`")
        .contains("`datasets/loans@3`, 49,964 rows, fingerprint `5e0c7a41d2b98f36a1470c3de95b2f18`")
        .contains("digest `1b7e0c93aa5544d0b6a1f2e3d4c5b6a7`")
        .contains("  confidence: 0.95\n```");
  }

  @Test
  void escapesTextFromData() {
    assertThat(Report.modelCard(ExtremeRuns.hostile()))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;")
        .contains("\\[link\\](x)")
        .contains("a\\|b");
  }

  @Test
  void fencesAConfigurationThatHoldsFences() {
    assertThat(new Markdown().block("", "a\n````\nb").toString())
        .isEqualTo("`````\na\n````\nb\n`````\n");
  }
}
