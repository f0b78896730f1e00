package dev.holdout.ranking;

import java.io.Serializable;

/**
 * How rankings are evaluated.
 *
 * @param at how many items from the top count, 1 to {@value #MOST}
 * @param relevantFrom an item is relevant when its label is at least this, more than 0; the gain of
 *     NDCG is the label itself
 * @param confidence level of the intervals, such as 0.95
 */
public record RankingSpec(int at, double relevantFrom, double confidence) implements Serializable {
  /** Most items from the top: what is kept of each query is bounded by it. */
  public static final int MOST = 1000;

  public RankingSpec {
    if (at < 1 || at > MOST) {
      throw new IllegalArgumentException("top " + at + ", expected 1 to " + MOST);
    }
    if (!(relevantFrom > 0 && relevantFrom < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("relevant from " + relevantFrom);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence " + confidence);
    }
  }

  /** Labels from 1 on are relevant; intervals of 95 %. */
  public static RankingSpec top(int at) {
    return new RankingSpec(at, 1, 0.95);
  }
}
