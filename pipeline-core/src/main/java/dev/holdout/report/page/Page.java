package dev.holdout.report.page;

import dev.holdout.report.RunReport;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The report as one HTML page that needs nothing but itself. */
public final class Page {
  static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Page.class.getClassLoader(), Page.class.getPackageName());

  private static final int MOST_BYTES = 1_000_000;
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  private Page() {}

  /** Renders the page; lists that would make it too large are cut, and say so. */
  public static String html(RunReport report) {
    Limits limits = Limits.WIDEST;
    String page = render(report, limits);
    while (page.getBytes(StandardCharsets.UTF_8).length >= MOST_BYTES && !limits.none()) {
      limits = limits.half();
      page = render(report, limits);
    }
    return page;
  }

  private static String render(RunReport report, Limits limits) {
    StringOutput output = new StringOutput(1 << 17);
    TEMPLATES.render(
        "page.jte",
        Map.of(
            "page", PageModel.of(report, limits),
            "style", STYLE,
            "script", SCRIPT),
        output);
    return output.toString();
  }

  static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
