package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private static final String ERRORS =
      "<script>const errors = []; addEventListener(\"error\", (e) => errors.push(e.message));</script>";

  @TempDir Path folder;

  @Test
  void sortsFiltersAndFitsNarrowScreens() throws Exception {
    Optional<Path> chromium = chromium();
    assumeTrue(chromium.isPresent(), "Chromium is not installed");
    Path page = folder.resolve("index.html");
    Files.writeString(
        page,
        Report.html(SampleRun.report())
            .replace("<head>", "<head>" + ERRORS)
            .replace("</body>", READER + "</body>"));
    Path dom = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                chromium.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=500,900",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assumeTrue(process.waitFor(60, TimeUnit.SECONDS), "Chromium did not finish");
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(Files.readString(dom))
        .contains("<title>seen:25–44|65 and over|65 and over|South|dark|fits</title>");
  }

  private static Optional<Path> chromium() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
