package dev.holdout.stat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of finite doubles, each kept in two doubles: whole numbers up to 2<sup>53</sup> are exact,
 * other sums carry about 106 bits.
 *
 * <p>What is read as one double is the same for any order and any division of the terms, but for
 * sums that lie within a share of about n·2<sup>−106</sup> of a rounding boundary; {@link ExactSum}
 * has no such exception, but takes 1 KB for each sum. The idea is Dekker's and Knuth's error-free
 * sum of two numbers.
 *
 * <p>Size: 8 bytes for each sum, 16 once any sum has been rounded.
 */
public final class DoubleSums {
  private double[] high;

  /** What {@link #high} lacks; none while nothing has been rounded. */
  private double @Nullable [] low;

  /** So many sums, all 0. */
  public DoubleSums(int size) {
    this.high = new double[size];
  }

  /** Number of sums. */
  public int size() {
    return high.length;
  }

  /** Adds a finite term to a sum. */
  public void add(int at, double term) {
    double before = high[at];
    double sum = before + term;
    double part = sum - before;
    double error = (before - (sum - part)) + (term - part);
    high[at] = sum;
    if (error != 0) {
      lows()[at] += error;
    }
  }

  /** Adds {@code left · right}, the product kept in two doubles. */
  public void addProduct(int at, double left, double right) {
    double product = left * right;
    add(at, product);
    double error = Math.fma(left, right, -product);
    if (error != 0) {
      add(at, error);
    }
  }

  /** Adds the sums of another, each to its own; {@code other} is left as it is. */
  public void merge(DoubleSums other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(size() + " and " + other.size() + " sums");
    }
    double[] terms = other.high;
    double[] rests = other.low;
    double[] errors = rests == null ? low : lows();
    for (int at = 0; at < terms.length; at++) {
      double before = high[at];
      double sum = before + terms[at];
      double part = sum - before;
      double error = (before - (sum - part)) + (terms[at] - part);
      high[at] = sum;
      if (errors == null) {
        if (error == 0) {
          continue;
        }
        errors = lows();
      }
      errors[at] += rests == null ? error : error + rests[at];
    }
  }

  /** Adds one sum of another to one of these. */
  public void add(int at, DoubleSums other, int otherAt) {
    add(at, other.high[otherAt]);
    if (other.low != null && other.low[otherAt] != 0) {
      add(at, other.low[otherAt]);
    }
  }

  /** Makes a sum 0 again. */
  public void clear(int at) {
    high[at] = 0;
    if (low != null) {
      low[at] = 0;
    }
  }

  /** More sums behind these, all 0. */
  public void grow(int size) {
    high = Arrays.copyOf(high, size);
    if (low != null) {
      low = Arrays.copyOf(low, size);
    }
  }

  /** A sum, rounded to a double. */
  public double value(int at) {
    return low == null ? high[at] : high[at] + low[at];
  }

  /** A sum with all that is known of it; it must be finite. */
  public BigDecimal decimal(int at) {
    BigDecimal sum = new BigDecimal(high[at]);
    return low == null ? sum : sum.add(new BigDecimal(low[at]));
  }

  /** Writes the first sums for {@link #read}. */
  void write(DataOutput out, int count) throws IOException {
    out.writeInt(count);
    double[] errors = low;
    out.writeBoolean(errors != null);
    for (int at = 0; at < count; at++) {
      out.writeDouble(high[at]);
      if (errors != null) {
        out.writeDouble(errors[at]);
      }
    }
  }

  /** Writes them for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    write(out, high.length);
  }

  /** Reads what {@link #write} wrote. */
  public static DoubleSums read(DataInput in) throws IOException {
    DoubleSums sums = new DoubleSums(in.readInt());
    boolean rounded = in.readBoolean();
    for (int at = 0; at < sums.high.length; at++) {
      sums.high[at] = in.readDouble();
      if (rounded) {
        sums.lows()[at] = in.readDouble();
      }
    }
    return sums;
  }

  private double[] lows() {
    double[] errors = low;
    if (errors == null) {
      errors = new double[high.length];
      low = errors;
    }
    return errors;
  }
}
