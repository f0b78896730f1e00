package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.split.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The search judged as a whole, its choice included: in each fold, the candidate is chosen by inner
 * folds, which know nothing of the rows that the fold validates on, and judged on those rows.
 *
 * <p>The figure of a search's winner is the best of several and so a little too good; this one is
 * not (Varma and Simon 2006; Cawley and Talbot 2010).
 *
 * @param metric the metric that decided and is judged
 * @param folds the folds that could be judged
 * @param skipped the folds that could not, with the reason
 * @param figures the metric over the judged folds
 * @param plain the mean of the search's winner over the same folds
 * @param optimism by how much {@code plain} is better than the mean of {@code figures}; negative
 *     when it is worse
 */
public record NestedCrossValidation(
    String metric,
    List<Judged> folds,
    List<Skipped> skipped,
    FoldMetric figures,
    double plain,
    double optimism) {
  public NestedCrossValidation {
    folds = List.copyOf(folds);
    skipped = List.copyOf(skipped);
  }

  /**
   * A fold.
   *
   * @param fold its index
   * @param selected id of the candidate that its inner folds chose
   * @param innerFolds how many chose
   * @param value the metric of that candidate, fitted on all that the fold trains on
   */
  public record Judged(int fold, String selected, int innerFolds, double value) {}

  /** A fold without a figure. */
  public record Skipped(int fold, String reason) {}

  /**
   * Judges a search.
   *
   * @param search the ordinary search over the same plan
   * @param inner what the further fits found, a result for each family; none where the plan needs
   *     none
   * @throws HoldoutException with code {@code DATA_INSUFFICIENT} if no fold could be judged
   */
  public static NestedCrossValidation of(
      NestedFolds nested, CrossValidation search, List<NestedFamily> inner, SearchSpec spec) {
    List<Judged> folds = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    CandidateResult winner = candidate(search, search.selected());
    for (NestedFolds.Outer outer : nested.outers()) {
      int fold = outer.fold().index();
      if (outer.inner().isEmpty()) {
        skipped.add(new Skipped(fold, "no other fold lies within what it trains on"));
        continue;
      }
      List<CandidateResult> results =
          search.candidates().stream()
              .map(result -> within(nested, outer, result, inner, search.metric()))
              .toList();
      Optional<CandidateResult> chosen = Selection.winnerOf(results, spec);
      if (chosen.isEmpty()) {
        skipped.add(
            new Skipped(
                fold, "no candidate beside the baseline has the metric in its inner folds"));
        continue;
      }
      String selected = chosen.get().id();
      double value = figure(nested, outer.fold(), candidate(search, selected), search.metric());
      folds.add(new Judged(fold, selected, outer.inner().size(), value));
      plain.add(figure(nested, outer.fold(), winner, search.metric()));
    }
    if (folds.isEmpty()) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot cross-validate the selection: found no fold in which a candidate could be chosen,"
              + " expected one at least. First reason: fold "
              + skipped.get(0).fold()
              + ": "
              + skipped.get(0).reason()
              + ". Use more rows, or leave `selection.nested` out.");
    }
    FoldMetric figures = FoldMetric.of(folds.stream().map(Judged::value).toList());
    double plainMean = FoldMetric.of(plain).mean();
    return new NestedCrossValidation(
        search.metric(),
        folds,
        skipped,
        figures,
        plainMean,
        TaskMetrics.byName(search.metric()).direction().gain(plainMean, figures.mean()));
  }

  /** How often each candidate was chosen, by id. */
  public SortedMap<String, Integer> choices() {
    SortedMap<String, Integer> choices = new TreeMap<>();
    folds.forEach(fold -> choices.merge(fold.selected(), 1, Integer::sum));
    return choices;
  }

  /** A candidate as the inner folds of a fold see it: with the deciding metric alone. */
  private static CandidateResult within(
      NestedFolds nested,
      NestedFolds.Outer outer,
      CandidateResult ordinary,
      List<NestedFamily> inner,
      String metric) {
    Optional<CandidateResult> further =
        inner.stream()
            .filter(family -> family.family().equals(ordinary.candidate().family()))
            .map(family -> family.byOuter().getOrDefault(outer.fold().index(), List.of()))
            .flatMap(List::stream)
            .filter(result -> result.id().equals(ordinary.id()))
            .findFirst();
    Optional<String> failure =
        ordinary.failure().or(() -> further.flatMap(CandidateResult::failure));
    SortedMap<String, FoldMetric> metrics = new TreeMap<>();
    List<Double> values = new ArrayList<>();
    int next = 0;
    for (NestedFolds.Inner fold : outer.inner()) {
      Optional<List<Double>> from =
          (fold.fit().isPresent() ? further : Optional.of(ordinary))
              .flatMap(result -> result.metric(metric))
              .map(FoldMetric::folds);
      int at = fold.fit().isPresent() ? next++ : nested.plan().folds().indexOf(fold.fold());
      from.ifPresent(found -> values.add(found.get(at)));
    }
    boolean everywhere = values.size() == outer.inner().size();
    if (failure.isEmpty() && everywhere && ordinary.metric(metric).isPresent()) {
      metrics.put(metric, FoldMetric.of(values));
    }
    return new CandidateResult(
        ordinary.candidate(), ordinary.id(), failure, metrics, ordinary.fitSeconds());
  }

  /** The metric of a candidate that has it in one fold of the plan. */
  private static double figure(
      NestedFolds nested, Fold fold, CandidateResult candidate, String metric) {
    List<Double> folds = candidate.metric(metric).map(FoldMetric::folds).orElseThrow();
    return Objects.requireNonNull(folds.get(nested.plan().folds().indexOf(fold)));
  }

  private static CandidateResult candidate(CrossValidation search, String id) {
    return search.candidates().stream()
        .filter(result -> result.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
