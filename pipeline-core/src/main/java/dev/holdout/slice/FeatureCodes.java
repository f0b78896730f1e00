package dev.holdout.slice;

import dev.holdout.stat.AdaptiveHistogram.Bins;
import dev.holdout.stat.Quantiles;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * One feature's values as small numbers, and the condition that each number stands for. Every row
 * has one: texts by value, the rare ones together; numbers by value where few are distinct, else in
 * bins between quantiles (type 7, rounded by at most a twentieth of the narrowest bin), closed
 * below; null is a value of its own.
 */
final class FeatureCodes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean number;
  private final boolean distinct;
  private final double[] starts;
  private final Map<String, Integer> values;
  private final int others;
  private final transient List<SliceCondition> conditions;

  private FeatureCodes(
      boolean number,
      boolean distinct,
      double[] starts,
      Map<String, Integer> values,
      int others,
      List<SliceCondition> conditions) {
    this.number = number;
    this.distinct = distinct;
    this.starts = starts;
    this.values = values;
    this.others = others;
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Divides a feature.
   *
   * @param least values of fewer rows are rare
   */
  static FeatureCodes of(String name, FeatureCounts.Values counts, SliceSpec spec, long least) {
    return counts.number() ? numbers(name, counts, spec) : texts(name, counts, spec, least);
  }

  /** The conditions by number; the last is that of null. */
  List<SliceCondition> conditions() {
    return conditions;
  }

  /** The number of a row's value; −1 for a value that was not counted. */
  int of(Row row, int at) {
    if (row.isNullAt(at)) {
      return number ? starts.length + (distinct ? 0 : 1) : others + 1;
    }
    if (!number) {
      return values.getOrDefault(row.getString(at), others);
    }
    int found = Arrays.binarySearch(starts, row.getDouble(at) + 0.0);
    if (distinct) {
      return Math.max(-1, found);
    }
    return found >= 0 ? found + 1 : -found - 1;
  }

  private static FeatureCodes texts(
      String name, FeatureCounts.Values counts, SliceSpec spec, long least) {
    List<String> kept =
        counts.texts().entrySet().stream()
            .filter(value -> value.getValue() >= least)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(spec.maxValues())
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Integer> numbers = new HashMap<>();
    List<SliceCondition> conditions = new ArrayList<>();
    for (String value : kept) {
      numbers.put(value, numbers.size());
      conditions.add(SliceCondition.is(name, value));
    }
    conditions.add(SliceCondition.other(name, kept));
    conditions.add(SliceCondition.missing(name));
    return new FeatureCodes(false, false, new double[0], numbers, kept.size(), conditions);
  }

  private static FeatureCodes numbers(String name, FeatureCounts.Values counts, SliceSpec spec) {
    Bins bins = counts.numbers().bins();
    boolean distinct = counts.numbers().exact() && bins.size() <= spec.bins();
    double[] starts =
        distinct ? bins.values() : rounded(quantiles(counts, spec.bins(), bins.values()));
    List<SliceCondition> conditions = new ArrayList<>();
    if (distinct) {
      for (double value : starts) {
        conditions.add(SliceCondition.equalTo(name, value));
      }
    } else {
      Optional<Double> from = Optional.empty();
      for (double start : starts) {
        conditions.add(SliceCondition.between(name, from, Optional.of(start)));
        from = Optional.of(start);
      }
      conditions.add(SliceCondition.between(name, from, Optional.empty()));
    }
    conditions.add(SliceCondition.missing(name));
    return new FeatureCodes(true, distinct, starts, new HashMap<>(), 0, conditions);
  }

  private static double[] quantiles(FeatureCounts.Values counts, int bins, double[] values) {
    Quantiles quantiles = Quantiles.of(counts.numbers());
    TreeSet<Double> starts = new TreeSet<>();
    for (int bin = 1; bin < bins; bin++) {
      double start = quantiles.at((double) bin / bins);
      if (start > values[0]) {
        starts.add(start + 0.0);
      }
    }
    return starts.stream().mapToDouble(start -> start).toArray();
  }

  /** To the coarsest power of ten that is at most a tenth of the narrowest bin. */
  private static double[] rounded(double[] starts) {
    double narrowest = starts.length == 1 ? Math.abs(starts[0]) : Double.POSITIVE_INFINITY;
    for (int at = 1; at < starts.length; at++) {
      narrowest = Math.min(narrowest, starts[at] - starts[at - 1]);
    }
    if (!(narrowest > 0) || Double.isInfinite(narrowest)) {
      return starts;
    }
    int digits = -(int) Math.floor(Math.log10(narrowest / 10));
    return Arrays.stream(starts)
        .map(
            start ->
                BigDecimal.valueOf(start).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
                    + 0.0)
        .toArray();
  }
}
