package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ModifiedWilson;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain mean of a share over the classes for which it is defined: recall over the classes that
 * rows are of, precision over those that are predicted. A class that never occurs is left out, as
 * in scikit-learn with {@code zero_division=nan}; it is no 0.
 *
 * <p>Interval: shares of disjoint rows are independent, so their intervals ({@link ModifiedWilson})
 * are combined by the method of variance estimates recovery (Zou & Donner 2008). Weights scale each
 * class's rows to Kish's effective number. A class that occurs but has no share, such as one that
 * rows are of but that is never predicted, may have any share in other rows: the interval reaches
 * as far.
 */
final class MeanOfClasses implements ClassMetric {
  private static final String RECALL = "mean of TP / (TP + FN) over the classes that rows are of";

  private final Definition definition;
  private final boolean byTruth;

  private MeanOfClasses(Definition definition, boolean byTruth) {
    this.byTruth = byTruth;
    this.definition = definition;
  }

  private static Definition definition(String name, String formula, String source) {
    return new Definition(
        name, formula, Range.SHARE, Direction.LARGER_IS_BETTER, "there are no rows", source);
  }

  static List<MeanOfClasses> all() {
    return List.of(
        balancedAccuracy(),
        new MeanOfClasses(
            definition(
                "macro_precision",
                "mean of TP / (TP + FP) over the classes that are predicted",
                "Sokolova & Lapalme 2009"),
            false),
        new MeanOfClasses(
            definition(
                "macro_recall", RECALL + "; equals balanced accuracy", "Sokolova & Lapalme 2009"),
            true));
  }

  static MeanOfClasses balancedAccuracy() {
    return new MeanOfClasses(
        definition("balanced_accuracy", RECALL, "Brodersen et al. 2010").to(Definition.Use.SELECT),
        true);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ClassCounts counts) {
    return Lacking.unless(
        Lacking.rows(counts),
        () -> shares(counts).stream().mapToDouble(Estimate::value).average().orElseThrow());
  }

  private List<Estimate> shares(ClassCounts counts) {
    ClassShares shares = counts.shares();
    double[] margin = byTruth ? shares.actual() : shares.predicted();
    List<Estimate> defined = new ArrayList<>();
    for (int at = 0; at < margin.length; at++) {
      if (margin[at] > 0) {
        double rows = shares.effectiveRows();
        defined.add(
            ModifiedWilson.estimate(
                Math.min(shares.cells()[at][at], margin[at]) * rows, margin[at] * rows));
      }
    }
    return defined;
  }

  @Override
  public Estimate estimate(ClassCounts counts, Confidence confidence) {
    List<Estimate> shares = shares(counts);
    int unknown = occurring(counts.shares()) - shares.size();
    double value = shares.stream().mapToDouble(Estimate::value).average().orElseThrow();
    return new Estimate(
        value,
        "wilson",
        z -> {
          double below = 0;
          double above = 0;
          for (Estimate share : shares) {
            Interval one = share.at(z);
            below = Math.hypot(below, share.value() - one.lower());
            above = Math.hypot(above, one.upper() - share.value());
          }
          double defined = shares.size();
          double known = defined / (defined + unknown);
          return new Interval(
              (value - below / defined) * known, 1 - (1 - value - above / defined) * known);
        });
  }

  private static int occurring(ClassShares shares) {
    int occurring = 0;
    for (int at = 0; at < shares.classes(); at++) {
      occurring += shares.occurs(at) ? 1 : 0;
    }
    return occurring;
  }
}
