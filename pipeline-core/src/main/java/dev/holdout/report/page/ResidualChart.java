package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.regress.NumberDetail.Quantile;
import dev.holdout.report.words.Numbers;
import java.util.List;

/** The distribution of residuals: the share of rows below each. */
final class ResidualChart {
  private ResidualChart() {}

  static Svg draw(List<Quantile> residuals) {
    double smallest = residuals.get(0).value();
    double largest = residuals.get(residuals.size() - 1).value();
    PredictedActualChart.Scale scale =
        PredictedActualChart.Scale.of(Math.max(Math.abs(smallest), Math.abs(largest)));
    Axis axis =
        Axis.around(
            "Actual minus predicted" + scale.suffix(),
            Math.min(0, smallest / scale.unit()),
            Math.max(0, largest / scale.unit()));
    Plot plot =
        new Plot(
            "Share of rows by residual; the dashed line is no error",
            axis,
            Axis.unit("Share of rows below"));
    plot.line("reference", 0, 0, 0, 1);
    List<Point> points =
        residuals.stream()
            .map(quantile -> new Point(quantile.value() / scale.unit(), quantile.share()))
            .toList();
    plot.curve("curve", points);
    for (Quantile quantile : residuals) {
      plot.dot(
          "dot",
          quantile.value() / scale.unit(),
          quantile.share(),
          3,
          Numbers.percent(quantile.share())
              + " of the rows lie below "
              + Numbers.value("residual", quantile.value()));
    }
    return plot.done();
  }
}
