package dev.holdout.report.words;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics a report shows: their names for people and what they are. */
public final class Glossary {
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("roc_auc", "ROC AUC"),
          Map.entry("average_precision", "Average precision"),
          Map.entry("log_loss", "Log loss"),
          Map.entry("brier", "Brier score"),
          Map.entry("ece", "Expected calibration error"),
          Map.entry("f1", "F1"),
          Map.entry("mcc", "Matthews correlation"),
          Map.entry("prevalence", "Share of positives"),
          Map.entry("selection_rate", "Share flagged"),
          Map.entry("tp", "True positives"),
          Map.entry("fp", "False positives"),
          Map.entry("fn", "False negatives"),
          Map.entry("tn", "True negatives"));

  /** One metric: its name in the records, what it is, and which way is better: 1, −1 or 0. */
  public record Definition(
      String name, String formula, String range, int sign, String undefinedWhen, String source) {
    /** Which way is better, in words. */
    public String direction() {
      return sign > 0 ? "higher is better" : sign < 0 ? "lower is better" : "describes";
    }
  }

  private static final List<Definition> DEFINITIONS = List.of();

  private Glossary() {}

  /** All of them, in the order in which a report lists metrics. */
  public static List<Definition> definitions() {
    return DEFINITIONS;
  }

  /** A metric's place in the order of a report; unknown ones come last. */
  public static int order(String metric) {
    for (int i = 0; i < DEFINITIONS.size(); i++) {
      if (DEFINITIONS.get(i).name().equals(metric)) {
        return i;
      }
    }
    return DEFINITIONS.size();
  }

  /** The definition of one metric, if it is known. */
  public static Optional<Definition> find(String metric) {
    return definitions().stream()
        .filter(definition -> definition.name().equals(metric))
        .findFirst();
  }

  /** A metric's name for people; of one without a title, its own name as words. */
  public static String title(String metric) {
    String title = TITLES.get(metric);
    return title != null ? title : Names.sentence(Names.words(metric));
  }
}
