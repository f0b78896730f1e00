package dev.holdout.fairness;

import dev.holdout.fairness.EntropyMetric.Part;
import dev.holdout.measure.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The figures of fairness between groups: one line for each. */
public final class FairnessMetrics {
  private static final double FOUR_FIFTHS = 0.8;
  private static final String SELECTED = "(TP + FP) / n";
  private static final String FOUND = "TP / (TP + FN)";
  private static final String RIGHT = "TP / (TP + FP)";
  private static final String FALSE_ALARMS = "FP / (FP + TN)";
  private static final String MISSED = "FN / (FN + TP)";
  private static final String FALSE_FINDS = "FP / (FP + TP)";
  private static final String OMITTED = "FN / (FN + TN)";
  private static final String HARDT = "Hardt, Price & Srebro 2016";
  private static final String CHOULDECHOVA = "Chouldechova 2017";
  private static final String BERK = "Berk et al. 2018";
  private static final String AGARWAL = "Agarwal et al. 2018";
  private static final String UNIFORM = "Uniform Guidelines 1978 (29 CFR 1607.4 D)";

  private static final List<GroupMetric> ALL =
      List.of(
          gap("base_rate_difference", "(TP + FN) / n", Share.BASE_RATE, CHOULDECHOVA),
          gap("demographic_parity_difference", SELECTED, Share.SELECTION_RATE, AGARWAL),
          new RatioMetric(
              "demographic_parity_ratio",
              SELECTED,
              Share.SELECTION_RATE,
              OptionalDouble.of(FOUR_FIFTHS),
              UNIFORM),
          EqualizedOdds.DIFFERENCE,
          new EqualizedOddsRatio(),
          EqualizedOdds.MEAN,
          gap("equal_opportunity_difference", FOUND, Share.TPR, HARDT),
          ratio("equal_opportunity_ratio", FOUND, Share.TPR, HARDT),
          gap("predictive_parity_difference", RIGHT, Share.PRECISION, CHOULDECHOVA),
          ratio("predictive_parity_ratio", RIGHT, Share.PRECISION, CHOULDECHOVA),
          gap("fpr_difference", FALSE_ALARMS, Share.FPR, CHOULDECHOVA),
          ratio("fpr_ratio", FALSE_ALARMS, Share.FPR, CHOULDECHOVA),
          gap("fnr_difference", MISSED, Share.FNR, CHOULDECHOVA),
          ratio("fnr_ratio", MISSED, Share.FNR, CHOULDECHOVA),
          gap("fdr_difference", FALSE_FINDS, Share.FDR, BERK),
          ratio("fdr_ratio", FALSE_FINDS, Share.FDR, BERK),
          gap("for_difference", OMITTED, Share.FOR, BERK),
          ratio("for_ratio", OMITTED, Share.FOR, BERK),
          gap("treatment_equality_difference", "FN / FP", new ErrorBalance(), BERK),
          gap("accuracy_difference", "(TP + TN) / n", Share.ACCURACY, BERK),
          new GapMetric(
              "calibration_gap_difference",
              "mean (score − label)",
              new CalibrationGap(),
              false,
              "Pleiss et al. 2017"),
          new CalibrationWithin(),
          new GapMetric(
              "ece_difference", "calibration error", OfMetric.ECE, false, "Pleiss et al. 2017"),
          gap("auc_parity_difference", "ROC AUC", OfMetric.AUC, "Borkan et al. 2019"),
          new CrossAucDisparity(),
          new EntropyMetric("generalized_entropy_index", 2, Part.WHOLE),
          new EntropyMetric("generalized_entropy_index", 2, Part.BETWEEN),
          new EntropyMetric("generalized_entropy_index", 2, Part.WITHIN),
          new EntropyMetric("theil_index", 1, Part.WHOLE),
          new EntropyMetric("theil_index", 1, Part.BETWEEN),
          new EntropyMetric("theil_index", 1, Part.WITHIN));

  private FairnessMetrics() {}

  private static GroupMetric gap(String name, String what, GroupFigure figure, String source) {
    return new GapMetric(name, what, figure, true, source);
  }

  private static GroupMetric ratio(String name, String what, GroupFigure figure, String source) {
    return new RatioMetric(name, what, figure, OptionalDouble.empty(), source);
  }

  /** Whether groups of few rows are part of a figure too. */
  static boolean isOfAllGroups(String name) {
    return ALL.stream()
        .anyMatch(metric -> metric instanceof EntropyMetric && metric.name().equals(name));
  }

  static List<GroupMetric> all() {
    return ALL;
  }

  /** What each figure is, in the order in which they are told; {@link Consistency} last. */
  public static List<Definition> definitions() {
    List<Definition> definitions =
        new ArrayList<>(ALL.stream().map(GroupMetric::definition).toList());
    definitions.add(Consistency.DEFINITION);
    return List.copyOf(definitions);
  }
}
