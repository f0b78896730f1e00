package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.report.page.EvaluationPage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an evaluation in a real browser, where Chromium is installed. */
class EvaluationBrowserTest {
  /** Uses the page as a reader would and leaves what it saw in the title. */
  private static final String READER =
      """
      <script>
      const root = document.querySelector("#segment-table");
      const table = root.querySelector("table");
      const names = () => Array.from(table.tBodies[0].rows, r => r.cells[0].textContent);
      const heading = (text) => Array.from(table.querySelectorAll("th button")).find(b => b.textContent === text);
      const set = (input, value, event) => { input.value = value; input.dispatchEvent(new Event(event)); };
      const seen = [names()[0]];
      heading("Rows").click();
      seen.push(names()[0], heading("Rows").closest("th").getAttribute("aria-sort"), document.activeElement.textContent);
      heading("Rows").click();
      seen.push(names()[0], heading("Rows").closest("th").getAttribute("aria-sort"));
      heading("ROC AUC").click();
      seen.push(names().pop());
      set(root.querySelector("input[type=search]"), "age 25", "input");
      seen.push(names().join("+"), decodeURIComponent(location.hash));
      seen.push(root.shown.csv().split("\\r\\n")[1], JSON.parse(root.shown.json())[0].gap.roc_auc.value);
      set(root.querySelector("input[type=search]"), "", "input");
      set(root.querySelector("select[aria-label=Verdict]"), "worse", "change");
      seen.push(root.querySelector("output").textContent);
      const curve = document.querySelector("#curve-segment");
      set(curve, curve.options[1].value, "change");
      seen.push(document.querySelectorAll(".curve.other").length);
      seen.push(document.documentElement.scrollWidth <= innerWidth ? "fits" : "too wide");
      seen.push(performance.getEntriesByType("resource").length + " requests");
      document.title = "seen:" + seen.concat(errors).join("|");
      </script>
      """;

  private static final String LINKED =
      """
      <script>
      const root = document.querySelector("#segment-table");
      const rows = Array.from(root.querySelectorAll("tbody tr"), r => Number(r.cells[1].textContent.replaceAll(",", "")));
      document.title = "seen:" + [root.querySelector("output").textContent, rows.length, rows[0] <= rows[1],
          root.querySelector(".pages").textContent, performance.now() < 5000 ? "soon" : "late"].concat(errors).join("|");
      </script>
      """;

  @TempDir Path folder;

  @Test
  void sortsFiltersExportsAndFitsNarrowScreens() throws Exception {
    String title =
        Chromium.titleOf(folder, EvaluationPage.html(SampleEvaluationReport.binary()), READER, "");

    assertThat(title)
        .isEqualTo(
            "seen:region = South|age_band = 25–44|descending|Rows|age_band = 65 and over|ascending"
                + "|age_band = 65 and over|age_band = 25–44+age_band = under 25"
                + "|#table?sort=roc_auc&dir=desc&q=age+25"
                + "|,,25–44,not worse,5410,438,0.846,0.799,0.893,0.009,-0.044,0.062,0.62,0.394,0.299,0.489"
                + "|0.009|1 of 12 segments|2|fits|0 requests");
  }

  @Test
  void opensALinkedViewOfFiveThousandSegments() throws Exception {
    String title =
        Chromium.titleOf(
            folder,
            EvaluationPage.html(SampleEvaluationReport.large(5_000)),
            LINKED,
            "#table?column=column_3&sort=rows&dir=asc&page=2&min=500");

    // Of the 625 segments of column_3, whose rows are 403, 411, …, the 12 below 500 are left out.
    assertThat(title)
        .isEqualTo("seen:612 of 5,000 segments|50|true|← PreviousPage 2 of 13Next →|soon");
  }
}
