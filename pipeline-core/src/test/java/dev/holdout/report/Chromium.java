package dev.holdout.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser without a window, where one is installed. */
final class Chromium {
  private static final Pattern TITLE = Pattern.compile("<title>(seen:[^<]*)</title>");
  private static final String ERRORS =
      "<script>const errors = []; addEventListener(\"error\", (e) => errors.push(e.message));"
          + " console.error = (text) => errors.push(text);</script>";

  private Chromium() {}

  /**
   * Opens a page from disk with a script at its end, and returns the title that the script leaves.
   * The script finds what went wrong in {@code errors}.
   *
   * @param fragment of the address, such as {@code #table}
   */
  static String titleOf(Path folder, String html, String script, String fragment) throws Exception {
    String dom = dom(folder, html, script, fragment);
    Matcher title = TITLE.matcher(dom);
    return title.find()
        ? title.group(1).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        : "no title in " + dom.length() + " characters";
  }

  private static String dom(Path folder, String html, String script, String fragment)
      throws Exception {
    Optional<Path> chromium = installed();
    assumeTrue(chromium.isPresent(), "Chromium is not installed");
    Path page = folder.resolve("index.html");
    int end = html.lastIndexOf("</body>");
    Files.writeString(
        page,
        (html.substring(0, end) + script + html.substring(end))
            .replaceFirst("<head>", Matcher.quoteReplacement("<head>" + ERRORS)));
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
                page.toUri() + fragment)
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.waitFor();
    } finally {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(dom);
  }

  private static Optional<Path> installed() {
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
