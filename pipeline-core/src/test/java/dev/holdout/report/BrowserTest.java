package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where Chromium is installed. */
class BrowserTest {
  /** Uses the page as a reader would and leaves what it saw in the title. */
  private static final String READER =
      """
      <script>
      const table = document.querySelector("table.segments");
      const names = () => Array.from(table.tBodies[0].rows).filter(r => !r.hidden).map(r => r.cells[0].lastElementChild.textContent);
      const heading = (text) => Array.from(table.querySelectorAll("th button")).find(b => b.textContent === text);
      const seen = [];
      heading("Rows").click();
      seen.push(names()[0]);
      heading("Rows").click();
      seen.push(names()[0]);
      heading("ROC AUC").click();
      seen.push(names().pop());
      const search = document.querySelector(".filter input");
      search.value = "south";
      search.dispatchEvent(new Event("input"));
      seen.push(names().join());
      document.querySelector(".theme").click();
      seen.push(document.documentElement.dataset.theme);
      seen.push(document.documentElement.scrollWidth <= innerWidth ? "fits" : "too wide");
      document.title = "seen:" + seen.concat(errors).join("|");
      </script>
      """;

  @TempDir Path folder;

  @Test
  void sortsFiltersAndFitsNarrowScreens() throws Exception {
    assertThat(Chromium.titleOf(folder, Report.html(SampleRun.report()), READER, ""))
        .isEqualTo("seen:25–44|65 and over|65 and over|South|dark|fits");
  }
}
