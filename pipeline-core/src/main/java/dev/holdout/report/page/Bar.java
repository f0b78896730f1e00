package dev.holdout.report.page;

import dev.holdout.report.words.Numbers;

/** A horizontal bar as wide as its cell; a bar to the left of the middle is negative. */
final class Bar {
  private Bar() {}

  /**
   * Draws a bar.
   *
   * @param share its length as a share of the largest, from −1 to 1
   * @param signed whether the axis has a negative half
   */
  static Svg draw(double share, boolean signed) {
    double zero = signed ? 0.5 : 0;
    double length = Math.abs(share) * (signed ? 0.5 : 1);
    Svg svg = new Svg();
    svg.open("svg", "class", "strip bar", "width", "100%", "height", "16", "aria-hidden", "true");
    svg.empty(
        "rect",
        "class",
        share < 0 ? "negative" : "positive",
        "x",
        Svg.across(share < 0 ? zero - length : zero),
        "y",
        "2",
        "width",
        Svg.across(length),
        "height",
        "12",
        "rx",
        "2");
    if (signed) {
      svg.empty("line", "class", "axis", "x1", "50%", "x2", "50%", "y1", "0", "y2", "16");
    }
    return svg.close("svg");
  }

  /** A weight with three digits. */
  static String weight(double weight, boolean signed) {
    return signed ? Numbers.signed(weight, 3) : Numbers.decimal(weight, 3);
  }
}
