package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.lineage.Json;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.report.page.EvaluationPage;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile(" href=\"#([^\"?]*)");
  private static final Pattern DATA =
      Pattern.compile("id=\"segment-data\">(.*?)</script>", Pattern.DOTALL);

  private final String page = EvaluationPage.html(SampleEvaluationReport.binary());

  @Test
  void givesTheVerdictFirst() {
    assertThat(page.replace('\u00a0', ' ').replaceAll("</?(bdi|b|code)>", ""))
        .containsSubsequence(
            "The model is worse than elsewhere in 1 of 10 segments that could be judged.",
            "The surest: region = South, ROC AUC −0.119 (−0.213 to −0.025)",
            "2 segments have too few rows to judge.",
            "Fairness: 2 of 3 figures of protected groups show a gap beyond noise.",
            "0.828–0.856",
            "Worst segments",
            "In region = South the model ranks worse than elsewhere",
            "All rows",
            "the four-fifths rule is broken",
            "Not all of these can hold at once",
            "gender = female 0.093, gender = male 0.129",
            "Against the baseline score_v2",
            "All segments");
  }

  @Test
  void theForestIsSortedByTheSurerEndOfTheGap() {
    // Ends nearer to "not worse", that is upper ends: −0.025, +0.053, +0.057, +0.062, …, +0.199.
    assertThat(page.substring(page.indexOf("data-metric=\"roc_auc\"")))
        .containsSubsequence(
            "region = South",
            "gender = female",
            "gender = male",
            "region = North",
            "region = Centre",
            "age_band = under 25",
            "region = West",
            "region = (missing)");
  }

  @Test
  void refersToNothingOutsideItself() {
    for (EvaluationReport report :
        List.of(
            SampleEvaluationReport.binary(),
            SampleEvaluationReport.classes(),
            SampleEvaluationReport.numbers())) {
      String html = EvaluationPage.html(report);
      assertThat(html)
          .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link", "<img", "<iframe");
      Set<String> ids = new HashSet<>(all(ID, html));
      assertThat(all(ID, html)).doesNotHaveDuplicates();
      assertThat(all(LINK, html)).isNotEmpty().allSatisfy(link -> assertThat(ids).contains(link));
    }
  }

  @Test
  void staysUnderOneMegabyteWithFiveThousandSegments() {
    String large = EvaluationPage.html(SampleEvaluationReport.large(5_000));

    assertThat(large.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(large).contains("All 5,000\u00a0segments.", "metrics more are there as well");
    Map<?, ?> embedded = Json.read(data(large), Map.class);
    assertThat(embedded.get("names")).isNotNull();
    assertThat(embedded.get("metrics")).isNotNull();
  }

  @Test
  void saysWhatIsNotThereWhenEvenTheFirstMetricsDoNotFit() {
    String huge = EvaluationPage.html(SampleEvaluationReport.large(15_000));

    assertThat(huge.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(huge).contains("segments more are</b> in the Delta table <code>metrics/</code>");
  }

  @Test
  void textFromTheDataIsEscapedEverywhere() {
    String hostile = "</script><b>\"'&";
    SegmentResult given =
        SampleEvaluation.compared(hostile, Optional.of(hostile), 900, 100, 0.6, -0.3, true);
    EvaluationReport of =
        SampleEvaluationReport.report(SampleEvaluation.evaluation(List.of(given)));
    EvaluationReport report =
        new EvaluationReport(
            hostile,
            of.created(),
            of.code(),
            new EvaluationReport.Columns(
                hostile,
                Optional.of(hostile),
                Optional.of(hostile),
                Optional.of(hostile),
                Optional.of(hostile),
                Optional.of(hostile),
                Optional.of(hostile)),
            of.result());
    String html = EvaluationPage.html(report);

    assertThat(html).doesNotContain(hostile, "</script><b>", "<b>\"");
    assertThat(html.split("</script>", -1)).hasSize(3); // the data, the script, what follows
    assertThat(Json.read(data(html), Map.class).get("columns")).isEqualTo(List.of(hostile));
  }

  @Test
  void everyTaskHasItsOwnSections() {
    assertThat(EvaluationPage.html(SampleEvaluationReport.classes()))
        .contains("Truth against prediction", "Each class against all others", "&lt;30")
        .doesNotContain("Predicted and actual");
    assertThat(EvaluationPage.html(SampleEvaluationReport.numbers()))
        .contains("Predicted and actual", "128,443", "Mean prediction, millions")
        .doesNotContain("Truth against prediction", "positive,");
  }

  private static String data(String html) {
    return all(DATA, html).get(0);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
