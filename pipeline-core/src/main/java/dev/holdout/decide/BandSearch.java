package dev.holdout.decide;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Which rows a person should decide.
 *
 * <p>Where decisions have costs, the band at which decisions and reviews together cost least on the
 * given rows; the person is taken to be right, so that a review costs what it costs and what the
 * right decision does. A share bounds the reviews, which then cost nothing. Where decisions have no
 * costs, the rows nearest to the threshold, as many below as above it.
 *
 * <p>Rows of one score are decided alike, so that ties may leave a part of the share unused. Among
 * equals the narrowest band is best. Cost: linear in the scores.
 */
final class BandSearch {
  private final DecisionCounts counts;

  /** Rows below each position. */
  private final double[] rows;

  BandSearch(DecisionCounts counts) {
    this.counts = counts;
    this.rows = new double[counts.size() + 1];
    for (int at = 0; at < counts.size(); at++) {
      rows[at + 1] = rows[at] + counts.rows(at);
    }
  }

  /**
   * Positions: rows from {@code first} on and before {@code end} go to review.
   *
   * @param threshold the best threshold among those of the band
   */
  record Found(int first, int threshold, int end) {}

  /**
   * The band; empty if no row is worth a review.
   *
   * @param threshold the position that the rule chose
   */
  Optional<Found> find(ThresholdRule rule, ReviewSpec review, int threshold) {
    double most = review.share().map(share -> share * rows[counts.size()]).orElse(Double.MAX_VALUE);
    Found found =
        rule.costs().isPresent()
            ? cheapest(rule.costs().get(), review.cost().orElse(0.0), most)
            : nearest(threshold, most);
    return found.first < found.end ? Optional.of(found) : Optional.empty();
  }

  private Found cheapest(CostMatrix matrix, double review, double most) {
    int size = counts.size();
    double[] left = new double[size + 1];
    double[] reviewed = new double[size + 1];
    double[] acted = new double[size + 1];
    for (int at = 0; at < size; at++) {
      Outcome positive = counts.decided(at, true);
      Outcome negative = counts.decided(at, false);
      left[at + 1] = left[at] + matrix.of(negative);
      reviewed[at + 1] =
          reviewed[at]
              + review * counts.rows(at)
              + matrix.truePositive().of(positive.tp(), positive.tpAmount())
              + matrix.trueNegative().of(negative.tn(), negative.tnAmount());
    }
    for (int at = size - 1; at >= 0; at--) {
      acted[at] = acted[at + 1] + matrix.of(counts.decided(at, true));
    }
    // Of the first positions that the share allows, those that may still be the best, ascending.
    ArrayDeque<Integer> firsts = new ArrayDeque<>();
    int bestFirst = 0;
    int bestEnd = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int end = 0; end <= size; end++) {
      double own = left[end] - reviewed[end];
      while (!firsts.isEmpty() && left[firsts.peekLast()] - reviewed[firsts.peekLast()] >= own) {
        firsts.removeLast();
      }
      firsts.addLast(end);
      while (!Outcome.atLeast(most, rows[end] - rows[firsts.peekFirst()])) {
        firsts.removeFirst();
      }
      int first = firsts.peekFirst();
      double cost = left[first] - reviewed[first] + reviewed[end] + acted[end];
      boolean narrower = rows[end] - rows[first] < rows[bestEnd] - rows[bestFirst];
      if (cost < best || (cost == best && narrower)) {
        best = cost;
        bestFirst = first;
        bestEnd = end;
      }
    }
    int threshold = bestFirst;
    for (int at = bestFirst; at <= bestEnd; at++) {
      threshold = left[at] + acted[at] <= left[threshold] + acted[threshold] ? at : threshold;
    }
    return new Found(bestFirst, threshold, bestEnd);
  }

  private Found nearest(int threshold, double most) {
    int first = threshold;
    while (first > 0 && Outcome.atLeast(most / 2, rows[threshold] - rows[first - 1])) {
      first--;
    }
    int end = threshold;
    while (end < counts.size() && Outcome.atLeast(most, rows[end + 1] - rows[first])) {
      end++;
    }
    while (first > 0 && Outcome.atLeast(most, rows[end] - rows[first - 1])) {
      first--;
    }
    return new Found(first, threshold, end);
  }
}
