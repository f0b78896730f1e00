package dev.holdout.fairness;

import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What fairness figures say, in one sentence for each division of the rows. */
public final class FairnessWords {
  /** What is told of, the figure first that most people ask for. */
  private static final Map<String, String> TOLD = told();

  private FairnessWords() {}

  private static Map<String, String> told() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("demographic_parity_ratio", "selection rates (smallest over largest)");
    names.put("equalized_odds_difference", "false and true positive rates");
    names.put("predictive_parity_difference", "precision");
    names.put("calibration_within_groups", "calibration in the worst group");
    names.put("auc_parity_difference", "ranking (AUC)");
    names.put("xauc_disparity", "ranking across groups (xAUC)");
    return names;
  }

  /**
   * One sentence for each division, in the order in which they come; then those of single rows.
   *
   * @param results of {@link GroupFairness}
   * @param level of their intervals
   */
  public static List<String> verdicts(List<FairnessResult> results, double level) {
    List<String> sentences = new ArrayList<>();
    byAttributes(results)
        .forEach((attributes, division) -> sentences.add(verdict(attributes, division, level)));
    results.stream()
        .filter(result -> result.attributes().isEmpty() && result.value().isPresent())
        .map(result -> similar(result, level))
        .forEach(sentences::add);
    return sentences;
  }

  /** Results by what divides the rows; those of single rows are not among them. */
  static Map<List<String>, Map<String, FairnessResult>> byAttributes(List<FairnessResult> results) {
    Map<List<String>, Map<String, FairnessResult>> divisions = new LinkedHashMap<>();
    for (FairnessResult result : results) {
      if (!result.attributes().isEmpty()) {
        divisions
            .computeIfAbsent(result.attributes(), attributes -> new LinkedHashMap<>())
            .put(result.metric(), result);
      }
    }
    return divisions;
  }

  private static String similar(FairnessResult consistency, double level) {
    return "Similar rows: decisions agree with those of the nearest rows to "
        + figures(consistency, level)
        + ", where 1 is full agreement"
        + consistency.method().map(method -> " (" + method + ")").orElse("")
        + ".";
  }

  private static String verdict(
      List<String> attributes, Map<String, FairnessResult> results, double level) {
    List<String> beyond = new ArrayList<>();
    List<String> within = new ArrayList<>();
    boolean broken = false;
    boolean kept = false;
    for (Map.Entry<String, String> told : TOLD.entrySet()) {
      FairnessResult result = results.get(told.getKey());
      if (result == null) {
        continue;
      }
      boolean rule = told.getKey().equals("demographic_parity_ratio");
      if (result.verdict() == FairnessVerdict.BEYOND_NOISE) {
        beyond.add(told.getValue() + " " + figures(result, level));
        broken |= rule;
      } else if (result.verdict() == FairnessVerdict.WITHIN_NOISE && !rule) {
        within.add(told.getValue());
      }
      kept |= rule && result.verdict() == FairnessVerdict.WITHIN_THE_RULE;
    }
    String name = name(attributes);
    String few = notJudged(results);
    if (beyond.isEmpty() && within.isEmpty() && !kept) {
      return name + ": too few rows to judge" + few + ".";
    }
    return name
        + ": "
        + (beyond.isEmpty()
            ? "no gap beyond noise"
            : "groups differ beyond noise in " + listed(beyond))
        + (broken ? "; the four-fifths rule is broken" : "")
        + (kept ? "; the four-fifths rule is kept" : "")
        + (beyond.isEmpty() || within.isEmpty() ? "" : "; not in " + listed(within))
        + few
        + ".";
  }

  private static String notJudged(Map<String, FairnessResult> results) {
    FairnessResult rates = results.get("base_rate_difference");
    if (rates == null) {
      return "";
    }
    List<String> few =
        rates.groups().stream()
            .filter(group -> group.leftOut().equals(Optional.of(Comparison.TOO_FEW)))
            .map(FairnessWords::sized)
            .toList();
    long withheld = rates.groups().stream().filter(group -> group.rows().isEmpty()).count();
    return (few.isEmpty()
            ? ""
            : "; not judged, having too few rows: "
                + String.join("; ", few.subList(0, Math.min(10, few.size())))
                + (few.size() > 10 ? "; and " + (few.size() - 10) + " more" : ""))
        + (withheld == 0 ? "" : "; " + number(withheld, "group") + " suppressed");
  }

  private static String sized(GroupResult group) {
    return Group.words(group.group())
        + group.rows().map(rows -> " (" + number(rows, "row") + ")").orElse("");
  }

  static String name(List<String> attributes) {
    return String.join(" × ", attributes);
  }

  static String listed(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : parts.stream().limit(parts.size() - 1L).collect(Collectors.joining(", "))
            + " and "
            + parts.get(parts.size() - 1);
  }

  static String figures(FairnessResult result, double level) {
    Measure measure = result.measure();
    return decimal(measure.value().orElseThrow())
        + measure
            .lower()
            .map(
                lower ->
                    String.format(
                        Locale.ROOT,
                        " (%s %% interval %s to %s)",
                        IntervalLevel.percent(level),
                        decimal(lower),
                        decimal(measure.upper().orElseThrow())))
            .orElse("");
  }

  static String decimal(double value) {
    int digits = Math.abs(value) < 0.1 ? 3 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '−');
  }

  private static String number(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
  }
}
