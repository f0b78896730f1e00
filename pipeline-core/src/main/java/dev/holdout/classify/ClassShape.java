package dev.holdout.classify;

import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * How large the states of an evaluation are.
 *
 * <p>Bound: each class has at most {@code bins} bins of its scores, each with a sum for every class
 * where pairs are counted and with two otherwise. All states together have at most 2<sup>28</sup>
 * bytes of them, or 2<sup>9</sup> bins for each class and state if that is more. Pairs are counted
 * up to {@value #MOST_IN_PAIRS} classes, and only where 2<sup>9</sup> bins fit.
 *
 * <p>Where pairs are counted, the scores of at most {@value #MOST_SAMPLED} rows ( {@value
 * #FEWEST_SAMPLED} of each class, if that is more) are kept as well.
 *
 * @param classes number of classes
 * @param bins most bins of each class's scores
 * @param pairs whether scores are counted by true class, as metrics of pairs need
 */
record ClassShape(int classes, int bins, boolean pairs) implements Statistic<ClassCounts> {
  static final int MOST_IN_PAIRS = 30;
  private static final int FEWEST_BINS = 1 << 9;
  private static final int MOST_BINS = 1 << 15;
  private static final int MOST_SAMPLED = 256;
  private static final int FEWEST_SAMPLED = 16;
  private static final long MOST_BYTES = 1L << 28;

  static ClassShape of(int classes, long groups) {
    if (classes < 2 || classes > ClassCounts.MOST_CLASSES || groups < 1) {
      throw new IllegalArgumentException(
          classes + " classes, expected 2 to " + ClassCounts.MOST_CLASSES + "; " + groups);
    }
    long inPairs = bins(classes, classes, groups);
    boolean pairs = classes <= MOST_IN_PAIRS && inPairs >= FEWEST_BINS;
    long most = pairs ? inPairs : bins(classes, 2, groups);
    return new ClassShape(classes, (int) Math.min(MOST_BINS, Math.max(FEWEST_BINS, most)), pairs);
  }

  private static long bins(int classes, int channels, long groups) {
    return Long.highestOneBit(MOST_BYTES / groups / classes / (24 + 8L * channels));
  }

  /** Sums of each bin. */
  int channels() {
    return pairs ? classes : 2;
  }

  /** Rows of each class whose scores are kept, where pairs are counted; else none. */
  int sampled() {
    return pairs ? Math.max(FEWEST_SAMPLED, MOST_SAMPLED / classes) : 0;
  }

  @Override
  public Consumer<ClassCounts> of(Row row) {
    return ClassRow.of(row, classes);
  }

  @Override
  public ClassCounts empty() {
    return new ClassCounts(this);
  }

  @Override
  public ClassCounts read(DataInput in) throws IOException {
    return ClassCounts.read(this, in);
  }
}
