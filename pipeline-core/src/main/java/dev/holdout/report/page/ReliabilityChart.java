package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.evaluate.Measure;
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
    Plot plot =
        new Plot(
            "Reliability curve; on the diagonal, scores are true probabilities",
            Axis.unit("Mean score of the bin"),
            Axis.unit("Observed share of positives"));
    long most = bins.stream().mapToLong(ReliabilityBin::rows).max().orElse(1);
    for (ReliabilityBin bin : bins) {
      plot.bar("rows", bin.meanScore(), 9, 0.2 * bin.rows() / Math.max(1, most), title(bin));
    }
    plot.line("reference", 0, 0, 1, 1).note("perfect", 0.62, 0.62, "start", 12, 16);
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
