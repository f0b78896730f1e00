package dev.holdout.jobs.bench;

import dev.holdout.measure.Described;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Names of figures and of columns, and what is asked of them. */
final class CoverageNames {
  private CoverageNames() {}

  static List<String> of(List<? extends Described> metrics) {
    return metrics.stream().map(Described::name).toList();
  }

  /** Such as {@code heavy tails, n = 1,000}. */
  static String column(String kind, int rows) {
    return String.format(Locale.ROOT, "%s, n = %,d", kind, rows);
  }

  /** The figures that are defined. */
  static SortedMap<String, Double> values(Map<String, Measure> measures) {
    SortedMap<String, Double> values = new TreeMap<>();
    measures.forEach(
        (figure, measure) -> measure.value().ifPresent(value -> values.put(figure, value)));
    return values;
  }

  /** Works it out once, when it is first asked for. */
  static <T> Supplier<T> once(Supplier<T> supplier) {
    return new Supplier<>() {
      private T known;

      @Override
      public T get() {
        if (known == null) {
          known = supplier.get();
        }
        return known;
      }
    };
  }
}
