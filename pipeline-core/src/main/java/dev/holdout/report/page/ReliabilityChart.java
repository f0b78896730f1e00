package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.measure.Measure;
import dev.holdout.report.words.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Observed share of positives against mean score, by bin, with intervals; bars at the foot show how
 * many rows a bin has, the fullest one fifth of the height.
 */
final class ReliabilityChart {
  private ReliabilityChart() {}

  static Svg draw(List<ReliabilityBin> bins) {
    // The scale ends where scores do, so that those of a rare class do not crowd in a corner.
    double end =
        bins.stream()
            .mapToDouble(bin -> Math.max(bin.meanScore(), bin.observed().upper().orElse(0.0)))
            .max()
            .orElse(1);
    Plot plot =
        new Plot(
            "Reliability curve; on the diagonal, scores are true probabilities",
            Axis.shares("Mean score of the bin", end),
            Axis.shares("Observed share of positives", end));
    long most = bins.stream().mapToLong(ReliabilityBin::rows).max().orElse(1);
    for (ReliabilityBin bin : bins) {
      plot.bar("rows", bin.meanScore(), 9, 0.2 * bin.rows() / Math.max(1, most), title(bin));
    }
    double corner = Axis.shares("", end).high();
    plot.line("reference", 0, 0, corner, corner)
        .note("perfect", 0.62 * corner, 0.62 * corner, "start", 12, 16);
    List<Point> points = new ArrayList<>();
    for (ReliabilityBin bin : bins) {
      Measure observed = bin.observed();
      if (observed.lower().isPresent() && observed.upper().isPresent()) {
        plot.line(
            "whisker",
            bin.meanScore(),
            observed.lower().get(),
            bin.meanScore(),
            observed.upper().get());
      }
      observed.value().ifPresent(value -> points.add(new Point(bin.meanScore(), value)));
    }
    plot.curve("curve thin", points);
    for (ReliabilityBin bin : bins) {
      bin.observed()
          .value()
          .ifPresent(value -> plot.dot("dot", bin.meanScore(), value, 3.5, title(bin)));
    }
    return plot.done();
  }

  private static String title(ReliabilityBin bin) {
    String interval = Numbers.interval("share", bin.observed());
    return "Mean score "
        + Numbers.decimal(bin.meanScore(), 3)
        + ", observed "
        + Numbers.value("share", bin.observed())
        + (interval.isEmpty() ? "" : " (" + interval + ")")
        + ", "
        + Numbers.count(bin.rows(), "row", "rows");
  }
}
