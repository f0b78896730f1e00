package dev.holdout.classify;

import dev.holdout.stat.BinnedSums;
import dev.holdout.stat.DoubleSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the scores of rows add to their classes: sums of the losses, weights by the rank of the true
 * class, by confidence of the top class, and by class and score.
 *
 * <p>A row has scores when there is a finite one for each class. Losses and calibration are summed
 * over the rows whose scores are probabilities ({@link ClassRow}) alone, and the others are
 * counted.
 *
 * <p>Size: that of {@link ClassShape}, and 1 KB.
 */
final class ScoreSums {
  static final int CELLS = 15;
  private static final int WEIGHT = 0;
  private static final int SQUARED_WEIGHT = 1;
  private static final int LOG_LOSS = 2;
  private static final int SQUARED_LOG_LOSS = 3;
  private static final int CUBED_LOG_LOSS = 4;
  private static final int BRIER = 5;
  private static final int SQUARED_BRIER = 6;
  private static final int CUBED_BRIER = 7;
  private static final int TOTALS = 8;

  private final ClassShape shape;
  private long rows;
  private long improper;
  private DoubleSums totals = new DoubleSums(TOTALS);
  private DoubleSums ranks;

  /** Weights, then weights of hits, then weights times confidence. */
  private DoubleSums cells = new DoubleSums(3 * CELLS);

  private final BinnedSums[] byClass;
  private final RowSample[] samples;

  ScoreSums(ClassShape shape) {
    this.shape = shape;
    this.ranks = new DoubleSums(shape.classes());
    this.byClass = new BinnedSums[shape.classes()];
    Arrays.setAll(byClass, at -> new BinnedSums(shape.channels(), shape.bins()));
    this.samples = new RowSample[shape.classes()];
    Arrays.setAll(samples, at -> new RowSample(shape.sampled(), shape.classes()));
  }

  void add(ClassRow row) {
    if (!row.scored) {
      return;
    }
    rows++;
    totals.add(WEIGHT, row.weight);
    totals.addProduct(SQUARED_WEIGHT, row.weight, row.weight);
    ranks.add(row.rank, row.weight);
    for (int at = 0; at < byClass.length; at++) {
      int channel = shape.pairs() ? row.actual : at == row.actual ? 1 : 0;
      byClass[at].add(row.scores[at], channel, row.weight);
    }
    if (shape.pairs()) {
      samples[row.actual].add(row);
    }
    if (row.proper) {
      addLosses(row);
    } else {
      improper++;
    }
  }

  private void addLosses(ClassRow row) {
    totals.addProduct(LOG_LOSS, row.weight, row.logLoss);
    totals.addProduct(SQUARED_LOG_LOSS, row.weight, row.logLoss * row.logLoss);
    totals.addProduct(CUBED_LOG_LOSS, row.weight, row.logLoss * row.logLoss * row.logLoss);
    totals.addProduct(BRIER, row.weight, row.brier);
    totals.addProduct(SQUARED_BRIER, row.weight, row.brier * row.brier);
    totals.addProduct(CUBED_BRIER, row.weight, row.brier * row.brier * row.brier);
    double confidence = row.scores[row.top];
    int cell = cellOf(confidence);
    cells.add(cell, row.weight);
    cells.add(CELLS + cell, row.top == row.actual ? row.weight : 0);
    cells.addProduct(2 * CELLS + cell, row.weight, confidence);
  }

  void merge(ScoreSums other) {
    rows += other.rows;
    improper += other.improper;
    totals.merge(other.totals);
    ranks.merge(other.ranks);
    cells.merge(other.cells);
    for (int at = 0; at < byClass.length; at++) {
      byClass[at].merge(other.byClass[at]);
      samples[at].merge(other.samples[at]);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeLong(improper);
    totals.write(out);
    ranks.write(out);
    cells.write(out);
    for (BinnedSums scores : byClass) {
      scores.write(out);
    }
    for (RowSample sample : samples) {
      sample.write(out);
    }
  }

  static ScoreSums read(ClassShape shape, DataInput in) throws IOException {
    ScoreSums sums = new ScoreSums(shape);
    sums.rows = in.readLong();
    sums.improper = in.readLong();
    sums.totals = DoubleSums.read(in);
    sums.ranks = DoubleSums.read(in);
    sums.cells = DoubleSums.read(in);
    for (int at = 0; at < sums.byClass.length; at++) {
      sums.byClass[at] = BinnedSums.read(in);
    }
    for (RowSample sample : sums.samples) {
      sample.read(in);
    }
    return sums;
  }

  /** Rows with scores. */
  long rows() {
    return rows;
  }

  /** Of {@link #rows}, those whose scores are no probabilities. */
  long improper() {
    return improper;
  }

  /** Weight of the rows with scores. */
  double weight() {
    return totals.value(WEIGHT);
  }

  /** Kish's effective number of {@link #rows}. */
  double effectiveRows() {
    double squares = totals.value(SQUARED_WEIGHT);
    return squares > 0 ? weight() * weight() / squares : 0;
  }

  double logLoss() {
    return totals.value(LOG_LOSS);
  }

  double squaredLogLoss() {
    return totals.value(SQUARED_LOG_LOSS);
  }

  double cubedLogLoss() {
    return totals.value(CUBED_LOG_LOSS);
  }

  double brier() {
    return totals.value(BRIER);
  }

  double squaredBrier() {
    return totals.value(SQUARED_BRIER);
  }

  double cubedBrier() {
    return totals.value(CUBED_BRIER);
  }

  /** Weight of the rows whose true class has one of the {@code most} highest scores. */
  double among(int most) {
    double sum = 0;
    for (int rank = 0; rank < most; rank++) {
      sum += ranks.value(rank);
    }
    return sum;
  }

  /** Weight of the rows whose top class has a score in a cell of 15 of equal width. */
  double cellWeight(int cell) {
    return cells.value(cell);
  }

  /** Of them, the weight of those that are of the top class. */
  double cellHits(int cell) {
    return cells.value(CELLS + cell);
  }

  /** Of them, the sum of weight times score of the top class. */
  double cellConfidence(int cell) {
    return cells.value(2 * CELLS + cell);
  }

  /** Weights by the score of one class: by true class, or of the others and of the class itself. */
  BinnedSums.Bins bins(int of) {
    return byClass[of].bins();
  }

  /** Scores of some rows of a class; none where pairs are not counted. */
  RowSample sample(int of) {
    return samples[of];
  }

  /** Whether every distinct score of a class has a bin of its own. */
  boolean exact() {
    return Arrays.stream(byClass).allMatch(BinnedSums::exact);
  }

  private static int cellOf(double score) {
    int cell = Math.max(0, Math.min(CELLS - 1, (int) (score * CELLS)));
    if (score < cell / (double) CELLS) {
      return cell - 1;
    }
    return cell < CELLS - 1 && score >= (cell + 1) / (double) CELLS ? cell + 1 : cell;
  }
}
