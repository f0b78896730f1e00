package dev.holdout.classify;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Range;
import java.util.List;
import java.util.Optional;

/**
 * Means over classes of F1 and of precision that are no shares of disjoint rows.
 *
 * <p>F1 of a class is defined where rows are of it or predicted to be; precision where it is
 * predicted. A class for which the figure is undefined is left out, and of a mean by the classes'
 * rows its weight too, as in scikit-learn with {@code zero_division=nan}.
 *
 * <p>Interval: {@link SmoothFunction}.
 */
final class OverlapMean extends SmoothFunction {
  private final Definition definition;
  private final boolean f1;
  private final boolean byRows;

  private OverlapMean(Definition definition, boolean f1, boolean byRows) {
    this.f1 = f1;
    this.byRows = byRows;
    this.definition = definition;
  }

  private static Definition definition(String name, String formula, String undefined) {
    return new Definition(
        name,
        formula,
        Range.SHARE,
        Direction.LARGER_IS_BETTER,
        undefined,
        "Sokolova & Lapalme 2009");
  }

  static List<OverlapMean> all() {
    String f1 = "2·TP / (2·TP + FP + FN)";
    return List.of(
        new OverlapMean(
            definition(
                    "macro_f1",
                    "mean of " + f1 + " over the classes that rows are of or predicted to be",
                    "there are no rows")
                .titled("Macro F1")
                .to(Definition.Use.SELECT),
            true,
            false),
        new OverlapMean(
            definition(
                    "weighted_f1",
                    "mean of " + f1 + " over classes, by their rows",
                    "there are no rows")
                .titled("Weighted F1"),
            true,
            true),
        new OverlapMean(
            definition(
                "weighted_precision",
                "mean of TP / (TP + FP) over the classes that are predicted, by their rows",
                "there are no rows, or no class that rows are of is predicted"),
            false,
            true));
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  double lowest() {
    return 0;
  }

  @Override
  Optional<String> lacking(ClassShares shares) {
    return total(shares) > 0
        ? Optional.empty()
        : Optional.of("no class that rows are of is predicted");
  }

  @Override
  double of(ClassShares shares) {
    double sum = 0;
    for (int at = 0; at < shares.classes(); at++) {
      sum += weight(shares, at) * figure(shares, at);
    }
    return sum / total(shares);
  }

  private double total(ClassShares shares) {
    double total = 0;
    for (int at = 0; at < shares.classes(); at++) {
      total += weight(shares, at);
    }
    return total;
  }

  private double weight(ClassShares shares, int at) {
    if (divisor(shares, at) == 0) {
      return 0;
    }
    return byRows ? shares.actual()[at] : 1;
  }

  private double figure(ClassShares shares, int at) {
    double divisor = divisor(shares, at);
    return divisor == 0 ? 0 : shares.cells()[at][at] / divisor;
  }

  private double divisor(ClassShares shares, int at) {
    return f1 ? (shares.actual()[at] + shares.predicted()[at]) / 2 : shares.predicted()[at];
  }

  @Override
  double[][] slopes(ClassShares shares) {
    int classes = shares.classes();
    double value = of(shares);
    double total = total(shares);
    double[] byActual = new double[classes];
    double[] byPredicted = new double[classes];
    double[] byBoth = new double[classes];
    for (int at = 0; at < classes; at++) {
      double divisor = divisor(shares, at);
      if (divisor > 0) {
        double weight = weight(shares, at) / total;
        double figure = figure(shares, at);
        byBoth[at] = weight / divisor;
        byPredicted[at] = -weight * figure / divisor * (f1 ? 0.5 : 1);
        byActual[at] = f1 ? byPredicted[at] : 0;
        byActual[at] += byRows ? (figure - value) / total : 0;
      }
    }
    double[][] slopes = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        slopes[i][j] = byActual[i] + byPredicted[j] + (i == j ? byBoth[i] : 0);
      }
    }
    return slopes;
  }
}
