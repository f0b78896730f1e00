package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import java.util.List;
import java.util.Optional;

public final class NumberMetrics {
  private static final List<NumberMetric> ALL =
      List.of(
          new NumberMetric(
              new Definition("rmse", "", "", Direction.SMALLER_IS_BETTER, "", ""),
              counts -> Math.sqrt(counts.sums[0] / counts.rows)),
          new NumberMetric(
              new Definition("mae", "", "", Direction.SMALLER_IS_BETTER, "", ""),
              counts -> counts.sums[1] / counts.rows),
          new NumberMetric(
              new Definition("r2", "", "", Direction.LARGER_IS_BETTER, "", ""),
              counts ->
                  1
                      - counts.sums[0]
                          / (counts.sums[3] - counts.sums[2] * counts.sums[2] / counts.rows)));

  private NumberMetrics() {}

  public static List<NumberMetric> all() {
    return ALL;
  }

  public static Optional<NumberMetric> byName(String name) {
    return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }
}
