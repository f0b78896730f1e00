package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntToDoubleFunction;

/**
 * Rows of each class and what they weigh, and the same of those that are decided positive;
 * mergeable.
 */
final class ClassMass {
  static final int NEGATIVE = 0;
  static final int POSITIVE = 1;

  private final long[] rows = new long[2];
  private final double[] weights = new double[2];
  private final double[] decidedPositive = new double[2];
  private final long[] rowsDecidedPositive = new long[2];
  private double squaredWeights;

  void add(int label, double weight, boolean decided) {
    rows[label]++;
    weights[label] += weight;
    squaredWeights += weight * weight;
    decidedPositive[label] += decided ? weight : 0;
    rowsDecidedPositive[label] += decided ? 1 : 0;
  }

  /** Rows as given; {@link #evenly} follows the last of them. */
  void given(int label, long count, double weight) {
    rows[label] += count;
    weights[label] += weight;
  }

  /** Takes what was given for rows that weigh one each. */
  void evenly() {
    squaredWeights = weights[NEGATIVE] + weights[POSITIVE];
  }

  void merge(ClassMass other) {
    for (int label = 0; label < 2; label++) {
      rows[label] += other.rows[label];
      weights[label] += other.weights[label];
      decidedPositive[label] += other.decidedPositive[label];
      rowsDecidedPositive[label] += other.rowsDecidedPositive[label];
    }
    squaredWeights += other.squaredWeights;
  }

  long rows(int label) {
    return rows[label];
  }

  double weight(int label) {
    return weights[label];
  }

  double decidedPositive(int label) {
    return decidedPositive[label];
  }

  long rowsDecidedPositive(int label) {
    return rowsDecidedPositive[label];
  }

  /**
   * Decisions by truth.
   *
   * @param all what there is of a label
   * @param decided what of it is decided positive
   */
  Confusion decisions(IntToDoubleFunction all, IntToDoubleFunction decided) {
    double tp = decided.applyAsDouble(POSITIVE);
    double fp = decided.applyAsDouble(NEGATIVE);
    return new Confusion(
        tp,
        fp,
        Math.max(0, all.applyAsDouble(POSITIVE) - tp),
        Math.max(0, all.applyAsDouble(NEGATIVE) - fp));
  }

  /** Effective rows for each unit of weight (Kish 1965). */
  double effective() {
    return squaredWeights > 0 ? (weights[NEGATIVE] + weights[POSITIVE]) / squaredWeights : 1;
  }

  void write(DataOutput out) throws IOException {
    for (int label = 0; label < 2; label++) {
      out.writeLong(rows[label]);
      out.writeDouble(weights[label]);
      out.writeDouble(decidedPositive[label]);
      out.writeLong(rowsDecidedPositive[label]);
    }
    out.writeDouble(squaredWeights);
  }

  static ClassMass read(DataInput in) throws IOException {
    ClassMass mass = new ClassMass();
    for (int label = 0; label < 2; label++) {
      mass.rows[label] = in.readLong();
      mass.weights[label] = in.readDouble();
      mass.decidedPositive[label] = in.readDouble();
      mass.rowsDecidedPositive[label] = in.readLong();
    }
    mass.squaredWeights = in.readDouble();
    return mass;
  }
}
