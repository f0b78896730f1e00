package dev.holdout.report.words;

import dev.holdout.classify.ClassMetrics;
import dev.holdout.evaluate.Metrics;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Task;
import dev.holdout.ranking.RankingMetric;
import dev.holdout.regress.NumberMetrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics' names for people; what they are comes from {@link Metrics}. */
public final class Glossary {
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("roc_auc", "ROC AUC"),
          Map.entry("partial_auc", "Partial AUC, up to 10 % false alarms"),
          Map.entry("ks", "Kolmogorov–Smirnov distance"),
          Map.entry("gain_at_10", "Gain, top 10 %"),
          Map.entry("lift_at_10", "Lift, top 10 %"),
          Map.entry("youden_j", "Youden’s J"),
          Map.entry("npv", "Negative predictive value"),
          Map.entry("fpr", "False positive rate"),
          Map.entry("fnr", "False negative rate"),
          Map.entry("fdr", "False discovery rate"),
          Map.entry("for", "False omission rate"),
          Map.entry("f2", "F2"),
          Map.entry("f05", "F0.5"),
          Map.entry("cohen_kappa", "Cohen’s kappa"),
          Map.entry("brier", "Brier score"),
          Map.entry("brier_reliability", "Brier: reliability"),
          Map.entry("brier_resolution", "Brier: resolution"),
          Map.entry("brier_uncertainty", "Brier: uncertainty"),
          Map.entry("brier_within_bins", "Brier: within bins"),
          Map.entry("ece", "Expected calibration error"),
          Map.entry("ece_equal_mass", "Expected calibration error, equal mass"),
          Map.entry("mce", "Maximum calibration error"),
          Map.entry("mce_equal_mass", "Maximum calibration error, equal mass"),
          Map.entry("calibration_p", "Slope 1 and intercept 0: p"),
          Map.entry("spiegelhalter_z", "Spiegelhalter’s z"),
          Map.entry("spiegelhalter_p", "Spiegelhalter’s p"),
          Map.entry("f1", "F1"),
          Map.entry("macro_f1", "Macro F1"),
          Map.entry("weighted_f1", "Weighted F1"),
          Map.entry("roc_auc_ovr_macro", "ROC AUC, one against the rest, macro"),
          Map.entry("roc_auc_ovr_weighted", "ROC AUC, one against the rest, weighted"),
          Map.entry("roc_auc_ovo", "ROC AUC, pairs of classes"),
          Map.entry("rmse", "RMSE"),
          Map.entry("mae", "Mean absolute error"),
          Map.entry("mape", "Mean absolute error, relative"),
          Map.entry("r2", "R²"),
          Map.entry("cost", "Mean cost of a row"),
          Map.entry("mcc", "Matthews correlation"),
          Map.entry("prevalence", "Share of positives"),
          Map.entry("selection_rate", "Share flagged"),
          Map.entry("tp", "True positives (TP)"),
          Map.entry("fp", "False positives (FP)"),
          Map.entry("fn", "False negatives (FN)"),
          Map.entry("tn", "True negatives (TN)"));

  private Glossary() {}

  /** What each metric is, in the order in which a report lists them. */
  public static List<Definition> definitions() {
    return Metrics.definitions();
  }

  /** What the metrics of a task are, in the order in which a report lists them. */
  public static List<Definition> definitions(Task task) {
    return switch (task) {
      case BINARY -> definitions();
      case MULTICLASS -> ClassMetrics.all().stream().map(Described::definition).toList();
      case REGRESSION -> NumberMetrics.all().stream().map(Described::definition).toList();
    };
  }

  /** All of them by name, in the order of a report; read once. */
  private static final class All {
    private static final Map<String, Definition> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Integer> PLACES = new HashMap<>();

    static {
      for (Task task : Task.values()) {
        definitions(task).forEach(known -> BY_NAME.putIfAbsent(known.name(), known));
      }
      BY_NAME.keySet().forEach(name -> PLACES.put(name, PLACES.size()));
    }
  }

  /** What the metrics of rankings are; of the first k of each query. */
  public static List<Definition> ofRankings() {
    return RankingMetric.all().stream().map(RankingMetric::definition).toList();
  }

  /** What one metric is, if it is known. */
  public static Optional<Definition> find(String metric) {
    return Optional.ofNullable(All.BY_NAME.get(metric))
        .or(() -> RankingMetric.find(metric).map(Described::definition));
  }

  /** A metric's place in the order of a report; unknown ones come last. */
  public static int order(String metric) {
    return All.PLACES.getOrDefault(metric, Integer.MAX_VALUE);
  }

  /** The title of a metric of one class against all others. */
  public static String titleOfOneClass(String metric) {
    return switch (metric) {
      case "prevalence" -> "Share of rows";
      case "selection_rate" -> "Share predicted";
      default -> title(metric);
    };
  }

  /** A metric's name for people; of one without a title, its own name as words. */
  public static String title(String metric) {
    String title = TITLES.get(metric);
    return title != null
        ? title
        : RankingMetric.find(metric)
            .map(RankingMetric.At::title)
            .orElseGet(() -> Names.sentence(Names.words(metric)));
  }

  /** Which way is better, in words. */
  public static String direction(Direction direction) {
    return switch (direction) {
      case LARGER_IS_BETTER -> "larger is better";
      case SMALLER_IS_BETTER -> "smaller is better";
      case NEITHER -> "neither is better";
    };
  }
}
