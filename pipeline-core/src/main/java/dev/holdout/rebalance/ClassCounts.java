package dev.holdout.rebalance;

import dev.holdout.contract.Columns;
import dev.holdout.stat.ExactSum;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of each class, and what they weigh together.
 *
 * @param classes label → its count; only classes that have rows
 */
public record ClassCounts(SortedMap<Double, Count> classes) {
  public ClassCounts {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
  }

  /**
   * One class.
   *
   * @param rows how many
   * @param weight the sum of their weights
   */
  public record Count(long rows, double weight) {
    static final Count NONE = new Count(0, 0);
  }

  /**
   * Counts; one scan. The sums of weights are exact before they are rounded.
   *
   * @param rows with label and weight
   */
  public static ClassCounts of(Dataset<Row> rows) {
    SortedMap<Double, Count> classes = new TreeMap<>();
    Scan.byGroup(
            rows.select(Columns.LABEL, Columns.WEIGHT),
            row -> List.of(Double.toString(row.getDouble(0))),
            new Weights())
        .forEach(
            (label, weighed) ->
                classes.put(
                    Double.valueOf(label), new Count(weighed.rows, weighed.weight.value())));
    return new ClassCounts(classes);
  }

  private static final class Weighed implements State<Weighed> {
    private long rows;
    private ExactSum weight = new ExactSum();

    @Override
    public void add(Row row) {
      rows++;
      weight.add(row.getDouble(1));
    }

    @Override
    public void merge(Weighed other) {
      rows += other.rows;
      weight.merge(other.weight);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeLong(rows);
      weight.write(out);
    }
  }

  private record Weights() implements Statistic<Weighed> {
    @Override
    public Weighed empty() {
      return new Weighed();
    }

    @Override
    public Weighed read(DataInput in) throws IOException {
      Weighed weighed = new Weighed();
      weighed.rows = in.readLong();
      weighed.weight = ExactSum.read(in);
      return weighed;
    }
  }

  /** Of one class; zeros where it has no rows. */
  public Count of(double label) {
    return classes.getOrDefault(label, Count.NONE);
  }

  /** All rows. */
  public long rows() {
    return classes.values().stream().mapToLong(Count::rows).sum();
  }

  /** The label with fewest rows, the highest among equals. */
  public double minority() {
    double minority = classes.lastKey();
    for (double label : classes.keySet()) {
      if (of(label).rows < of(minority).rows) {
        minority = label;
      }
    }
    return minority;
  }

  /** What all rows weigh together. */
  public double weight() {
    return classes.values().stream().mapToDouble(Count::weight).sum();
  }

  /** The label with most rows, the lowest among equals. */
  public double majority() {
    double majority = classes.firstKey();
    for (double label : classes.keySet()) {
      if (of(label).rows > of(majority).rows) {
        majority = label;
      }
    }
    return majority;
  }

  /** The share of a class in the weight of all rows. */
  public double share(double label) {
    return of(label).weight / weight();
  }
}
