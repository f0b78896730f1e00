package dev.holdout.rebalance;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.rebalance.Rebalancer.Given;
import dev.holdout.rebalance.Rebalancer.Rebalanced;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes out the rows that a {@link Cleaner} finds. Which they are is found at once, since a class
 * must not be lost.
 */
final class Cleaning {
  private final String name;
  private final Cleaner cleaner;
  private final long seed;

  Cleaning(String name, Cleaner cleaner, long seed) {
    this.name = name;
    this.cleaner = cleaner;
    this.seed = seed;
  }

  /** All classes but the smallest may lose rows. */
  Rebalanced ofLarger(Given given) {
    Set<Double> cleaned = new TreeSet<>(given.counts().classes().keySet());
    cleaned.remove(given.counts().minority());
    return of(given, cleaned);
  }

  /** All classes may lose rows. */
  Rebalanced ofAll(Given given) {
    return of(given, given.counts().classes().keySet());
  }

  private Rebalanced of(Given given, Set<Double> cleaned) {
    ClassCounts counts = given.counts();
    if (given.layout().size() == 0 || counts.rows() <= cleaner.neighbours()) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              "Cannot rebalance by %s: found %,d rows with %d features, expected more rows than the"
                  + " %d neighbours asked for, with one feature at least. Use no cleaning here.",
              name, counts.rows(), given.layout().size(), cleaner.neighbours()));
    }
    VectorForm form = new VectorForm(given.layout());
    SortedMap<Double, FeatureState> states = FeatureState.byLabel(given.rows().rows(), form);
    Space space = Space.of(form, states.values(), FeatureState.of(states, counts.minority()));
    List<String> notes = new ArrayList<>();
    Dataset<Row> rows = given.rows().rows().select(Parent.columns());
    Dataset<Row> found = Held.of(cleaner.found(rows, counts, cleaned, space, seed, notes));
    SortedMap<Double, Long> lost = new TreeMap<>();
    found
        .groupBy(Columns.LABEL)
        .count()
        .collectAsList()
        .forEach(row -> lost.put(row.getDouble(0), row.getLong(1)));
    lost.forEach((label, count) -> refuseLoss(label, count, counts));
    notes.add(told(cleaned, lost, counts));
    return new Rebalanced(
        given
            .rows()
            .as(all -> all.join(found.select(Columns.ROW_KEY), on(Columns.ROW_KEY), "left_anti")),
        notes);
  }

  private static scala.collection.immutable.Seq<String> on(String column) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq();
  }

  private void refuseLoss(double label, long count, ClassCounts counts) {
    if (count == counts.of(label).rows()) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              "Cannot rebalance by %s: found all %,d rows of class %s to be %s, expected some to"
                  + " stay. The classes overlap entirely: use weights, or no cleaning.",
              name, count, Parameters.number(label), cleaner.looksFor()));
    }
  }

  private String told(
      Collection<Double> cleaned, SortedMap<Double, Long> lost, ClassCounts counts) {
    return cleaned.stream()
        .map(
            label ->
                String.format(
                    "%,d of %,d rows of class %s",
                    lost.getOrDefault(label, 0L),
                    counts.of(label).rows(),
                    Parameters.number(label)))
        .collect(Collectors.joining(", ", "Taken out as " + cleaner.looksFor() + ": ", "."));
  }
}
