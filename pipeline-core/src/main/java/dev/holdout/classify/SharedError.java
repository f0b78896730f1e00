package dev.holdout.classify;

import java.util.List;

/**
 * How much of their errors several areas share: the error of their mean over the mean of their
 * errors, 1 where they rise and fall together.
 *
 * <p>From the sampled rows: what a row adds to each area (its share of rows of the other side below
 * or above it, less the area, over its side's share of all rows), then the root mean square of the
 * sums over that of the parts. Sampled rows stand for their class as a whole.
 *
 * <p>Source: DeLong et al. 1988 for what a row adds.
 */
final class SharedError {
  private SharedError() {}

  static double of(List<AreaPart> parts, ScoresByClass scores) {
    double total = parts.stream().mapToDouble(AreaPart::weight).sum();
    double[] areas = parts.stream().mapToDouble(part -> part.area().area()).toArray();
    double[] squares = new double[areas.length];
    double together = 0;
    for (int actual = 0; actual < scores.classes(); actual++) {
      RowSample sample = scores.sample(actual);
      double weights = 0;
      for (int row = 0; row < sample.size(); row++) {
        weights += sample.weight(row);
      }
      for (int row = 0; row < sample.size() && weights > 0; row++) {
        double share = sample.weight(row) / weights * scores.share(actual);
        double sum = 0;
        for (int at = 0; at < areas.length; at++) {
          AreaPart part = parts.get(at);
          double added =
              part.weight() / total * part.added(actual, sample.score(row, part.own()), areas[at]);
          squares[at] += share * added * added;
          sum += added;
        }
        together += share * sum * sum;
      }
    }
    double apart = 0;
    for (double square : squares) {
      apart += Math.sqrt(square);
    }
    // Where nothing varies nothing is known; independent areas share least.
    return apart > 0
        ? Math.min(1, Math.max(1 / Math.sqrt(areas.length), Math.sqrt(together) / apart))
        : 1;
  }
}
