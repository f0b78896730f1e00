package dev.holdout.jobs.bench;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One kind of simulated tables, whose truth is known: a column of a table of coverage.
 *
 * @param name of the kind
 * @param truth by figure; figures that it lacks are left out
 * @param simulation makes and measures one table
 */
record CoverageColumn(
    String name, Supplier<? extends Map<String, Double>> truth, Simulation simulation) {
  /** Makes one table and measures it. */
  @FunctionalInterface
  interface Simulation {
    Map<String, Measure> measures(SplittableRandom random, Confidence confidence);
  }

  /** Makes one table of a kind and a size and measures it. */
  @FunctionalInterface
  interface SizedSimulation<K> {
    Map<String, Measure> measures(K kind, int size, SplittableRandom random, Confidence confidence);
  }

  /**
   * Tables of several kinds and sizes.
   *
   * @param truth of a kind, whatever the size; worked out once
   */
  static <K> List<CoverageColumn> of(
      K[] kinds,
      int[] sizes,
      BiFunction<K, Integer, String> name,
      Function<K, ? extends Map<String, Double>> truth,
      SizedSimulation<K> simulation) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (K kind : kinds) {
      Supplier<Map<String, Double>> known = CoverageNames.once(() -> truth.apply(kind));
      for (int size : sizes) {
        columns.add(
            new CoverageColumn(
                name.apply(kind, size),
                known,
                (random, own) -> simulation.measures(kind, size, random, own)));
      }
    }
    return columns;
  }

  /** How often the intervals of each figure hold the truth. */
  SortedMap<String, Coverage> coverage(int tables, Confidence confidence) {
    Map<String, Double> truths = truth.get();
    long seed = (long) name.hashCode() << 32;
    return IntStream.range(0, tables)
        .parallel()
        .mapToObj(
            table ->
                coverage(
                    truths,
                    simulation.measures(
                        new SplittableRandom(seed + table), confidence.of("table " + table))))
        .reduce(
            new TreeMap<>(),
            (one, other) -> {
              SortedMap<String, Coverage> both = new TreeMap<>(one);
              other.forEach((figure, found) -> both.merge(figure, found, Coverage::and));
              return both;
            });
  }

  private static SortedMap<String, Coverage> coverage(
      Map<String, Double> truths, Map<String, Measure> measures) {
    SortedMap<String, Coverage> one = new TreeMap<>();
    measures.forEach(
        (figure, measure) -> {
          Double truth = truths.get(figure);
          if (truth != null) {
            one.put(figure, Coverage.of(measure, truth));
          }
        });
    return one;
  }
}
