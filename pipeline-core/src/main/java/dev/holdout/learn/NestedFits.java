package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/**
 * The further fits of nested cross-validation, some at a time: as many as the ordinary search has
 * folds, so that no more models are held than by that. Scores are judged and not stored.
 *
 * <p>Cost of k folds: (k − 1)/2 times the ordinary search.
 */
final class NestedFits {
  private final FamilySearch search;
  private final NestedFolds nested;
  private final Map<Integer, List<Place>> places;

  NestedFits(FamilySearch search, NestedFolds nested) {
    this.search = search;
    this.nested = nested;
    this.places = nested.places();
  }

  NestedFamily run() {
    FoldMetrics metrics = FoldMetrics.none(search);
    List<CandidateFits> found = List.of();
    List<Fold> folds = nested.fits().folds();
    int atATime = nested.plan().folds().size();
    for (int from = 0; from < folds.size(); from += atATime) {
      List<Fold> some = folds.subList(from, Math.min(folds.size(), from + atATime));
      FamilySearch part =
          search.over(new FoldPlan(nested.plan().blocks(), nested.plan().layers(), some));
      Scored<FoldMetrics> scored =
          Scored.of(part, part.learner().fitFolds(part), complete -> judged(part, complete));
      metrics = metrics.and(scored.result());
      found = joined(found, scored.fits());
    }
    SortedMap<Integer, List<CandidateResult>> byOuter = new TreeMap<>();
    for (NestedFolds.Outer outer : nested.outers()) {
      List<Place> judgedIn =
          outer.inner().stream()
              .filter(inner -> inner.fit().isPresent())
              .map(inner -> nested.place(outer.fold(), inner.fold()))
              .toList();
      if (!judgedIn.isEmpty()) {
        FoldMetrics all = metrics;
        byOuter.put(
            outer.fold().index(), found.stream().map(fits -> all.of(fits, judgedIn)).toList());
      }
    }
    return new NestedFamily(search.learner().family(), byOuter);
  }

  private FoldMetrics judged(FamilySearch part, List<CandidateFits> complete) {
    int groups = 2 * part.plan().folds().size() * part.candidates().size();
    return complete.isEmpty()
        ? FoldMetrics.none(part)
        : FoldMetrics.scan(part, OutOfFold.scores(part, complete, this::number), groups);
  }

  /** The number of the place that a row of the fit's validation blocks belongs to. */
  private Column number(Fold fit) {
    Column number = lit(null).cast("int");
    for (Place place : Objects.requireNonNull(places.get(fit.index()))) {
      Column here =
          col(Columns.block(place.rows().layer())).isInCollection(place.rows().validation());
      number = when(here, lit(place.number())).otherwise(number);
    }
    return number;
  }

  /** Failures and seconds of both; the models are not needed any more. */
  private static List<CandidateFits> joined(List<CandidateFits> one, List<CandidateFits> other) {
    List<CandidateFits> joined = new ArrayList<>();
    for (int at = 0; at < other.size(); at++) {
      CandidateFits more = other.get(at);
      Optional<CandidateFits> before = one.isEmpty() ? Optional.empty() : Optional.of(one.get(at));
      joined.add(
          new CandidateFits(
              more.candidate(),
              new TreeMap<>(),
              before.flatMap(CandidateFits::failure).or(more::failure),
              before.map(CandidateFits::seconds).orElse(0.0) + more.seconds()));
    }
    return joined;
  }
}
