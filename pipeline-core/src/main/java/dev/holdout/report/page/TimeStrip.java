package dev.holdout.report.page;

import dev.holdout.split.SplitReport.Span;
import java.util.List;

/** Where rows lie between the first row's time and the last's, as bars on a line. */
final class TimeStrip {
  private static final double LEAST = 0.004;

  private TimeStrip() {}

  /** Draws a strip as wide as its cell: what is learned from above the line, the rest below it. */
  static Svg draw(List<Span> training, List<Span> held, String label) {
    Svg svg = new Svg();
    svg.open(
        "svg",
        "class",
        "strip time",
        "width",
        "100%",
        "height",
        "24",
        "role",
        "img",
        "aria-label",
        label);
    svg.leaf("title", label);
    svg.empty("line", "class", "axis", "x1", "0", "x2", "100%", "y1", "12", "y2", "12");
    training.forEach(span -> bar(svg, span, "trains", 3));
    held.forEach(span -> bar(svg, span, "held", 13));
    return svg.close("svg");
  }

  private static void bar(Svg svg, Span span, String kind, int top) {
    double length = Math.max(LEAST, span.to() - span.from());
    svg.empty(
        "rect",
        "class",
        kind,
        "x",
        Svg.across(Math.min(span.from(), 1 - length)),
        "y",
        Integer.toString(top),
        "width",
        Svg.across(length),
        "height",
        "8",
        "rx",
        "1");
  }
}
