package dev.holdout.evaluate;

import dev.holdout.stat.DoubleSums;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Sums of the first three powers and products of two models' losses on the same rows, of several
 * metrics at once.
 *
 * <p>Reads by position: what a row adds to the first metric for the baseline and for the model that
 * is compared, the same of the next, and the weight after them all ({@link RowLoss}). Kept are sums
 * of the difference d = b − a and of the sum s = a + b, which is exact where the models are nearly
 * the same, and of a and b themselves; squares are added without rounding.
 *
 * <p>Size: 200 bytes for each metric.
 */
final class PairedLossSums implements State<PairedLossSums> {
  private static final int D = 0;
  private static final int S = 1;
  private static final int DD = 2;
  private static final int DS = 3;
  private static final int SS = 4;
  private static final int DDD = 5;
  private static final int DDS = 6;
  private static final int DSS = 7;
  private static final int SSS = 8;
  private static final int CENTRED = 9;
  private static final int A = 9;
  private static final int B = 10;
  private static final int SUMS = 11;

  /** Third powers of no more than this are finite. */
  private static final double LARGEST = 1e95;

  private final Of of;
  private final long[] onlyBaseline;
  private final long[] onlyScore;
  private final long[] infinite;
  private long rows;
  private long omitted;
  private DoubleSums sums;

  private PairedLossSums(Of of) {
    this.of = of;
    this.onlyBaseline = new long[of.metrics];
    this.onlyScore = new long[of.metrics];
    this.infinite = new long[of.metrics];
    this.sums = new DoubleSums(SUMS * of.metrics + 2);
  }

  /**
   * The statistic.
   *
   * @param metrics how many
   */
  record Of(int metrics) implements Statistic<PairedLossSums> {
    @Override
    public PairedLossSums empty() {
      return new PairedLossSums(this);
    }

    @Override
    public Consumer<PairedLossSums> of(Row row) {
      double[] read = new double[2 * metrics + 1];
      boolean usable = true;
      for (int at = 0; at < read.length; at++) {
        read[at] = row.isNullAt(at) ? Double.NaN : row.getDouble(at);
        usable &= !Double.isNaN(read[at]);
      }
      if (read[2 * metrics] == 0) {
        return state -> {};
      }
      return usable && ScoredRow.isWeight(read[2 * metrics])
          ? state -> state.add(read)
          : state -> state.omitted++;
    }

    @Override
    public PairedLossSums read(DataInput in) throws IOException {
      PairedLossSums read = empty();
      read.rows = in.readLong();
      read.omitted = in.readLong();
      for (int at = 0; at < metrics; at++) {
        read.onlyBaseline[at] = in.readLong();
        read.onlyScore[at] = in.readLong();
        read.infinite[at] = in.readLong();
      }
      read.sums = DoubleSums.read(in);
      return read;
    }
  }

  @Override
  public void add(Row row) {
    of.of(row).accept(this);
  }

  /** Takes one row in, as it is read. */
  void add(double[] row) {
    double weight = row[2 * of.metrics];
    rows++;
    sums.add(SUMS * of.metrics, weight);
    sums.addProduct(SUMS * of.metrics + 1, weight, weight);
    for (int at = 0; at < of.metrics; at++) {
      double d = row[2 * at + 1] - row[2 * at];
      double s = row[2 * at + 1] + row[2 * at];
      if (Double.isFinite(d) && Double.isFinite(s)) {
        onlyBaseline[at] += d < 0 ? 1 : 0;
        onlyScore[at] += d > 0 ? 1 : 0;
        sums.addProduct(SUMS * at + A, weight, row[2 * at]);
        sums.addProduct(SUMS * at + B, weight, row[2 * at + 1]);
        add(SUMS * at, weight, d, s);
      } else {
        infinite[at]++;
      }
    }
  }

  private void add(int at, double weight, double d, double s) {
    sums.addProduct(at + D, weight, d);
    sums.addProduct(at + S, weight, s);
    addProduct(at + DD, weight, d, d);
    addProduct(at + DS, weight, d, s);
    addProduct(at + SS, weight, s, s);
    double limitedD = Math.max(-LARGEST, Math.min(LARGEST, d));
    double limitedS = Math.min(LARGEST, s);
    sums.addProduct(at + DDD, weight, limitedD * limitedD * limitedD);
    sums.addProduct(at + DDS, weight, limitedD * limitedD * limitedS);
    sums.addProduct(at + DSS, weight, limitedD * limitedS * limitedS);
    sums.addProduct(at + SSS, weight, limitedS * limitedS * limitedS);
  }

  private void addProduct(int at, double weight, double left, double right) {
    double product = left * right;
    sums.addProduct(at, weight, product);
    double rest = Math.fma(left, right, -product);
    if (rest != 0) {
      sums.addProduct(at, weight, rest);
    }
  }

  @Override
  public void merge(PairedLossSums other) {
    rows += other.rows;
    omitted += other.omitted;
    for (int at = 0; at < of.metrics; at++) {
      onlyBaseline[at] += other.onlyBaseline[at];
      onlyScore[at] += other.onlyScore[at];
      infinite[at] += other.infinite[at];
    }
    sums.merge(other.sums);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeLong(omitted);
    for (int at = 0; at < of.metrics; at++) {
      out.writeLong(onlyBaseline[at]);
      out.writeLong(onlyScore[at]);
      out.writeLong(infinite[at]);
    }
    sums.write(out);
  }

  long rows() {
    return rows;
  }

  /** Rows that lack a prediction, a label or a weight. */
  long omitted() {
    return omitted;
  }

  /** Kish's effective number of rows; the rows where none is weighted. */
  double effectiveRows() {
    double squares = sums.value(SUMS * of.metrics + 1);
    return squares > 0 ? weight() * weight() / squares : 0;
  }

  private double weight() {
    return sums.value(SUMS * of.metrics);
  }

  /** Rows to which a metric's loss is infinite. */
  long infinite(int metric) {
    return infinite[metric];
  }

  /** Of a share, the rows in which one model alone is right. */
  McNemar discordant(int metric) {
    return McNemar.of(onlyBaseline[metric], onlyScore[metric]);
  }

  /** A metric's moments, with weights as effective rows; of all rows one at least. */
  LossMoments moments(int metric) {
    BigDecimal[] of = new BigDecimal[CENTRED];
    for (int at = 0; at < CENTRED; at++) {
      of[at] = sums.decimal(SUMS * metric + at);
    }
    return LossMoments.of(effectiveRows(), weight(), means(metric), of);
  }

  /** Means of a metric's losses: the baseline's, then the other's. */
  double[] means(int metric) {
    return new double[] {
      sums.value(SUMS * metric + A) / weight(), sums.value(SUMS * metric + B) / weight()
    };
  }
}
