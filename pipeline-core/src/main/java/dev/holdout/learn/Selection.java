package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The choice among all candidates of all families.
 *
 * <p>A candidate that failed, or whose deciding metric is undefined in a fold, cannot win. Equal
 * means are decided by simplicity, then by id.
 */
public final class Selection {
  private static final int FAILURES_SHOWN = 10;

  private final Described metric;
  private final SearchSpec.Rule rule;
  private final List<CandidateResult> ranked;

  private Selection(Described metric, SearchSpec.Rule rule, List<CandidateResult> results) {
    this.metric = metric;
    this.rule = rule;
    this.ranked =
        results.stream().filter(result -> figures(result).isPresent()).sorted(bestFirst()).toList();
  }

  /**
   * Chooses.
   *
   * @param families the results of all families of the search, the baseline's among them
   * @throws HoldoutException if the metric has no direction, or no candidate beside the baseline
   *     has it
   */
  public static CrossValidation select(List<FamilyResult> families, SearchSpec spec) {
    Described metric = TaskMetrics.byName(spec.metric());
    if (metric.direction() == Direction.NEITHER) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot select by "
              + metric.name()
              + ": found a metric without a better and a worse, expected one such as roc_auc or"
              + " log_loss");
    }
    List<CandidateResult> results =
        families.stream().flatMap(family -> family.candidates().stream()).toList();
    Selection selection = new Selection(metric, spec.rule(), results);
    selection.refuseIfOnlyBaseline(results);
    CandidateResult winner = selection.winner();
    List<CandidateResult> ordered = new ArrayList<>(selection.ranked);
    results.stream()
        .filter(result -> !selection.ranked.contains(result))
        .sorted(Comparator.comparing(result -> result.failure().isPresent()))
        .forEach(ordered::add);
    return new CrossValidation(
        metric.name(),
        ordered,
        winner.id(),
        selection.reason(winner),
        families.stream()
            .filter(family -> family.candidates().contains(winner))
            .flatMap(family -> family.outOfFold().stream())
            .findFirst()
            .orElseThrow(),
        Optional.empty());
  }

  /** The winner alone; empty where none beside the baseline may win. */
  static Optional<CandidateResult> winnerOf(List<CandidateResult> results, SearchSpec spec) {
    Selection selection = new Selection(TaskMetrics.byName(spec.metric()), spec.rule(), results);
    return selection.onlyBaselineIsLeft(results)
        ? Optional.empty()
        : Optional.of(selection.winner());
  }

  /** The metric's figures, if the candidate may win by them. */
  private Optional<FoldMetric> figures(CandidateResult result) {
    return result.failure().isPresent()
        ? Optional.empty()
        : result.metric(metric.name()).filter(found -> Double.isFinite(found.mean()));
  }

  private FoldMetric required(CandidateResult result) {
    return figures(result).orElseThrow();
  }

  private Comparator<CandidateResult> bestFirst() {
    Comparator<CandidateResult> byMean =
        (a, b) -> -(int) Math.signum(gain(required(a).mean(), required(b).mean()));
    return byMean.thenComparing(SIMPLEST_FIRST).thenComparing(CandidateResult::id);
  }

  private static final Comparator<CandidateResult> SIMPLEST_FIRST =
      Comparator.<CandidateResult>comparingInt(result -> Learners.rank(result.candidate().family()))
          .thenComparingDouble(
              result -> {
                Learner learner = Learners.of(result.candidate().family());
                return learner.complexity(Parameters.of(learner, result.candidate().parameters()));
              });

  private double gain(double value, double other) {
    return metric.direction().gain(value, other);
  }

  private CandidateResult winner() {
    CandidateResult best = ranked.get(0);
    return switch (rule) {
      case BEST -> best;
      case ONE_STANDARD_ERROR ->
          ranked.stream()
              .filter(result -> withinOneError(result, best))
              .min(SIMPLEST_FIRST.thenComparing(bestFirst()))
              .orElse(best);
    };
  }

  private boolean withinOneError(CandidateResult result, CandidateResult best) {
    return gain(required(best).mean(), required(result).mean()) <= required(best).standardError();
  }

  private static List<CandidateResult> besideBaseline(List<CandidateResult> results) {
    return results.stream().filter(one -> !Learners.isBaseline(one.candidate().family())).toList();
  }

  private boolean onlyBaselineIsLeft(List<CandidateResult> results) {
    return ranked.isEmpty()
        || (besideBaseline(ranked).isEmpty() && !besideBaseline(results).isEmpty());
  }

  private void refuseIfOnlyBaseline(List<CandidateResult> results) {
    if (onlyBaselineIsLeft(results)) {
      List<CandidateResult> others = besideBaseline(results);
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot select a model: found no candidate with "
              + metric.name()
              + " in every fold, expected at least one beside the baseline."
              + others.stream()
                  .limit(FAILURES_SHOWN)
                  .map(one -> "\n  - " + one.id() + ": " + one.failure().orElse("metric undefined"))
                  .collect(Collectors.joining())
              + (others.size() > FAILURES_SHOWN
                  ? "\n  … and " + (others.size() - FAILURES_SHOWN) + " more"
                  : ""));
    }
  }

  private String reason(CandidateResult winner) {
    CandidateResult best = ranked.get(0);
    String first =
        winner.equals(best)
            ? describe(winner) + " has the best mean over folds"
            : describe(winner)
                + " is the simplest candidate within one standard error ("
                + figure(required(best).standardError())
                + ") of the best, "
                + describe(best);
    return first
        + ranked.stream()
            .filter(result -> !result.equals(winner) && !result.equals(best))
            .findFirst()
            .map(runnerUp -> "; next: " + describe(runnerUp))
            .orElse("")
        + against(winner)
        + ".";
  }

  private String against(CandidateResult winner) {
    if (Learners.isBaseline(winner.candidate().family())) {
      return "; it is the baseline, which knows no feature";
    }
    return ranked.stream()
        .filter(result -> Learners.isBaseline(result.candidate().family()))
        .findFirst()
        .map(result -> "; the baseline reaches " + figure(required(result).mean()))
        .orElse("");
  }

  private String describe(CandidateResult result) {
    return result.id()
        + " ("
        + metric.name()
        + " "
        + figure(required(result).mean())
        + " ± "
        + figure(required(result).standardDeviation())
        + ")";
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
