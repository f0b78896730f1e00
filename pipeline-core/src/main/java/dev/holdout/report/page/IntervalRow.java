package dev.holdout.report.page;

import dev.holdout.measure.Measure;

/** One row of a forest plot: a value and its interval beside a line of reference. */
final class IntervalRow {
  private IntervalRow() {}

  /**
   * Draws a row as wide as its cell.
   *
   * @param scale the axis that all rows share; an interval that leaves it ends in an arrow
   * @param reference the value everything is compared with
   * @param marked whether the row stands out: a diamond instead of a dot
   * @param label what it says, for those who do not see it
   */
  static Svg draw(Measure measure, Axis scale, double reference, boolean marked, String label) {
    Svg svg = new Svg();
    svg.open(
        "svg",
        "class",
        marked ? "strip marked" : "strip",
        "width",
        "100%",
        "height",
        "26",
        "role",
        "img",
        "aria-label",
        label);
    svg.leaf("title", label);
    String zero = Svg.across(scale.share(reference));
    svg.empty("line", "class", "reference", "x1", zero, "x2", zero, "y1", "0", "y2", "26");
    if (measure.value().isEmpty()) {
      return svg.close("svg");
    }
    if (measure.lower().isPresent() && measure.upper().isPresent()) {
      double lower = measure.lower().get();
      double upper = measure.upper().get();
      svg.empty(
          "line",
          "class",
          "whisker",
          "x1",
          Svg.across(scale.share(lower)),
          "x2",
          Svg.across(scale.share(upper)),
          "y1",
          "13",
          "y2",
          "13");
      end(svg, scale.share(lower), lower < scale.low() ? "◂" : "", "start");
      end(svg, scale.share(upper), upper > scale.high() ? "▸" : "", "end");
    }
    String at = Svg.across(scale.share(measure.value().get()));
    if (marked) {
      svg.open("svg", "x", at, "y", "13", "overflow", "visible")
          .empty("path", "class", "dot", "d", "M0 -6L6 0L0 6L-6 0Z")
          .close("svg");
    } else {
      svg.empty("circle", "class", "dot", "cx", at, "cy", "13", "r", "4.5");
    }
    return svg.close("svg");
  }

  private static void end(Svg svg, double share, String arrow, String anchor) {
    if (arrow.isEmpty()) {
      String at = Svg.across(share);
      svg.empty("line", "class", "whisker", "x1", at, "x2", at, "y1", "9", "y2", "17");
    } else {
      svg.leaf(
          "text", arrow, "class", "tick", "x", Svg.across(share), "y", "17", "text-anchor", anchor);
    }
  }
}
