package dev.holdout.evaluate;

import dev.holdout.stat.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sums of differences, of their squares and of their third powers, each by weight; mergeable.
 *
 * @param sum of the differences
 * @param squares of their squares
 * @param cubes of their third powers
 */
record DifferenceSums(ExactSum sum, ExactSum squares, ExactSum cubes) {
  DifferenceSums() {
    this(new ExactSum(), new ExactSum(), new ExactSum());
  }

  void add(double difference, double weight) {
    sum.add(weight * difference);
    squares.addSquare(Math.sqrt(weight) * difference);
    cubes.add(weight * difference * difference * difference);
  }

  void merge(DifferenceSums other) {
    sum.merge(other.sum);
    squares.merge(other.squares);
    cubes.merge(other.cubes);
  }

  /** The same, each term counting so many times. */
  DifferenceSums scaled(double scale) {
    DifferenceSums scaled = new DifferenceSums();
    scaled.sum.add(scale * sum.value());
    scaled.squares.add(scale * squares.value());
    scaled.cubes.add(scale * cubes.value());
    return scaled;
  }

  void write(DataOutput out) throws IOException {
    sum.write(out);
    squares.write(out);
    cubes.write(out);
  }

  static DifferenceSums read(DataInput in) throws IOException {
    return new DifferenceSums(ExactSum.read(in), ExactSum.read(in), ExactSum.read(in));
  }
}
