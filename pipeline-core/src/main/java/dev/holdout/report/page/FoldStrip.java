package dev.holdout.report.page;

import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.report.words.Numbers;

/** One candidate's values over folds as dots on a line, its mean as a stroke. */
final class FoldStrip {
  private static final double MARGIN = 0.04;

  private FoldStrip() {}

  /**
   * Draws a strip as wide as its cell.
   *
   * @param scale the axis all candidates share; values off it become an arrow at its end
   */
  static Svg draw(String metric, FoldMetric values, Axis scale) {
    int digits = Numbers.digits(metric);
    StringBuilder label = new StringBuilder("By fold:");
    for (double value : values.folds()) {
      label.append(' ').append(Numbers.decimal(value, digits));
    }
    Svg svg = new Svg();
    svg.open(
        "svg",
        "class",
        "strip",
        "width",
        "100%",
        "height",
        "26",
        "role",
        "img",
        "aria-label",
        label.toString());
    svg.leaf("title", label.toString());
    svg.empty("line", "class", "axis", "x1", "0", "x2", "100%", "y1", "13", "y2", "13");
    if (values.mean() < scale.low() || values.mean() > scale.high()) {
      boolean below = values.mean() < scale.low();
      svg.leaf(
          "text",
          below ? "◂ off the scale" : "off the scale ▸",
          "class",
          "tick",
          "x",
          below ? "0" : "100%",
          "y",
          "10",
          "text-anchor",
          below ? "start" : "end");
      return svg.close("svg");
    }
    for (double value : values.folds()) {
      svg.empty("circle", "class", "dot", "cx", place(scale, value), "cy", "13", "r", "4");
    }
    String mean = place(scale, values.mean());
    svg.empty("line", "class", "mean", "x1", mean, "x2", mean, "y1", "3", "y2", "23");
    return svg.close("svg");
  }

  private static String place(Axis scale, double value) {
    return Svg.across(MARGIN + (1 - 2 * MARGIN) * scale.share(value));
  }
}
