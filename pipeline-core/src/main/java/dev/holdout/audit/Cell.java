package dev.holdout.audit;

import java.util.Arrays;
import java.util.Objects;

/**
 * Rows with one value of a column (or with neighbouring values of it), counted by what they are.
 *
 * <p>Counts are kept by channel: rows of Training by label and part, rows of Test by part, and rows
 * of Training in the early and in the late span. Parts are sets of blocks, on which {@link
 * ColumnAuc} and {@link PartitionModel} fit crosswise.
 */
final class Cell {
  /** Parts that Training and Test are divided into, whatever the number of blocks. */
  static final int PARTS = 3;

  /** Counts of a cell. */
  static final int CHANNELS = 3 * PARTS + 2;

  /** The channel of no count. */
  static final int NONE = -1;

  /** The text of missing values. */
  static final String NO_VALUE = "no value";

  static final Cell EMPTY = new Cell(0, "", new long[CHANNELS]);

  private static final int EARLY = 3 * PARTS;
  private static final int LATE = EARLY + 1;

  private final double number;
  private final String text;
  private final long[] counts;

  /**
   * A cell.
   *
   * @param number the value of a numeric column
   * @param text the value of a category, or {@link #NO_VALUE}
   * @param counts by channel; kept, not copied
   */
  Cell(double number, String text, long[] counts) {
    this.number = number;
    this.text = text;
    this.counts = counts;
  }

  /** The channel of rows of Training. */
  static int training(int label, int part) {
    return 2 * part + label;
  }

  /** The channel of rows of Test. */
  static int test(int part) {
    return 2 * PARTS + part;
  }

  /** The second channel of rows of Training, or {@link #NONE}. */
  static int span(Span span) {
    return switch (span) {
      case EARLY -> EARLY;
      case LATE -> LATE;
      case MIDDLE, UNKNOWN -> NONE;
    };
  }

  double number() {
    return number;
  }

  String text() {
    return text;
  }

  long negatives(int part) {
    return counts[training(0, part)];
  }

  long positives(int part) {
    return counts[training(1, part)];
  }

  /** Rows of Test in a part. */
  long held(int part) {
    return counts[test(part)];
  }

  long negatives() {
    long sum = 0;
    for (int part = 0; part < PARTS; part++) {
      sum += negatives(part);
    }
    return sum;
  }

  long positives() {
    long sum = 0;
    for (int part = 0; part < PARTS; part++) {
      sum += positives(part);
    }
    return sum;
  }

  /** Rows of Training. */
  long rows() {
    return negatives() + positives();
  }

  /** Rows of Test. */
  long held() {
    long sum = 0;
    for (int part = 0; part < PARTS; part++) {
      sum += held(part);
    }
    return sum;
  }

  /** Rows of Training in its earliest third. */
  long early() {
    return counts[EARLY];
  }

  /** Rows of Training in its latest third. */
  long late() {
    return counts[LATE];
  }

  double positiveShare() {
    return rows() == 0 ? 0 : (double) positives() / rows();
  }

  /** Both together, under this cell's value. */
  Cell and(Cell other) {
    long[] sum = counts.clone();
    for (int channel = 0; channel < CHANNELS; channel++) {
      sum[channel] += other.counts[channel];
    }
    return new Cell(number, text, sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cell same
        && number == same.number
        && text.equals(same.text)
        && Arrays.equals(counts, same.counts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, text, Arrays.hashCode(counts));
  }
}
