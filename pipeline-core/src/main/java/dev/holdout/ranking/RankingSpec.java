package dev.holdout.ranking;

import java.io.Serializable;

/**
 * How rankings are evaluated.
 *
 * @param at how many items from the top count, 1 to {@value #MOST}
 * @param relevantFrom an item is relevant when its label is at least this, more than 0; the gain of
 *     NDCG is the label itself
 */
public record RankingSpec(int at, double relevantFrom) implements Serializable {
  /** Most items from the top: what is kept of each query is bounded by it. */
  public static final int MOST = 1000;

  public RankingSpec {
    if (at < 1 || at > MOST) {
      throw new IllegalArgumentException("top " + at + ", expected 1 to " + MOST);
    }
    if (!(relevantFrom > 0 && relevantFrom < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("relevant from " + relevantFrom);
    }
  }

  /** Labels from 1 on are relevant. */
  public static RankingSpec top(int at) {
    return new RankingSpec(at, 1);
  }
}
