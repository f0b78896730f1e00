package dev.holdout.fairness;

import dev.holdout.evaluate.Confusion;

/**
 * Decisions by truth, in effective rows where rows are weighted.
 *
 * @param tp positive rows decided positive
 * @param fp negative rows decided positive
 * @param fn positive rows decided negative
 * @param tn negative rows decided negative
 */
record GroupCells(double tp, double fp, double fn, double tn) {
  static final GroupCells NONE = new GroupCells(0, 0, 0, 0);

  static GroupCells of(Confusion cells) {
    return new GroupCells(cells.tp(), cells.fp(), cells.fn(), cells.tn());
  }

  double rows() {
    return tp + fp + fn + tn;
  }

  double positives() {
    return tp + fn;
  }

  double negatives() {
    return fp + tn;
  }

  double decidedPositive() {
    return tp + fp;
  }

  double decidedNegative() {
    return fn + tn;
  }

  double wrong() {
    return fp + fn;
  }

  GroupCells plus(GroupCells other) {
    return new GroupCells(tp + other.tp, fp + other.fp, fn + other.fn, tn + other.tn);
  }
}
