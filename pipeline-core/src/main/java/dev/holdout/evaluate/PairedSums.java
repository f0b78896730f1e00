package dev.holdout.evaluate;

import dev.holdout.stat.ExactSum;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What the comparison of two models needs of rows beside each model's own counts: the pairs of
 * scores as long as few are distinct, joint counts in bins, joint decisions, and the sums of the
 * differences of losses with those of their squares.
 *
 * <p>Reads the columns champion, challenger and label; champion is the baseline. Rows that lack one
 * are left out. Size: at most {@value #MOST_PAIRS} pairs of 120 bytes, 2·65² joint cells of 80
 * bytes, 4 KB of sums.
 */
final class PairedSums implements State<PairedSums> {
  static final int MOST_PAIRS = 4096;
  private static final int DECISION_CELLS = 8;

  private final Of of;
  private final SortedMap<Pair, long[]> pairs =
      new TreeMap<>(Comparator.comparingDouble(Pair::first).thenComparingDouble(Pair::second));
  private boolean tooManyPairs;
  private JointCounts joint;
  private final long[] decisions = new long[DECISION_CELLS];
  private ExactSum logLoss = new ExactSum();
  private ExactSum squaredLogLoss = new ExactSum();
  private ExactSum brier = new ExactSum();
  private ExactSum squaredBrier = new ExactSum();

  private PairedSums(Of of) {
    this.of = of;
    this.joint = of.joint().empty();
  }

  /** Two scores of one row. */
  record Pair(double first, double second) {}

  /** The statistic for two models' bins, whose thresholds decide. */
  record Of(ScoreBins first, ScoreBins second) implements Statistic<PairedSums> {
    private JointCounts.Of joint() {
      return new JointCounts.Of(first, second);
    }

    @Override
    public PairedSums empty() {
      return new PairedSums(this);
    }

    @Override
    public PairedSums read(DataInput in) throws IOException {
      PairedSums sums = empty();
      sums.tooManyPairs = in.readBoolean();
      int size = in.readInt();
      for (int at = 0; at < size; at++) {
        Pair pair = new Pair(in.readDouble(), in.readDouble());
        sums.pairs.put(pair, new long[] {in.readLong(), in.readLong()});
      }
      sums.joint = joint().read(in);
      for (int cell = 0; cell < DECISION_CELLS; cell++) {
        sums.decisions[cell] = in.readLong();
      }
      sums.logLoss = ExactSum.read(in);
      sums.squaredLogLoss = ExactSum.read(in);
      sums.brier = ExactSum.read(in);
      sums.squaredBrier = ExactSum.read(in);
      return sums;
    }
  }

  @Override
  public void add(Row row) {
    if (PairedCounts.usable(row)) {
      add(
          row.getDouble(row.fieldIndex(PairedCounts.CHAMPION)),
          row.getDouble(row.fieldIndex(PairedCounts.CHALLENGER)),
          row.getDouble(row.fieldIndex(PredictionColumns.LABEL)) == 1.0);
    }
  }

  /** Takes one row in. */
  void add(double first, double second, boolean positive) {
    int label = positive ? 1 : 0;
    if (!tooManyPairs) {
      // −0.0 and 0.0 are one score.
      addPair(new Pair(first + 0.0, second + 0.0), label, 1);
    }
    joint.add(first, second, positive);
    int decided =
        (first >= of.first.threshold() ? 4 : 0) + (second >= of.second.threshold() ? 2 : 0);
    decisions[decided + label]++;
    LossTerms of1 = LossTerms.of(first, positive);
    LossTerms of2 = LossTerms.of(second, positive);
    if (of1.inUnit() && of2.inUnit()) {
      logLoss.add(of2.logLoss() - of1.logLoss());
      squaredLogLoss.addSquare(of2.logLoss() - of1.logLoss());
      brier.add(of2.brier() - of1.brier());
      squaredBrier.addSquare(of2.brier() - of1.brier());
    }
  }

  private void addPair(Pair pair, int label, long count) {
    pairs.computeIfAbsent(pair, unseen -> new long[2])[label] += count;
    if (pairs.size() > MOST_PAIRS) {
      tooManyPairs = true;
      pairs.clear();
    }
  }

  @Override
  public void merge(PairedSums other) {
    if (other.tooManyPairs) {
      tooManyPairs = true;
      pairs.clear();
    }
    for (Map.Entry<Pair, long[]> pair : other.pairs.entrySet()) {
      for (int label = 0; label < 2 && !tooManyPairs; label++) {
        addPair(pair.getKey(), label, pair.getValue()[label]);
      }
    }
    joint.merge(other.joint);
    for (int cell = 0; cell < DECISION_CELLS; cell++) {
      decisions[cell] += other.decisions[cell];
    }
    logLoss.merge(other.logLoss);
    squaredLogLoss.merge(other.squaredLogLoss);
    brier.merge(other.brier);
    squaredBrier.merge(other.squaredBrier);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(tooManyPairs);
    out.writeInt(pairs.size());
    for (Map.Entry<Pair, long[]> pair : pairs.entrySet()) {
      out.writeDouble(pair.getKey().first);
      out.writeDouble(pair.getKey().second);
      out.writeLong(pair.getValue()[0]);
      out.writeLong(pair.getValue()[1]);
    }
    joint.write(out);
    for (long count : decisions) {
      out.writeLong(count);
    }
    logLoss.write(out);
    squaredLogLoss.write(out);
    brier.write(out);
    squaredBrier.write(out);
  }

  long rows() {
    return joint.rows();
  }

  /** Negatives and positives of each pair of scores; empty where too many are distinct. */
  Optional<SortedMap<Pair, long[]>> pairs() {
    return tooManyPairs ? Optional.empty() : Optional.of(pairs);
  }

  JointCounts joint() {
    return joint;
  }

  Of of() {
    return of;
  }

  /** Rows by both decisions and label: place 4·first + 2·second + label. */
  long[] decisions() {
    return decisions.clone();
  }

  /** Differences of log loss, second minus first, of rows whose scores are both probabilities. */
  double logLoss() {
    return logLoss.value();
  }

  double squaredLogLoss() {
    return squaredLogLoss.value();
  }

  /** The same of (score − label)². */
  double brier() {
    return brier.value();
  }

  double squaredBrier() {
    return squaredBrier.value();
  }
}
