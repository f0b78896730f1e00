package dev.holdout.report.words;

import java.util.Map;
import java.util.Optional;

/** Names of figures of fairness for people, and of what each compares between groups. */
public final class FairnessTitles {
  private static final Map<String, String> OF_GROUPS =
      Map.ofEntries(
          Map.entry("base_rate_difference", "Share positive"),
          Map.entry("demographic_parity_difference", "Share selected"),
          Map.entry("equal_opportunity_difference", "Recall"),
          Map.entry("predictive_parity_difference", "Precision"),
          Map.entry("fpr_difference", "False positive rate"),
          Map.entry("fnr_difference", "False negative rate"),
          Map.entry("accuracy_difference", "Accuracy"),
          Map.entry("auc_parity_difference", "ROC AUC"),
          Map.entry("ece_difference", "Calibration error"));

  private FairnessTitles() {}

  /** A figure's name, such as {@code Demographic parity, ratio}. */
  public static String of(String metric) {
    return switch (metric) {
      case "fpr_difference" -> "False positive rate, difference";
      case "fpr_ratio" -> "False positive rate, ratio";
      case "fnr_difference" -> "False negative rate, difference";
      case "fnr_ratio" -> "False negative rate, ratio";
      case "fdr_difference" -> "False discovery rate, difference";
      case "fdr_ratio" -> "False discovery rate, ratio";
      case "for_difference" -> "False omission rate, difference";
      case "for_ratio" -> "False omission rate, ratio";
      case "ece_difference" -> "Calibration error, difference";
      case "auc_parity_difference" -> "AUC parity, difference";
      case "xauc_disparity" -> "Ranking across groups (xAUC)";
      case "calibration_within_groups" -> "Calibration within groups";
      default ->
          Names.sentence(metric.replaceAll("_(difference|ratio|mean)$", ", $1").replace('_', ' '));
    };
  }

  /** What a figure compares between groups; empty where another figure compares the same. */
  public static Optional<String> ofGroups(String metric) {
    return Optional.ofNullable(OF_GROUPS.get(metric));
  }
}
