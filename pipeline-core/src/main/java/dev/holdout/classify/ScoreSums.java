package dev.holdout.classify;

import dev.holdout.stat.BinnedSums;
import dev.holdout.stat.DoubleSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the scores of rows add to their classes: sums of the losses, weights by the rank of the true
 * class, by confidence of the top class, and by class and score.
 *
 * <p>A row has scores when there is a finite one for each class. They are probabilities when each
 * lies in [0, 1] and they sum to 1 within {@value #TOLERANCE} a class, as rounded ones do; losses
 * and calibration are summed over those rows alone, and the others are counted.
 *
 * <p>Size: that of {@link ClassShape}, and 1 KB.
 */
final class ScoreSums {
  static final int CELLS = 15;
  static final double TOLERANCE = 1e-3;

  private static final double EPSILON = Math.ulp(1.0);
  private static final int WEIGHT = 0;
  private static final int SQUARED_WEIGHT = 1;
  private static final int LOG_LOSS = 2;
  private static final int SQUARED_LOG_LOSS = 3;
  private static final int BRIER = 4;
  private static final int SQUARED_BRIER = 5;
  private static final int TOTALS = 6;

  private final ClassShape shape;
  private long rows;
  private long improper;
  private DoubleSums totals = new DoubleSums(TOTALS);
  private DoubleSums ranks;

  /** Weights, then weights of hits, then weights times confidence. */
  private DoubleSums cells = new DoubleSums(3 * CELLS);

  private final BinnedSums[] byClass;

  ScoreSums(ClassShape shape) {
    this.shape = shape;
    this.ranks = new DoubleSums(shape.classes());
    this.byClass = new BinnedSums[shape.classes()];
    Arrays.setAll(byClass, at -> new BinnedSums(shape.channels(), shape.bins()));
  }

  void add(int actual, double weight, double @Nullable [] scores) {
    if (scores == null || scores.length != byClass.length || !finite(scores)) {
      return;
    }
    rows++;
    totals.add(WEIGHT, weight);
    totals.addProduct(SQUARED_WEIGHT, weight, weight);
    double own = scores[actual];
    int rank = 0;
    for (int at = 0; at < scores.length; at++) {
      rank += scores[at] > own || (scores[at] == own && at > actual) ? 1 : 0;
      int channel = shape.pairs() ? actual : at == actual ? 1 : 0;
      byClass[at].add(scores[at], channel, weight);
    }
    ranks.add(rank, weight);
    if (probabilities(scores)) {
      addLosses(actual, weight, scores);
    } else {
      improper++;
    }
  }

  private void addLosses(int actual, double weight, double[] scores) {
    double logLoss = -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, scores[actual])));
    totals.addProduct(LOG_LOSS, weight, logLoss);
    totals.addProduct(SQUARED_LOG_LOSS, weight, logLoss * logLoss);
    double brier = 0;
    int top = 0;
    for (int at = 0; at < scores.length; at++) {
      double gap = scores[at] - (at == actual ? 1 : 0);
      brier += gap * gap;
      top = scores[at] > scores[top] ? at : top;
    }
    totals.addProduct(BRIER, weight, brier);
    totals.addProduct(SQUARED_BRIER, weight, brier * brier);
    int cell = cellOf(scores[top]);
    cells.add(cell, weight);
    cells.add(CELLS + cell, top == actual ? weight : 0);
    cells.addProduct(2 * CELLS + cell, weight, scores[top]);
  }

  void merge(ScoreSums other) {
    rows += other.rows;
    improper += other.improper;
    totals.merge(other.totals);
    ranks.merge(other.ranks);
    cells.merge(other.cells);
    for (int at = 0; at < byClass.length; at++) {
      byClass[at].merge(other.byClass[at]);
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

  double brier() {
    return totals.value(BRIER);
  }

  double squaredBrier() {
    return totals.value(SQUARED_BRIER);
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

  private static boolean finite(double[] scores) {
    for (double score : scores) {
      if (!Double.isFinite(score)) {
        return false;
      }
    }
    return true;
  }

  private static boolean probabilities(double[] scores) {
    double sum = 0;
    for (double score : scores) {
      if (score < 0 || score > 1) {
        return false;
      }
      sum += score;
    }
    return Math.abs(sum - 1) <= TOLERANCE * scores.length;
  }
}
