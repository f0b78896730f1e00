package dev.holdout.report;

import dev.holdout.lineage.Json;
import dev.holdout.report.page.Page;

/**
 * A run's report in its three forms. {@code report.json} is the record itself; the page and the
 * model card are made of nothing else and can be made again from it.
 */
public final class Report {
  /** File names in a report's folder. */
  public static final String HTML_FILE = "index.html";

  public static final String JSON_FILE = "report.json";
  public static final String MODEL_CARD_FILE = "model-card.md";

  private Report() {}

  /** One page that needs nothing but itself; under one megabyte. */
  public static String html(RunReport report) {
    return Page.html(report);
  }

  /** The same facts for programs. */
  public static String json(RunReport report) {
    return Json.pretty(report);
  }

  /** What a reviewer asks for, as Markdown. */
  public static String modelCard(RunReport report) {
    return ModelCard.of(report);
  }

  /**
   * Reads {@link #json} back.
   *
   * @throws dev.holdout.error.HoldoutException when the text is no report
   */
  public static RunReport read(String json) {
    return Json.read(json, RunReport.class);
  }
}
