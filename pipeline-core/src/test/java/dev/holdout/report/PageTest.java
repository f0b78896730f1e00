package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.audit.Finding;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile(" href=\"([^\"]*)\"");

  private final String page = Report.html(SampleRun.report());

  @Test
  void staysUnderOneMegabyteWhateverTheRun() {
    String large = Report.html(ExtremeRuns.large());

    assertThat(large.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(large)
        .contains("1,850\u00a0segments more</b> in report.json")
        .contains("900\u00a0findings more in report.json")
        .contains("240\u00a0candidates more in report.json")
        .contains("segment 1999");
  }

  @Test
  void refersToNothingOutsideItself() {
    assertThat(page)
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link", "<img", "<iframe");
  }

  @Test
  void linksLeadSomewhere() {
    for (String html : List.of(page, Report.html(SampleRun.refused()))) {
      List<String> ids = all(ID, html);
      Set<String> known = new HashSet<>(ids);

      assertThat(ids).doesNotHaveDuplicates();
      assertThat(all(LINK, html))
          .isNotEmpty()
          .allSatisfy(link -> assertThat(known).contains(link.substring(1)));
    }
  }

  @Test
  void showsEveryFindingAndSegment() {
    String plain = page.replaceAll("</?(bdi|code)>", "");
    for (Finding finding : SampleRun.findings()) {
      assertThat(plain)
          .contains(finding.title().replace("`", ""), finding.reason(), finding.remedy());
    }
    for (SegmentResult segment : SampleRun.report().evaluation().segments()) {
      assertThat(page).contains(segment.story());
    }
    assertThat(page).contains("<bdi>(missing)</bdi>");
  }

  @Test
  void showsWhatAFindingRestsOnAfterItsSentences() {
    String plain = page.replaceAll("</?(bdi|code|b)>", "");
    assertThat(plain)
        .containsSubsequence(
            "21.1 %) belong to a customer",
            "The model may recognise a customer",
            "Set split.group: customer_id",
            "<li>rows of Test that share 2,114</li>",
            "<li>label correlation within groups 0.313</li>",
            "<li>many from 10\u00a0% of the rows audit.shared_share</li>",
            "3 examples, by row key</summary>",
            "<li>Training L-0000017, L-0004711 with Test L-0000093</li>");
    assertThat(page).contains("<code>interest_rate</code> (distance 0.21)");
  }

  @Test
  void givesTheVerdictFirst() {
    assertThat(page)
        .containsSubsequence(
            "loans version 3 is the first champion.",
            "1\u00a0finding of high severity",
            "0.828–0.856",
            "What needs attention",
            "Data and quarantine");
    assertThat(Report.html(SampleRun.refused()))
        .contains("The champion, version 2, stays; loans version 3 did not pass.")
        .contains("Against the champion");
  }

  @Test
  void saysWhyAFigureIsUndefined() {
    assertThat(page)
        .contains("<span title=\"no positives in the segment\">—</span>")
        .containsPattern("<li id=\"segments-note-\\d\"><b>—</b> no positives in the segment</li>");
  }

  @Test
  void saysWhatTheSearchAsAWholeIsWorth() {
    assertThat(page)
        .contains(
            "Selection itself, cross-validated: ROC AUC 0.8449, sd 0.0064, over 4\u00a0folds, each"
                + " judged by a candidate chosen without it. The winner's own mean over them,"
                + " 0.8460, is better by 0.0011: so much of it is owed to the choice.")
        .contains("Fold 4 has no figure: no other fold lies within what it trains on.");
    assertThat(Report.html(ExtremeRuns.large())).doesNotContain("Selection itself");
    assertThat(Report.json(SampleRun.report())).contains("\"optimism\" : 0.0011");
  }

  @Test
  void answersWhetherRebalancingHelps() {
    String page = Report.html(SampleRun.report());
    assertThat(page)
        .containsSubsequence(
            "href=\"#study\"",
            "Does rebalancing help?",
            "none of 2 strategies is better than doing nothing",
            "differences from the first",
            "<b>ROC AUC</b>",
            "0.842",
            "<b>Brier score</b>",
            "+0.0013",
            "rows +0.00",
            ">worse<",
            "9,120 made up or repeated",
            "0.4 times, in all",
            "found 4 rows of a class, expected at least 6 &lt;b&gt;",
            "By segment: 1 of 2 differences show",
            "region &lt;script&gt;",
            "+0.0310",
            "no rows in fold 2",
            "since the pipeline names none (Platt: a logistic curve",
            "4 comparisons that answer the question and, apart from these, for 2 of other");
    assertThat(Report.html(ExtremeRuns.bare())).doesNotContain("Does rebalancing help?");
  }

  @Test
  void saysWhetherScoresMeanWhatTheySay() {
    assertThat(page)
        .contains(
            "Isotonic calibration is used, chosen by cross-fitted Brier score, 0.0612: no other has"
                + " a lower one; what is simpler is worse, beyond noise.",
            "<figcaption>Out of fold, raw",
            "<figcaption>Out of fold, calibrated",
            "href=\"#metric-spiegelhalter_z\"",
            "Calibration is off beyond noise in 1 of the 10\u00a0segments tested.",
            "region = South: scores are too low");
    assertThat(Report.html(ExtremeRuns.bare()))
        .contains("The scores are used as they are, not cross-fitted: no fold has rows");
  }

  @Test
  void showsWhyACandidateFailed() {
    assertThat(page).contains("max_depth is 31, but boosted trees of this kind allow at most 30");
  }

  @Test
  void namesFileAndLineOfQuarantinedRows() {
    assertThat(page)
        .contains("loans-2026-03.csv:1204")
        .contains("50,000</b> rows read")
        .contains("4711;\"Smith");
  }

  @Test
  void tellsTheSlicesThatWereFound() {
    assertThat(page)
        .contains("<a href=\"#slices\">Found slices</a>", "<h2 id=\"slices\">")
        .contains("The model errs more here.", "confirmed", "Not worse here beyond noise.")
        .contains("Errors are log losses.");
    assertThat(Report.html(ExtremeRuns.bare())).doesNotContain("id=\"slices\"");
    assertThat(Report.modelCard(SampleRun.report()))
        .contains("**Slice nobody named** The model errs more here.")
        .doesNotContain("Not worse here beyond noise.");
  }

  @Test
  void escapesTextFromData() {
    String hostile = Report.html(ExtremeRuns.hostile());

    assertThat(hostile).doesNotContain("<script>alert", "<img", "\"onmouseover", "\u001b");
    assertThat(hostile.split("<script", -1)).hasSize(2);
    assertThat(hostile.split("<style", -1)).hasSize(2);
    assertThat(hostile).contains("&lt;script&gt;alert(1)&lt;/script&gt;").contains("שלום");
    assertThat(hostile).contains("region = &lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void tablesHaveCaptionsAndDrawingsHaveNames() {
    assertThat(count("<table")).isPositive().isEqualTo(count("<caption"));
    assertThat(page).doesNotContain("<th>");
    assertThat(count("<svg"))
        .isEqualTo(
            count("role=\"img\"")
                + count("aria-hidden=\"true\"><path")
                + count("bar\" width=\"100%\"")
                + count("<svg x="));
  }

  @Test
  void isWhollyReadableWithoutAConfiguration() {
    RunReport sample = SampleRun.report();
    RunReport bare =
        Report.read(
            Report.json(sample)
                .replaceFirst("\"configuration\" : \"name[^\n]*", "\"configuration\" : \"\","));

    assertThat(bare.configuration()).isEmpty();
    // Evidence for the threshold knows its own level.
    String others =
        Report.html(bare)
            .replaceFirst("(?s)<section aria-labelledby=\"decision\">.*?</section>", "");
    assertThat(others).contains("0.828–0.856").doesNotContain("95\u00a0%");
  }

  @Test
  void saysSoWhereThereIsNothingToShow() {
    String bare = Report.html(ExtremeRuns.bare());

    assertThat(bare)
        .contains(
            "No finding of high severity, and no segment is worse beyond noise.",
            "The audit found nothing",
            "No segments were asked for.",
            "This kind of model names no importance of features.",
            "<span title=\"no positives\">—</span>");
    assertThat(bare.substring(bare.indexOf("</style>"), bare.indexOf("<script>")))
        .doesNotContain("NaN", "Optional[", "null");
    assertThat(Report.modelCard(ExtremeRuns.bare())).doesNotContain("NaN", "Optional[", "null");
  }

  private int count(String text) {
    return page.split(Pattern.quote(text), -1).length - 1;
  }

  private static List<String> all(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().map(result -> result.group(1)).toList();
  }
}
