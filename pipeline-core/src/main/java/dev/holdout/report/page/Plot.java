package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation.Curves.Point;
import java.util.List;
import java.util.Locale;

/**
 * A plot with two axes. Drawn at about the size in which it is shown, so that its text keeps the
 * size of the page's; colours are the page's variables.
 */
final class Plot {
  private static final int WIDTH = 310;
  private static final int HEIGHT = 286;
  private static final int LEFT = 46;
  private static final int RIGHT = 300;
  private static final int TOP = 12;
  private static final int BOTTOM = 238;
  private static final int MOST_POINTS = 400;

  private final Svg svg = new Svg();
  private final Axis x;
  private final Axis y;

  /**
   * Draws the axes.
   *
   * @param title the name of the plot for those who do not see it, with its main figure
   */
  Plot(String title, Axis x, Axis y) {
    this.x = x;
    this.y = y;
    svg.open(
        "svg",
        "class",
        "plot",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "role",
        "img",
        "aria-label",
        title);
    for (double tick : x.ticks()) {
      line("grid", tick, y.low(), tick, y.high());
      svg.leaf(
          "text",
          x.tick(tick),
          "class",
          "tick",
          "x",
          px(tick),
          "y",
          "" + (BOTTOM + 16),
          "text-anchor",
          "middle");
    }
    for (double tick : y.ticks()) {
      line("grid", x.low(), tick, x.high(), tick);
      svg.leaf(
          "text",
          y.tick(tick),
          "class",
          "tick",
          "x",
          "" + (LEFT - 7),
          "y",
          Svg.at(y(tick) + 4),
          "text-anchor",
          "end");
    }
    line("axis", x.low(), y.low(), x.high(), y.low());
    svg.leaf(
        "text",
        x.label(),
        "class",
        "axis-title",
        "x",
        "" + (LEFT + RIGHT) / 2,
        "y",
        "" + (HEIGHT - 10),
        "text-anchor",
        "middle");
    int middle = (TOP + BOTTOM) / 2;
    svg.leaf(
        "text",
        y.label(),
        "class",
        "axis-title",
        "transform",
        "translate(12 " + middle + ") rotate(-90)",
        "text-anchor",
        "middle");
  }

  /** A straight line between two points. */
  Plot line(String style, double x1, double y1, double x2, double y2) {
    svg.empty("line", "class", style, "x1", px(x1), "y1", py(y1), "x2", px(x2), "y2", py(y2));
    return this;
  }

  /** A curve through the points, in their order; more than 400 are thinned evenly. */
  Plot curve(String style, List<Point> points) {
    svg.empty("path", "class", style, "d", path(points));
    return this;
  }

  /** The course of a curve, for one that is drawn later. */
  String path(List<Point> points) {
    StringBuilder path = new StringBuilder(points.size() * 12);
    int every = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
    for (int i = 0; i < points.size(); i++) {
      if (i % every == 0 || i == points.size() - 1) {
        Point point = points.get(i);
        path.append(path.length() == 0 ? 'M' : 'L');
        path.append(String.format(Locale.ENGLISH, "%.1f %.1f", x(point.x()), y(point.y())));
      }
    }
    return path.toString();
  }

  /** A dot with a tooltip. */
  Plot dot(String style, double atX, double atY, double radius, String title) {
    svg.titled("circle", title, "class", style, "cx", px(atX), "cy", py(atY), "r", Svg.at(radius));
    return this;
  }

  /** A bar up from the lower axis whose height is a share of the plot's. */
  Plot bar(String style, double atX, double width, double share, String title) {
    double height = share * (BOTTOM - TOP);
    svg.titled(
        "rect",
        title,
        "class",
        style,
        "x",
        Svg.at(x(atX) - width / 2),
        "y",
        Svg.at(BOTTOM - height),
        "width",
        Svg.at(width),
        "height",
        Svg.at(height));
    return this;
  }

  /** A word inside the plot. {@code anchor} is {@code start}, {@code middle} or {@code end}. */
  Plot note(String text, double atX, double atY, String anchor, double dx, double dy) {
    svg.leaf(
        "text",
        text,
        "class",
        "note",
        "x",
        Svg.at(x(atX) + dx),
        "y",
        Svg.at(y(atY) + dy),
        "text-anchor",
        anchor);
    return this;
  }

  /** The finished plot. */
  Svg done() {
    return svg.close("svg");
  }

  private String px(double value) {
    return Svg.at(x(value));
  }

  private String py(double value) {
    return Svg.at(y(value));
  }

  private double x(double value) {
    return LEFT + x.share(value) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - y.share(value) * (BOTTOM - TOP);
  }
}
