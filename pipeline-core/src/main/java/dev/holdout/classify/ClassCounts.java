package dev.holdout.classify;

import dev.holdout.measure.Counted;
import dev.holdout.stat.DoubleSums;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * All that the metrics of a classifier of several classes need of a set of rows: weights by true
 * and predicted class, what the scores add ({@link ScoreSums}), and counts of what could not be
 * used.
 *
 * <p>Reads by position: 0 the true class, 1 the predicted class (numbers from 0), 2 the weight, 3
 * the scores by class (an array of doubles, or null).
 *
 * <p>A row counts when both its classes are known and its weight is finite and not negative; other
 * rows are counted by what they lack and are part of no metric. A row that counts but has no usable
 * scores is part of the metrics of decisions alone, and is counted too.
 *
 * <p>Size: 16 bytes for each pair of classes (24 with weights that are no whole numbers) and {@link
 * ScoreSums}; at most {@value #MOST_CLASSES} classes.
 */
public final class ClassCounts implements State<ClassCounts> {
  /** Most classes. */
  public static final int MOST_CLASSES = 100;

  /** By as much for each class may the sum of probabilities differ from 1, as of rounded ones. */
  public static final double TOLERANCE = 1e-3;

  private static final int WEIGHT = 0;
  private static final int SQUARED_WEIGHT = 1;

  private static final int ROWS = 0;
  private static final int UNUSABLE = 1;
  private static final int NULL_LABELS = 2;
  private static final int NULL_PREDICTIONS = 3;
  private static final int OTHER_CLASSES = 4;
  private static final int BAD_WEIGHTS = 5;
  private static final int TALLIES = 6;

  private final ClassShape shape;
  private final int classes;
  private final long[] tallies = new long[TALLIES];
  private final long[] cells;
  private DoubleSums weights;
  private DoubleSums totals = new DoubleSums(2);
  private ScoreSums scores;
  private @Nullable ClassShares shares;
  private @Nullable ScoresByClass byClass;

  ClassCounts(ClassShape shape) {
    this.shape = shape;
    this.classes = shape.classes();
    this.cells = new long[classes * classes];
    this.weights = new DoubleSums(classes * classes);
    this.scores = new ScoreSums(shape);
  }

  /**
   * Counts of rows with so many classes.
   *
   * @param classes from 2 to {@value #MOST_CLASSES}
   * @param groups how many states there will be at the most; they share a bound on their size
   */
  public static Statistic<ClassCounts> statistic(int classes, long groups) {
    return ClassShape.of(classes, groups);
  }

  /** Counts kept by hand, without a table. */
  public static ClassCounts empty(int classes) {
    return ClassShape.of(classes, 1).empty();
  }

  @Override
  public void add(Row row) {
    add(ClassRow.of(row, classes));
  }

  /**
   * Takes one row in.
   *
   * @param label the true class; NaN for none
   * @param predicted the predicted class; NaN for none
   * @param weight of the row; 1 where rows have none. A row of weight 0 is as good as absent
   * @param scoresByClass one for each class, read and not kept; null for none
   */
  public void add(
      double label, double predicted, double weight, double @Nullable [] scoresByClass) {
    add(new ClassRow(label, predicted, weight, scoresByClass, classes));
  }

  void add(ClassRow row) {
    if (row.weight == 0) {
      return;
    }
    if (!row.usable) {
      tallyUnusable(row.label, row.predicted, row.weight);
      return;
    }
    shares = null;
    byClass = null;
    int cell = row.actual * classes + (int) row.predicted;
    tallies[ROWS]++;
    cells[cell]++;
    weights.add(cell, row.weight);
    totals.add(WEIGHT, row.weight);
    totals.addProduct(SQUARED_WEIGHT, row.weight, row.weight);
    scores.add(row);
  }

  private void tallyUnusable(double label, double predicted, double weight) {
    boolean noLabel = Double.isNaN(label);
    boolean noPrediction = Double.isNaN(predicted);
    boolean other =
        (!noLabel && !ClassRow.isClass(label, classes))
            || (!noPrediction && !ClassRow.isClass(predicted, classes));
    tallies[UNUSABLE]++;
    tallies[NULL_LABELS] += noLabel ? 1 : 0;
    tallies[NULL_PREDICTIONS] += noPrediction ? 1 : 0;
    tallies[OTHER_CLASSES] += other ? 1 : 0;
    tallies[BAD_WEIGHTS] += ClassRow.isWeight(weight) ? 0 : 1;
  }

  @Override
  public void merge(ClassCounts other) {
    shares = null;
    byClass = null;
    for (int at = 0; at < TALLIES; at++) {
      tallies[at] += other.tallies[at];
    }
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] += other.cells[cell];
    }
    weights.merge(other.weights);
    totals.merge(other.totals);
    scores.merge(other.scores);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (long tally : tallies) {
      out.writeLong(tally);
    }
    for (long cell : cells) {
      out.writeLong(cell);
    }
    weights.write(out);
    totals.write(out);
    scores.write(out);
  }

  static ClassCounts read(ClassShape shape, DataInput in) throws IOException {
    ClassCounts counts = new ClassCounts(shape);
    for (int at = 0; at < TALLIES; at++) {
      counts.tallies[at] = in.readLong();
    }
    for (int cell = 0; cell < counts.cells.length; cell++) {
      counts.cells[cell] = in.readLong();
    }
    counts.weights = DoubleSums.read(in);
    counts.totals = DoubleSums.read(in);
    counts.scores = ScoreSums.read(shape, in);
    return counts;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Rows that are part of the metrics. */
  public long rows() {
    return tallies[ROWS];
  }

  /** Of {@link #rows}, those with usable scores. */
  public long scoredRows() {
    return scores.rows();
  }

  /** Rows left out for want of a known class or a weight. */
  public long unusable() {
    return tallies[UNUSABLE];
  }

  /** Rows whose true class is null or NaN. */
  public long nullLabels() {
    return tallies[NULL_LABELS];
  }

  /** Rows of one true and one predicted class. */
  public long rows(int actual, int predicted) {
    return cells[actual * classes + predicted];
  }

  /** Sum of the weights of one true and one predicted class. */
  public double weight(int actual, int predicted) {
    return weights.value(actual * classes + predicted);
  }

  /** Sum of all weights. */
  public double weight() {
    return totals.value(WEIGHT);
  }

  /** Kish's effective number of rows, (Σw)² / Σw²: the rows where all weights are equal. */
  public double effectiveRows() {
    double squares = totals.value(SQUARED_WEIGHT);
    return squares > 0 ? weight() * weight() / squares : 0;
  }

  /** Shares of the weight by true and predicted class; there must be some weight. */
  ClassShares shares() {
    ClassShares ready = shares;
    if (ready == null) {
      ready = ClassShares.of(this);
      shares = ready;
    }
    return ready;
  }

  /** Effective rows by class and score; some row must have scores and weight. */
  ScoresByClass byClass() {
    ScoresByClass ready = byClass;
    if (ready == null) {
      ready = ScoresByClass.of(this);
      byClass = ready;
    }
    return ready;
  }

  ScoreSums scores() {
    return scores;
  }

  ClassShape shape() {
    return shape;
  }

  /**
   * The most by which bins of several scores can have moved an area of a class or of a pair of
   * classes; 0 where every distinct score has a bin of its own.
   */
  public double areaError() {
    if (scores.exact() || !(scores.weight() > 0)) {
      return 0;
    }
    ScoresByClass areas = byClass();
    double largest = 0;
    for (int own = 0; own < classes; own++) {
      double error = 0;
      if (areas.rows(own) > 0 && areas.occurring() > 1) {
        error = areas.againstRest(own).error();
      }
      for (int other = 0; shape.pairs() && other < classes; other++) {
        if (other != own && areas.rows(own) > 0 && areas.rows(other) > 0) {
          error = Math.max(error, areas.against(own, other).error());
        }
      }
      largest = Math.max(largest, error);
    }
    return largest;
  }

  /** What a reader must know of rows that are part of no metric, or not of all. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    Counted.add(
        notes,
        tallies[NULL_LABELS],
        "[row has|rows have] no label and [is|are] part of no metric.");
    Counted.add(
        notes,
        tallies[NULL_PREDICTIONS],
        "[row has|rows have] no prediction and [is|are] part of no metric.");
    Counted.add(
        notes,
        tallies[OTHER_CLASSES],
        "[row names|rows name] an unknown class and [is|are] part of no metric.");
    Counted.add(
        notes,
        tallies[BAD_WEIGHTS],
        "[row has|rows have] no usable weight and [is|are] part of no metric.");
    if (scores.rows() > 0) {
      Counted.add(
          notes,
          rows() - scores.rows(),
          "[row has|rows have] no scores and [is|are] part of the metrics of decisions alone.");
    }
    double error = areaError();
    if (error > 0) {
      notes.add(
          String.format(
              Locale.ROOT, "Scores are binned: areas of classes are exact to %.1e.", error));
    }
    return notes;
  }
}
