package dev.holdout.report.page;

/**
 * How many rows of its long lists a page shows; the rest is in {@code report.json}.
 *
 * @param segments in the table of segments and in that against the champion
 * @param findings of the audit
 * @param candidates of the search
 * @param fairness figures of fairness
 * @param groups of each protected attribute
 */
record Limits(int segments, int findings, int candidates, int fairness, int groups) {
  static final Limits WIDEST = new Limits(300, 200, 120, 120, 30);

  /** Half as many of each. */
  Limits half() {
    return new Limits(segments / 2, findings / 2, candidates / 2, fairness / 2, groups / 2);
  }

  boolean none() {
    return segments + findings + candidates + fairness + groups == 0;
  }
}
