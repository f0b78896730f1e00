package dev.holdout.learn;

import java.util.List;
import java.util.function.Function;

/**
 * What was made of the scores of those candidates that can be fitted and score.
 *
 * @param fits all candidates, those that cannot score marked as failed
 * @param result what was made
 */
record Scored<T>(List<CandidateFits> fits, T result) {
  /**
   * Does the work, and once more without the candidates that cannot score if that is why it failed.
   *
   * @param work gets the candidates that have a model in every fold, possibly none
   */
  static <T> Scored<T> of(
      FamilySearch search, List<CandidateFits> fits, Function<List<CandidateFits>, T> work) {
    try {
      return new Scored<>(fits, work.apply(complete(fits)));
    } catch (Exception e) {
      if (search.isStopped()) {
        throw e;
      }
      List<CandidateFits> scorable = fits.stream().map(fit -> probed(search, fit)).toList();
      if (scorable.equals(fits)) {
        throw e;
      }
      return new Scored<>(scorable, work.apply(complete(scorable)));
    }
  }

  private static List<CandidateFits> complete(List<CandidateFits> fits) {
    return fits.stream().filter(fit -> fit.failure().isEmpty()).toList();
  }

  /** The fits of a candidate, marked as failed if it cannot score. */
  private static CandidateFits probed(FamilySearch search, CandidateFits fits) {
    if (fits.failure().isPresent()) {
      return fits;
    }
    try {
      OutOfFold.scores(search, List.of(fits)).write().format("noop").mode("overwrite").save();
      return fits;
    } catch (Exception e) {
      if (search.isStopped()) {
        throw e;
      }
      return fits.failed("scoring: " + FoldByFold.message(e));
    }
  }
}
