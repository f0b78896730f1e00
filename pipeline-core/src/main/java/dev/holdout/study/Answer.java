package dev.holdout.study;

import dev.holdout.rebalance.Strategy;
import dev.holdout.study.Study.Difference;
import dev.holdout.study.Study.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The study's answer in one sentence. */
final class Answer {
  private static final Map<String, String> NAMES =
      Map.of("roc_auc", "ROC AUC", "brier", "Brier score", "f1", "F1", "mcc", "MCC");
  private static final String ONCE = "once scores are calibrated and the threshold is chosen, ";
  private static final double SLOW = 1.5;
  private static final double SHORTEST_SECONDS = 0.05;

  private final StrategyFit reference;
  private final List<StrategyFit> others;
  private final List<Difference> differences;
  private final List<String> deciding;

  private Answer(
      StrategyFit reference,
      List<StrategyFit> others,
      List<Difference> differences,
      List<String> deciding) {
    this.reference = reference;
    this.others = others;
    this.differences = differences;
    this.deciding = deciding;
  }

  /**
   * The sentence.
   *
   * @param reference what the others are compared with
   * @param others at least one, none of them failed
   * @param overall differences over all rows
   * @param deciding metrics that count
   */
  static String of(
      StrategyFit reference,
      List<StrategyFit> others,
      List<Difference> overall,
      List<String> deciding) {
    return new Answer(
            reference,
            others,
            overall.stream().filter(one -> deciding.contains(one.metric())).toList(),
            deciding)
        .sentence();
  }

  /** The sentence where no two strategies could be compared. */
  static String nothing(List<StrategyFit> fits) {
    long failed = fits.stream().filter(fit -> !fit.compares()).count();
    return "Whether rebalancing helps was not found out: "
        + (failed == 0
            ? "only one strategy was given."
            : failed + " of " + fits.size() + " strategies could not be fitted or decided upon.");
  }

  private String sentence() {
    List<StrategyFit> gaining =
        others.stream().filter(fit -> !metrics(fit, Verdict.BETTER).isEmpty()).toList();
    Optional<StrategyFit> helping =
        gaining.stream()
            .filter(fit -> metrics(fit, Verdict.WORSE).isEmpty())
            .max(Comparator.comparingInt(fit -> metrics(fit, Verdict.BETTER).size()));
    List<String> clauses = new ArrayList<>();
    if (gaining.isEmpty()) {
      clauses.add(noGain());
    } else {
      StrategyFit first = helping.orElse(gaining.get(0));
      clauses.add(
          (helping.isPresent() ? "Rebalancing helps here: " : "Rebalancing cuts both ways here: ")
              + ONCE
              + gains(first));
      gaining.stream().filter(fit -> !fit.equals(first)).map(this::gains).forEach(clauses::add);
    }
    clauses.addAll(losses(others.stream().filter(fit -> !gaining.contains(fit)).toList()));
    slowest().ifPresent(clauses::add);
    return String.join("; ", clauses) + ".";
  }

  private String noGain() {
    boolean none = reference.strategy().equals(Strategy.NONE);
    String who =
        others.size() == 1
            ? name(others.get(0)) + " is not better"
            : "none of " + others.size() + " strategies is better";
    return (none
            ? "Rebalancing does not help here: "
            : "No other strategy does better than " + name(reference) + " here: ")
        + ONCE
        + who
        + than()
        + " in any of "
        + deciding.size()
        + " metrics by more than noise";
  }

  private String gains(StrategyFit fit) {
    List<String> lost = metrics(fit, Verdict.WORSE);
    return name(fit)
        + " is better"
        + than()
        + " in "
        + and(metrics(fit, Verdict.BETTER))
        + (lost.isEmpty() ? "" : ", worse in " + and(lost));
  }

  /** Strategies that are worse in the same metrics are told together. */
  private List<String> losses(List<StrategyFit> of) {
    Map<String, List<String>> strategies = new LinkedHashMap<>();
    for (StrategyFit fit : of) {
      List<String> lost = metrics(fit, Verdict.WORSE);
      if (!lost.isEmpty()) {
        strategies.computeIfAbsent(and(lost), unseen -> new ArrayList<>()).add(name(fit));
      }
    }
    List<String> clauses = new ArrayList<>();
    strategies.forEach(
        (lost, names) ->
            clauses.add(
                and(names) + (names.size() == 1 ? " is worse in " : " are worse in ") + lost));
    return clauses;
  }

  private String than() {
    return reference.strategy().equals(Strategy.NONE)
        ? " than doing nothing"
        : " than " + name(reference);
  }

  private List<String> metrics(StrategyFit fit, Verdict verdict) {
    return differences.stream()
        .filter(one -> one.strategy().equals(name(fit)) && one.verdict() == verdict)
        .map(one -> NAMES.getOrDefault(one.metric(), one.metric().replace('_', ' ')))
        .toList();
  }

  /** Times of fits are compared where the reference took long enough to be timed. */
  private Optional<String> slowest() {
    return others.stream()
        .max(Comparator.comparingDouble(StrategyFit::seconds))
        .filter(
            fit ->
                reference.seconds() > SHORTEST_SECONDS
                    && fit.seconds() / reference.seconds() >= SLOW)
        .map(
            fit ->
                String.format(
                    Locale.ROOT,
                    "fitting with %s took %.1f times as long",
                    name(fit),
                    fit.seconds() / reference.seconds()));
  }

  private static String name(StrategyFit fit) {
    return fit.strategy().id();
  }

  private static String and(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
