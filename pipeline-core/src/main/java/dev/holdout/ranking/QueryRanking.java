package dev.holdout.ranking;

import java.util.Arrays;

/**
 * The items of one query, as far as metrics at k need them: the highest scores with how many items
 * have each, and the largest labels.
 *
 * <p>Items may be added in any order. Size: at most k scores and k labels, however many items.
 */
final class QueryRanking {
  private final int most;
  private final double relevantFrom;

  // Items of equal score, highest score first.
  private final double[] scores;
  private final long[] items;
  private final long[] relevant;
  private final double[] gains;
  private int groups;
  private long kept;

  /** Largest labels, descending. */
  private final double[] labels;

  private int labelled;
  private long rows;
  private long relevantRows;
  private double weights;

  QueryRanking(RankingSpec spec) {
    this.most = spec.at();
    this.relevantFrom = spec.relevantFrom();
    this.scores = new double[most + 1];
    this.items = new long[most + 1];
    this.relevant = new long[most + 1];
    this.gains = new double[most + 1];
    this.labels = new double[most + 1];
  }

  /** Forgets all items. */
  void clear() {
    groups = 0;
    kept = 0;
    labelled = 0;
    rows = 0;
    relevantRows = 0;
    weights = 0;
  }

  /**
   * Adds an item.
   *
   * @param label at least 0
   */
  void add(double score, double label, double weight) {
    rows++;
    weights += weight;
    boolean isRelevant = label >= relevantFrom;
    relevantRows += isRelevant ? 1 : 0;
    keepLabel(label);
    int at = groupOf(score);
    if (at < 0) {
      return;
    }
    kept++;
    items[at]++;
    relevant[at] += isRelevant ? 1 : 0;
    gains[at] += label;
    while (kept - items[groups - 1] >= most) {
      kept -= items[--groups];
    }
  }

  /** The group of a score, made where it is missing; −1 where it is below the first k items. */
  private int groupOf(double score) {
    int low = 0;
    int high = groups;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] > score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low < groups && scores[low] == score) {
      return low;
    }
    if (low == groups && kept >= most) {
      return -1;
    }
    int behind = groups - low;
    System.arraycopy(scores, low, scores, low + 1, behind);
    System.arraycopy(items, low, items, low + 1, behind);
    System.arraycopy(relevant, low, relevant, low + 1, behind);
    System.arraycopy(gains, low, gains, low + 1, behind);
    scores[low] = score;
    items[low] = 0;
    relevant[low] = 0;
    gains[low] = 0;
    groups++;
    return low;
  }

  private void keepLabel(double label) {
    if (labelled == most && label <= labels[most - 1]) {
      return;
    }
    int at = Math.min(labelled, most - 1);
    while (at > 0 && labels[at - 1] < label) {
      labels[at] = labels[at - 1];
      at--;
    }
    labels[at] = label;
    labelled = Math.min(most, labelled + 1);
  }

  long rows() {
    return rows;
  }

  /** Mean weight of the items. */
  double weight() {
    return weights / rows;
  }

  /** All relevant items, whatever their place. */
  long relevantRows() {
    return relevantRows;
  }

  /** Groups of equal scores that hold the first k items, highest score first. */
  int groups() {
    return groups;
  }

  long items(int group) {
    return items[group];
  }

  long relevant(int group) {
    return relevant[group];
  }

  /** Sum of the labels of a group. */
  double gain(int group) {
    return gains[group];
  }

  /** The largest labels, descending, at most k. */
  double[] largestLabels() {
    return Arrays.copyOf(labels, labelled);
  }
}
