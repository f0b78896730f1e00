package dev.holdout.rebalance;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.stat.Moments;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What distances need to know of some rows: mean and spread of each number, rows of each category.
 *
 * <p>Size: 2 KB for each number, 8 bytes for each level of each category.
 */
final class FeatureState implements State<FeatureState> {
  private final VectorForm form;
  private final Moments[] numbers;
  private final long[][] levels;

  private FeatureState(VectorForm form) {
    this.form = form;
    this.numbers = new Moments[form.numbers()];
    Arrays.setAll(numbers, number -> new Moments());
    this.levels = new long[form.categories()][];
    Arrays.setAll(levels, category -> new long[form.levels(category)]);
  }

  /** The states of the classes, by label; one scan. */
  static SortedMap<Double, FeatureState> byLabel(Dataset<Row> rows, VectorForm form) {
    SortedMap<Double, FeatureState> byLabel = new TreeMap<>();
    Scan.byGroup(
            rows.select(Columns.LABEL, FoldPreprocessing.FEATURES),
            row -> List.of(Double.toString(row.getDouble(0))),
            new Of(form))
        .forEach((label, state) -> byLabel.put(Double.valueOf(label), state));
    return byLabel;
  }

  /** All of them together. */
  static FeatureState of(Iterable<FeatureState> states, VectorForm form) {
    return Scan.merge(states, new Of(form));
  }

  /** That of one class, which has rows. */
  static FeatureState of(SortedMap<Double, FeatureState> byLabel, double label) {
    FeatureState state = byLabel.get(label);
    if (state == null) {
      throw new IllegalStateException("no rows of class " + label);
    }
    return state;
  }

  /** The numbers of all these rows, one after the other. */
  Moments number(int number) {
    return numbers[number];
  }

  /** Rows with a level of a category. */
  long rows(int category, int level) {
    return levels[category][level];
  }

  /** Whether no two rows differ. */
  boolean allEqual() {
    return Arrays.stream(numbers).noneMatch(Moments::vary)
        && Arrays.stream(levels)
            .allMatch(counts -> Arrays.stream(counts).filter(count -> count > 0).count() <= 1);
  }

  @Override
  public void add(Row row) {
    double[] entries = ((Vector) row.get(1)).toArray();
    for (int number = 0; number < numbers.length; number++) {
      numbers[number].add(form.number(entries, number));
    }
    for (int category = 0; category < levels.length; category++) {
      levels[category][form.level(entries, category)]++;
    }
  }

  @Override
  public void merge(FeatureState other) {
    for (int number = 0; number < numbers.length; number++) {
      numbers[number].merge(other.numbers[number]);
    }
    for (int category = 0; category < levels.length; category++) {
      for (int level = 0; level < levels[category].length; level++) {
        levels[category][level] += other.levels[category][level];
      }
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (Moments number : numbers) {
      number.write(out);
    }
    for (long[] counts : levels) {
      for (long count : counts) {
        out.writeLong(count);
      }
    }
  }

  private record Of(VectorForm form) implements Statistic<FeatureState> {
    @Override
    public FeatureState empty() {
      return new FeatureState(form);
    }

    @Override
    public FeatureState read(DataInput in) throws IOException {
      FeatureState state = new FeatureState(form);
      for (int number = 0; number < state.numbers.length; number++) {
        state.numbers[number] = Moments.read(in);
      }
      for (long[] counts : state.levels) {
        for (int level = 0; level < counts.length; level++) {
          counts[level] = in.readLong();
        }
      }
      return state;
    }
  }
}
