package dev.holdout.slice;

import java.util.OptionalLong;

/**
 * What is searched.
 *
 * @param top slices to tell, 1 to 1,000
 * @param maxOverlap of the highest scores, ten times as many as are told, a slice is passed over
 *     where it shares a larger part of the rows of both with one of a higher score; 1: the highest
 *     scores are told however they overlap
 * @param maxConditions the most conditions of a slice, 1 to 4
 * @param alpha weight of a high error against size, above 0 and at most 1
 * @param minRows a slice has at least so many rows; empty: the larger of 32 and 1 % of the rows
 * @param bins a number with more distinct values is divided at so many quantiles, 2 to 100
 * @param maxValues values of a text column told apart, the most frequent; the others together are
 *     one; 1 to 100
 * @param maxCandidates slices of one number of conditions that are counted at the most
 */
public record SliceSpec(
    int top,
    double maxOverlap,
    int maxConditions,
    double alpha,
    OptionalLong minRows,
    int bins,
    int maxValues,
    int maxCandidates) {
  public SliceSpec {
    require(top >= 1 && top <= 1000, "top " + top);
    require(maxOverlap >= 0 && maxOverlap <= 1, "overlap " + maxOverlap);
    require(maxConditions >= 1 && maxConditions <= SliceKey.MOST, "conditions " + maxConditions);
    require(alpha > 0 && alpha <= 1, "alpha " + alpha);
    require(minRows.orElse(1) >= 1, "least rows " + minRows);
    require(bins >= 2 && bins <= 100, "bins " + bins);
    require(maxValues >= 1 && maxValues <= 100, "values " + maxValues);
    require(maxCandidates >= 1, "candidates " + maxCandidates);
  }

  /** Ten slices of at most three conditions, weighed as in the paper. */
  public static SliceSpec standard() {
    return new SliceSpec(10, 0.5, 3, 0.95, OptionalLong.empty(), 10, 50, 1_000_000);
  }

  /** The least rows of a slice among so many. */
  long minRows(long rows) {
    return minRows.orElse(Math.max(32, (rows + 99) / 100));
  }

  /** So many slices of the highest scores are looked for. */
  int searched() {
    return maxOverlap < 1 ? Math.max(top, Math.min(1000, 10 * top)) : top;
  }

  private static void require(boolean holds, String found) {
    if (!holds) {
      throw new IllegalArgumentException(found);
    }
  }
}
