package dev.holdout.learn;

import dev.holdout.split.Fold;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of fitting one candidate.
 *
 * @param candidate the candidate
 * @param byFold what it learned in each fold, by the fold's index; incomplete when it failed
 * @param failure why it has no model in some fold
 * @param seconds time spent fitting, all folds together
 * @param rebalancing what was done to the training rows of each fold, by the fold's index; without
 *     folds whose rows were left as they are
 */
public record CandidateFits(
    Candidate candidate,
    SortedMap<Integer, Fitted> byFold,
    Optional<String> failure,
    double seconds,
    SortedMap<Integer, Rebalancing> rebalancing) {
  public CandidateFits {
    byFold = Collections.unmodifiableSortedMap(new TreeMap<>(byFold));
    rebalancing = Collections.unmodifiableSortedMap(new TreeMap<>(rebalancing));
  }

  /** Where all rows were left as they are. */
  public CandidateFits(
      Candidate candidate,
      SortedMap<Integer, Fitted> byFold,
      Optional<String> failure,
      double seconds) {
    this(candidate, byFold, failure, seconds, Collections.emptySortedMap());
  }

  Fitted in(Fold fold) {
    return Objects.requireNonNull(byFold.get(fold.index()), candidate.id());
  }

  CandidateFits failed(String reason) {
    return new CandidateFits(candidate, byFold, Optional.of(reason), seconds, rebalancing);
  }
}
