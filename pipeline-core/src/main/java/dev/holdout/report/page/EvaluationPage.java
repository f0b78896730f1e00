package dev.holdout.report.page;

import dev.holdout.report.evaluation.EvaluationReport;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An evaluation as one HTML page that needs nothing but itself. The table of segments is data that
 * the page's script shows in pages; as much of it is there as fits below one megabyte.
 */
public final class EvaluationPage {
  private static final int MOST_BYTES = 990_000;
  private static final String STYLE = Page.resource("page.css") + Page.resource("evaluation.css");
  private static final String SCRIPT = Page.resource("page.js") + Page.resource("evaluation.js");

  private EvaluationPage() {}

  /** Renders the page; what would make it too large is left out, and said to be. */
  public static String html(EvaluationReport report) {
    EvaluationModel without = EvaluationModel.of(report, EvaluationModel.Limits.WIDEST);
    int rest = bytes(render(without, SegmentData.of(report.evaluation().withoutSegments(), 1000)));
    if (rest > MOST_BYTES / 2) {
      without = EvaluationModel.of(report, EvaluationModel.Limits.NARROW);
      rest = bytes(render(without, SegmentData.of(report.evaluation().withoutSegments(), 1000)));
    }
    return render(without, SegmentData.of(report.evaluation(), MOST_BYTES - rest));
  }

  private static int bytes(String page) {
    return page.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String render(EvaluationModel model, SegmentData data) {
    StringOutput output = new StringOutput(1 << 17);
    Page.TEMPLATES.render(
        "evaluation.jte",
        Map.of("page", model, "data", data, "style", STYLE, "script", SCRIPT),
        output);
    return output.toString();
  }
}
