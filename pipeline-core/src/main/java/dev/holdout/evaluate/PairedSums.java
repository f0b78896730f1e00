package dev.holdout.evaluate;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What the comparison of two models needs of rows beside each model's own counts: the pairs of
 * scores as long as few are distinct and joint counts in bins beyond that, joint decisions, and
 * sums of losses.
 *
 * <p>Reads the columns champion, challenger and label; champion is the baseline. Rows that lack one
 * are left out. Weighted rows count what they weigh, and are told as effective rows ({@link
 * #scaled}). Size: at most {@link Of#mostPairs} pairs of 120 bytes, then 2·65² cells of 8 bytes.
 */
final class PairedSums implements State<PairedSums> {
  private static final int DECISION_CELLS = 8;

  /** Log loss and Brier's score, in that order. */
  private static final PairedLossSums.Of LOSSES = new PairedLossSums.Of(2);

  private static final Comparator<Pair> ORDER =
      Comparator.comparingDouble(Pair::first).thenComparingDouble(Pair::second);

  private final Of of;
  private final Map<Pair, double[]> pairs = new HashMap<>();
  private double @Nullable [] joint;
  private final long[] decisions = new long[DECISION_CELLS];
  private final double[] decided = new double[DECISION_CELLS];
  private PairedLossSums losses = LOSSES.empty();

  private PairedSums(Of of) {
    this.of = of;
  }

  /** Two scores of one row. */
  record Pair(double first, double second) {}

  /** What one row adds, worked out once. */
  @SuppressWarnings("ArrayRecordComponent") // Read once for each group, never compared.
  private record Scored(
      Pair pair, int cell, int decision, int label, double weight, double[] losses) {}

  /**
   * The statistic for two models' bins, whose thresholds decide.
   *
   * @param mostPairs pairs of scores that are told apart; where there are more, they are binned
   * @param weighted whether rows have a weight
   */
  record Of(ScoreBins first, ScoreBins second, int mostPairs, boolean weighted)
      implements Statistic<PairedSums> {
    @Override
    public PairedSums empty() {
      return new PairedSums(this);
    }

    @Override
    public Consumer<PairedSums> of(Row row) {
      if (PairedCounts.isAbsent(row, weighted) || !PairedCounts.usable(row, weighted)) {
        return state -> {};
      }
      Scored scored =
          scored(
              row.getDouble(row.fieldIndex(PairedCounts.CHAMPION)),
              row.getDouble(row.fieldIndex(PairedCounts.CHALLENGER)),
              row.getDouble(row.fieldIndex(PredictionColumns.LABEL)) == 1.0,
              weighted ? row.getDouble(row.fieldIndex(PredictionColumns.WEIGHT)) : 1);
      return state -> state.add(scored);
    }

    private Scored scored(double one, double two, boolean positive, double weight) {
      int label = positive ? 1 : 0;
      LossTerms of1 = LossTerms.of(one, positive);
      LossTerms of2 = LossTerms.of(two, positive);
      return new Scored(
          // −0.0 and 0.0 are one score.
          new Pair(one + 0.0, two + 0.0),
          cell(one, two, label),
          (one >= first.threshold() ? 4 : 0) + (two >= second.threshold() ? 2 : 0) + label,
          label,
          weight,
          of1.inUnit() && of2.inUnit()
              ? new double[] {of1.logLoss(), of2.logLoss(), of1.brier(), of2.brier(), weight}
              : new double[0]);
    }

    private int cell(double one, double two, int label) {
      return (first.of(one) * second.size() + second.of(two)) * 2 + label;
    }

    private int cells() {
      return 2 * first.size() * second.size();
    }

    @Override
    public PairedSums read(DataInput in) throws IOException {
      PairedSums sums = empty();
      int size = in.readInt();
      for (int at = 0; at < size; at++) {
        Pair pair = new Pair(in.readDouble(), in.readDouble());
        sums.pairs.put(pair, new double[] {in.readDouble(), in.readDouble()});
      }
      if (in.readBoolean()) {
        double[] joint = new double[cells()];
        readInto(joint, in);
        sums.joint = joint;
      }
      for (int at = 0; at < DECISION_CELLS; at++) {
        sums.decisions[at] = in.readLong();
      }
      readInto(sums.decided, in);
      sums.losses = LOSSES.read(in);
      return sums;
    }

    private static void readInto(double[] counts, DataInput in) throws IOException {
      for (int at = 0; at < counts.length; at++) {
        counts[at] = in.readDouble();
      }
    }
  }

  @Override
  public void add(Row row) {
    of.of(row).accept(this);
  }

  /** Takes one row in. */
  void add(double first, double second, boolean positive) {
    add(of.scored(first, second, positive, 1));
  }

  private void add(Scored row) {
    double[] cells = joint;
    if (cells == null) {
      addPair(row.pair, row.label, row.weight);
    } else {
      cells[row.cell] += row.weight;
    }
    decisions[row.decision]++;
    decided[row.decision] += row.weight;
    if (row.losses.length > 0) {
      losses.add(row.losses);
    }
  }

  private void addPair(Pair pair, int label, double count) {
    if (joint != null) {
      joint[of.cell(pair.first, pair.second, label)] += count;
      return;
    }
    pairs.computeIfAbsent(pair, unseen -> new double[2])[label] += count;
    if (pairs.size() > of.mostPairs) {
      bin();
    }
  }

  /** Turns pairs into counts in bins. */
  private double[] bin() {
    double[] cells = joint;
    if (cells == null) {
      cells = binned();
      joint = cells;
      pairs.clear();
    }
    return cells;
  }

  private double[] binned() {
    double[] cells = joint;
    if (cells != null) {
      return cells;
    }
    double[] fresh = new double[of.cells()];
    pairs.forEach(
        (pair, counts) -> {
          fresh[of.cell(pair.first, pair.second, 0)] += counts[0];
          fresh[of.cell(pair.first, pair.second, 1)] += counts[1];
        });
    return fresh;
  }

  @Override
  public void merge(PairedSums other) {
    if (other.joint != null) {
      addAll(bin(), other.joint);
    }
    other.pairs.forEach(
        (pair, counts) -> {
          addPair(pair, 0, counts[0]);
          addPair(pair, 1, counts[1]);
        });
    for (int at = 0; at < DECISION_CELLS; at++) {
      decisions[at] += other.decisions[at];
    }
    addAll(decided, other.decided);
    losses.merge(other.losses);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    SortedMap<Pair, double[]> sorted = sorted();
    out.writeInt(sorted.size());
    for (Map.Entry<Pair, double[]> pair : sorted.entrySet()) {
      out.writeDouble(pair.getKey().first);
      out.writeDouble(pair.getKey().second);
      out.writeDouble(pair.getValue()[0]);
      out.writeDouble(pair.getValue()[1]);
    }
    double[] cells = joint;
    out.writeBoolean(cells != null);
    if (cells != null) {
      writeAll(cells, out);
    }
    for (long count : decisions) {
      out.writeLong(count);
    }
    writeAll(decided, out);
    losses.write(out);
  }

  private static void writeAll(double[] counts, DataOutput out) throws IOException {
    for (double count : counts) {
      out.writeDouble(count);
    }
  }

  private static void addAll(double[] to, double[] from) {
    for (int at = 0; at < to.length; at++) {
      to[at] += from[at];
    }
  }

  private SortedMap<Pair, double[]> sorted() {
    SortedMap<Pair, double[]> sorted = new TreeMap<>(ORDER);
    sorted.putAll(pairs);
    return sorted;
  }

  long rows() {
    long rows = 0;
    for (long count : decisions) {
      rows += count;
    }
    return rows;
  }

  /**
   * The same with weights as effective rows: nothing may be added to them or merged into them.
   *
   * @param rows how many effective rows there are
   */
  PairedSums scaled(double rows) {
    double weights = Arrays.stream(decided).sum();
    if (!(weights > 0) || rows == weights) {
      return this;
    }
    double scale = rows / weights;
    PairedSums scaled = new PairedSums(of);
    pairs.forEach(
        (pair, counts) ->
            scaled.pairs.put(pair, new double[] {scale * counts[0], scale * counts[1]}));
    double[] cells = joint;
    scaled.joint =
        cells == null ? null : Arrays.stream(cells).map(count -> scale * count).toArray();
    System.arraycopy(decisions, 0, scaled.decisions, 0, DECISION_CELLS);
    for (int at = 0; at < DECISION_CELLS; at++) {
      scaled.decided[at] = scale * decided[at];
    }
    scaled.losses = losses;
    return scaled;
  }

  /** Negatives and positives of each pair of scores; empty where too many are distinct. */
  Optional<SortedMap<Pair, double[]>> pairs() {
    return joint != null ? Optional.empty() : Optional.of(sorted());
  }

  /**
   * Counts in joint bins.
   *
   * @param cells that have rows, in an order that depends on nothing else
   * @param counts the rows of each
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
  record Joint(JointCounts.Cell[] cells, double[] counts) {}

  /**
   * Counts in joint bins.
   *
   * @param each so many neighbouring bins of either model together
   */
  Joint joint(int each) {
    int firsts = (of.first.size() - 1) / each + 1;
    int seconds = (of.second.size() - 1) / each + 1;
    double[] coarse = new double[2 * firsts * seconds];
    double[] fine = binned();
    for (int at = 0; at < fine.length; at++) {
      int one = at / 2 / of.second.size() / each;
      int two = at / 2 % of.second.size() / each;
      coarse[(one * seconds + two) * 2 + at % 2] += fine[at];
    }
    List<JointCounts.Cell> cells = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    for (int at = 0; at < coarse.length; at++) {
      if (coarse[at] > 0) {
        cells.add(new JointCounts.Cell(at / 2 / seconds, at / 2 % seconds, at % 2));
        counts.add(coarse[at]);
      }
    }
    return new Joint(
        cells.toArray(JointCounts.Cell[]::new),
        counts.stream().mapToDouble(count -> count).toArray());
  }

  Of of() {
    return of;
  }

  /** Rows by both decisions and label: place 4·first + 2·second + label. */
  long[] decisions() {
    return decisions.clone();
  }

  /** What these rows weigh. */
  double[] decided() {
    return decided.clone();
  }

  /** The log loss, then Brier's score, of rows whose scores are both probabilities. */
  PairedLossSums losses() {
    return losses;
  }
}
