package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.regress.NumberDetail.PredictionBin;
import dev.holdout.report.words.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Mean actual value against mean prediction, by bin, with intervals; the diagonal is unbiased. */
final class PredictedActualChart {
  private PredictedActualChart() {}

  static Svg draw(List<PredictionBin> bins) {
    double[] ends =
        bins.stream()
            .flatMapToDouble(
                bin ->
                    DoubleStream.concat(
                        DoubleStream.of(bin.meanPrediction()),
                        bin.meanActual().value().stream().mapToDouble(Double::doubleValue)))
            .toArray();
    double smallest = DoubleStream.of(ends).min().orElse(0);
    double largest = DoubleStream.of(ends).max().orElse(1);
    Scale scale = Scale.of(Math.max(Math.abs(smallest), Math.abs(largest)));
    Axis axis = Axis.around("", smallest / scale.unit(), largest / scale.unit());
    Plot plot =
        new Plot(
            "Mean actual value by mean prediction; on the diagonal, predictions are unbiased",
            axis.labelled("Mean prediction" + scale.suffix()),
            axis.labelled("Mean actual" + scale.suffix()));
    plot.line("reference", axis.low(), axis.low(), axis.high(), axis.high());
    List<Point> points = new ArrayList<>();
    for (PredictionBin bin : bins) {
      double x = bin.meanPrediction() / scale.unit();
      bin.meanActual()
          .lower()
          .ifPresent(
              lower ->
                  plot.line(
                      "whisker",
                      x,
                      lower / scale.unit(),
                      x,
                      bin.meanActual().upper().orElse(lower) / scale.unit()));
      bin.meanActual().value().ifPresent(value -> points.add(new Point(x, value / scale.unit())));
    }
    plot.curve("curve thin", points);
    for (PredictionBin bin : bins) {
      bin.meanActual()
          .value()
          .ifPresent(
              value ->
                  plot.dot(
                      "dot",
                      bin.meanPrediction() / scale.unit(),
                      value / scale.unit(),
                      3.5,
                      "Predicted "
                          + Numbers.value("mean", bin.meanPrediction())
                          + ", actual "
                          + Numbers.value("mean", value)
                          + ", "
                          + Numbers.count(bin.rows(), "row", "rows")));
    }
    return plot.done();
  }

  /**
   * A unit that keeps ticks short.
   *
   * @param unit values are divided by it
   * @param suffix what the axis says of it
   */
  record Scale(double unit, String suffix) {
    static Scale of(double largest) {
      if (largest >= 1e9) {
        return new Scale(1e9, ", billions");
      }
      if (largest >= 1e6) {
        return new Scale(1e6, ", millions");
      }
      return largest >= 1e3 ? new Scale(1e3, ", thousands") : new Scale(1, "");
    }
  }
}
