package dev.holdout.slice;

import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.ExactSum;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What dividing features into values and bins needs of the rows that have an error: each feature's
 * values or numbers with their counts; the sum and the largest of the errors.
 *
 * <p>Size: for each feature of numbers 4,096 bins of 16 bytes, for each of text at most {@value
 * #MOST_VALUES} values; a feature that has more is marked and its counts are dropped.
 */
final class FeatureCounts implements State<FeatureCounts> {
  static final int MOST_VALUES = 10_000;
  private static final int BINS = 4096;

  private final List<Values> features = new ArrayList<>();
  private long rows;
  private long withoutError;
  private long negativeErrors;
  private double largestError;
  private ExactSum errors = new ExactSum();

  private FeatureCounts(boolean[] numeric) {
    for (boolean number : numeric) {
      features.add(new Values(number));
    }
  }

  /** One feature's values: numbers or texts. */
  static final class Values {
    private final boolean number;
    private AdaptiveHistogram numbers = new AdaptiveHistogram(1, BINS);
    private final SortedMap<String, Long> texts = new TreeMap<>();
    private boolean tooMany;
    private long nulls;

    private Values(boolean number) {
      this.number = number;
    }

    boolean number() {
      return number;
    }

    AdaptiveHistogram numbers() {
      return numbers;
    }

    SortedMap<String, Long> texts() {
      return texts;
    }

    boolean tooMany() {
      return tooMany;
    }

    long nulls() {
      return nulls;
    }

    private void add(Row row, int at) {
      if (row.isNullAt(at)) {
        nulls++;
      } else if (number) {
        numbers.add(row.getDouble(at), 0);
      } else {
        add(row.getString(at), 1);
      }
    }

    private void add(String text, long count) {
      if (!tooMany) {
        texts.merge(text, count, Long::sum);
        if (texts.size() > MOST_VALUES) {
          tooMany = true;
          texts.clear();
        }
      }
    }

    private void merge(Values other) {
      nulls += other.nulls;
      numbers.merge(other.numbers);
      if (other.tooMany) {
        tooMany = true;
        texts.clear();
      }
      other.texts.forEach(this::add);
    }

    private void write(DataOutput out) throws IOException {
      out.writeLong(nulls);
      out.writeBoolean(tooMany);
      numbers.write(out);
      out.writeInt(texts.size());
      for (Map.Entry<String, Long> text : texts.entrySet()) {
        // writeUTF is limited to 64 KB.
        byte[] bytes = text.getKey().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeLong(text.getValue());
      }
    }

    private void readFrom(DataInput in) throws IOException {
      nulls = in.readLong();
      tooMany = in.readBoolean();
      numbers = AdaptiveHistogram.read(in);
      int size = in.readInt();
      for (int at = 0; at < size; at++) {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        texts.put(new String(bytes, StandardCharsets.UTF_8), in.readLong());
      }
    }
  }

  /** The statistic of rows as {@link SliceColumns} gives them. */
  static Statistic<FeatureCounts> statistic(boolean[] numeric) {
    return new Of(numeric);
  }

  @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
  private record Of(boolean[] numeric) implements Statistic<FeatureCounts> {
    @Override
    public FeatureCounts empty() {
      return new FeatureCounts(numeric);
    }

    @Override
    public FeatureCounts read(DataInput in) throws IOException {
      FeatureCounts counts = empty();
      counts.rows = in.readLong();
      counts.withoutError = in.readLong();
      counts.negativeErrors = in.readLong();
      counts.largestError = in.readDouble();
      counts.errors = ExactSum.read(in);
      for (Values feature : counts.features) {
        feature.readFrom(in);
      }
      return counts;
    }
  }

  @Override
  public void add(Row row) {
    if (row.isNullAt(0)) {
      withoutError++;
      return;
    }
    double error = row.getDouble(0);
    rows++;
    negativeErrors += error < 0 ? 1 : 0;
    largestError = Math.max(largestError, error);
    errors.add(error);
    for (int feature = 0; feature < features.size(); feature++) {
      features.get(feature).add(row, SliceColumns.FIRST_FEATURE + feature);
    }
  }

  @Override
  public void merge(FeatureCounts other) {
    rows += other.rows;
    withoutError += other.withoutError;
    negativeErrors += other.negativeErrors;
    largestError = Math.max(largestError, other.largestError);
    errors.merge(other.errors);
    for (int feature = 0; feature < features.size(); feature++) {
      features.get(feature).merge(other.features.get(feature));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeLong(withoutError);
    out.writeLong(negativeErrors);
    out.writeDouble(largestError);
    errors.write(out);
    for (Values feature : features) {
      feature.write(out);
    }
  }

  /** Rows that have an error. */
  long rows() {
    return rows;
  }

  /** Rows whose error is null or not finite. */
  long withoutError() {
    return withoutError;
  }

  long negativeErrors() {
    return negativeErrors;
  }

  double largestError() {
    return largestError;
  }

  /** Sum of the errors. */
  double errors() {
    return errors.value();
  }

  Values feature(int at) {
    return features.get(at);
  }
}
