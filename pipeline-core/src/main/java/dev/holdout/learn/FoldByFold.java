package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.Fold;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Fits a family fold by fold, several fits at a time.
 *
 * <p>A fold's encoded rows are persisted while its candidates are fitted. Folds of one partition
 * overlap, so that no core waits at a fold's end; larger folds follow one another, so that one of
 * them at a time takes memory.
 */
final class FoldByFold {
  private static final int MESSAGE_LENGTH = 300;

  private final FamilySearch search;

  private FoldByFold(FamilySearch search) {
    this.search = search;
  }

  /** What came of each candidate, in their order. */
  static List<CandidateFits> fit(FamilySearch search) {
    return new FoldByFold(search).fit();
  }

  private List<CandidateFits> fit() {
    // The pool is new for each family: its threads take over the caller's Spark job settings.
    ExecutorService pool = Executors.newFixedThreadPool(search.parallelism());
    List<EncodedRows> opened = new ArrayList<>();
    try {
      List<List<Future<Outcome>>> byFold = new ArrayList<>();
      for (Fold fold : search.plan().folds()) {
        BlockCounts.Count count = search.counts().training(fold);
        BlockCounts.refuseMissingClass(count, "the training rows of fold " + fold.index());
        EncodedRows rows =
            new EncodedRows(
                search.training().trainingOf(fold),
                search.encoder(fold),
                search.target(),
                search.rebalance(),
                search.seed(),
                count.rows(),
                search.candidates().size());
        opened.add(rows);
        List<Future<Outcome>> outcomes =
            search.candidates().stream()
                .map(candidate -> pool.submit(() -> fit(candidate, rows)))
                .toList();
        byFold.add(outcomes);
        if (CanonicalLayout.partitions(count.rows()) > 1) {
          outcomes.forEach(FoldByFold::await);
        }
      }
      return gather(byFold);
    } finally {
      end(pool);
      opened.forEach(EncodedRows::free);
    }
  }

  /** Ends what still runs after a failure, so that no fit takes memory again once it is freed. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Outcome(
      Optional<Fitted> fitted, String failure, double seconds, Optional<Rebalancing> rebalancing) {}

  private Outcome fit(Candidate candidate, EncodedRows rows) {
    try {
      EncodedRows.Ready encoded = rows.use();
      long start = System.nanoTime();
      try {
        Learner learner = search.learner();
        Fitted fitted =
            learner.fit(
                encoded.rows(), Parameters.of(learner, candidate.parameters()), search.seed());
        return new Outcome(
            Optional.of(encoded.corrected(fitted)), "", secondsSince(start), encoded.rebalancing());
      } catch (Exception e) {
        if (search.isStopped()) {
          throw e;
        }
        return new Outcome(
            Optional.empty(), message(e), secondsSince(start), encoded.rebalancing());
      }
    } finally {
      rows.release();
    }
  }

  private List<CandidateFits> gather(List<List<Future<Outcome>>> byFold) {
    List<CandidateFits> gathered = new ArrayList<>();
    for (int index = 0; index < search.candidates().size(); index++) {
      SortedMap<Integer, Fitted> fitted = new TreeMap<>();
      SortedMap<Integer, Rebalancing> rebalancing = new TreeMap<>();
      List<String> failures = new ArrayList<>();
      double seconds = 0;
      for (int position = 0; position < byFold.size(); position++) {
        int fold = search.plan().folds().get(position).index();
        Outcome outcome = await(byFold.get(position).get(index));
        outcome.fitted().ifPresent(one -> fitted.put(fold, one));
        outcome.rebalancing().ifPresent(one -> rebalancing.put(fold, one));
        if (outcome.fitted().isEmpty()) {
          failures.add("fold " + fold + ": " + outcome.failure());
        }
        seconds += outcome.seconds();
      }
      gathered.add(
          new CandidateFits(
              search.candidates().get(index),
              fitted,
              failures.stream().findFirst(),
              seconds,
              rebalancing));
    }
    return gathered;
  }

  private static Outcome await(Future<Outcome> outcome) {
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldoutException(ErrorCode.INTERNAL, "Cannot finish the fits: interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HoldoutException known) {
        throw known;
      }
      throw new HoldoutException(
          ErrorCode.INTERNAL, "Cannot fit the candidates of a fold: " + message(e), e);
    }
  }

  /** The first line of the innermost cause. */
  static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String line = text.lines().findFirst().orElse(text).strip();
    return line.length() <= MESSAGE_LENGTH ? line : line.substring(0, MESSAGE_LENGTH) + "…";
  }

  static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
