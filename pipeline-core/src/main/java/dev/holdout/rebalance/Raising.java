package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.rebalance.Rebalancer.Given;
import dev.holdout.rebalance.Rebalancer.Rebalanced;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Raises every class but the largest to a ratio by synthetic rows between neighbours: the family of
 * SMOTE, whose members differ in their {@link Emphasis}.
 *
 * <p>Cost: one scan for the distances' scales, and for each class raised the comparisons of its
 * rows with each other and, where an emphasis asks for it, with all rows. The synthetic rows are
 * computed lazily.
 */
final class Raising {
  private static final String SHARE = "_share";
  private static final String OTHER_KEY = "_other_key";

  private final String name;
  private final Given given;
  private final int neighbours;
  private final double ratio;
  private final long seed;
  private final Emphasis emphasis;
  private final VectorForm form;
  private final List<String> notes = new ArrayList<>();

  Raising(String name, Given given, int neighbours, double ratio, long seed, Emphasis emphasis) {
    this.name = name;
    this.given = given;
    this.neighbours = neighbours;
    this.ratio = ratio;
    this.seed = seed;
    this.emphasis = emphasis;
    this.form = new VectorForm(given.layout());
  }

  /** The rows given and the synthetic ones. */
  Rebalanced run() {
    ClassCounts counts = given.counts();
    long least = Math.round(counts.of(counts.majority()).rows() * ratio);
    List<Double> raised =
        counts.classes().keySet().stream()
            .filter(label -> counts.of(label).rows() < least)
            .toList();
    if (raised.isEmpty()) {
      return new Rebalanced(given.rows(), List.of(Ratio.reached(counts, ratio)));
    }
    refuse(raised);
    notes.add("Synthetic rows by " + Kind.of(form).meaning() + ".");
    SortedMap<Double, FeatureState> states = FeatureState.byLabel(given.rows().rows(), form);
    List<Dataset<Row>> parts = new ArrayList<>();
    for (double label : raised) {
      Space space = Space.of(form, states.values(), FeatureState.of(states, label));
      noteEqualRows(label, FeatureState.of(states, label));
      parts.add(synthetic(label, least - counts.of(label).rows(), space));
    }
    return new Rebalanced(
        given.rows().as(rows -> parts.stream().reduce(rows, Dataset::unionByName)), notes);
  }

  private void refuse(List<Double> raised) {
    if (given.layout().size() == 0) {
      throw insufficient(
          "found no features, expected one at least",
          "Without features rows have no neighbours; oversample repeats rows instead");
    }
    if (given.counts().rows() <= emphasis.context()) {
      throw insufficient(
          String.format(
              "found %,d rows, expected more than the %d neighbours asked for",
              given.counts().rows(), emphasis.context()),
          "Ask for fewer neighbours, or use oversample or weights");
    }
    for (double label : raised) {
      long rows = given.counts().of(label).rows();
      if (rows <= neighbours) {
        throw insufficient(
            String.format(
                "found %,d rows of class %s, expected more than the %d neighbours asked for",
                rows, Parameters.number(label), neighbours),
            rows < 2
                ? "A row without neighbours can only be repeated: use oversample or weights"
                : "Set neighbors to " + (rows - 1) + " or less, or use oversample or weights");
      }
    }
  }

  private HoldoutException insufficient(String found, String remedy) {
    return new HoldoutException(
        ErrorCode.DATA_INSUFFICIENT,
        "Cannot rebalance by " + name + ": " + found + ". " + remedy + ".");
  }

  private void noteEqualRows(double label, FeatureState state) {
    if (state.allEqual()) {
      notes.add(
          "All rows of class "
              + Parameters.number(label)
              + " are equal: the synthetic rows repeat them.");
    }
  }

  private Dataset<Row> synthetic(double label, long wanted, Space space) {
    Dataset<Row> all = given.rows().rows();
    Dataset<Row> own = parents(all.filter(col(Columns.LABEL).equalTo(label)));
    long size = given.counts().of(label).rows();
    Dataset<Row> bases = withOther(bases(own, label, wanted, space), label, space);
    SyntheticRows maker = new SyntheticRows(form, all.schema());
    return all.sparkSession()
        .createDataFrame(
            new Neighbours(space, neighbours, seed, notes)
                .rows(
                    bases,
                    Math.min(size, wanted),
                    own,
                    size,
                    "rows of class " + Parameters.number(label))
                .flatMap(neighbourhood -> maker.of(neighbourhood).iterator()),
            all.schema());
  }

  private static Dataset<Row> parents(Dataset<Row> rows) {
    return rows.select(Parent.columns());
  }

  /** The rows that synthetic ones are made from, and how many from each. */
  private Dataset<Row> bases(Dataset<Row> own, double label, long wanted, Space space) {
    Dataset<Row> sharing = emphasis.context() == 0 ? own : sharing(own, label, space);
    Dealing dealing = Dealing.of(shares(sharing, label), wanted);
    Column fresh = lit(0L);
    for (Map.Entry<Integer, Dealing.Portion> one : dealing.each().entrySet()) {
      Column these = emphasis.context() == 0 ? lit(true) : col(SHARE).equalTo(one.getKey());
      fresh = when(these, fresh(sharing.filter(these), one.getValue())).otherwise(fresh);
    }
    return sharing
        .withColumn(SyntheticRows.FRESH, fresh)
        .filter(col(SyntheticRows.FRESH).gt(0))
        .withColumn(SyntheticRows.HASH, xxhash64(lit(seed), lit(name), col(Columns.ROW_KEY)));
  }

  /** The rows with what each has a share of. */
  private Dataset<Row> sharing(Dataset<Row> own, double label, Space space) {
    int context = emphasis.context();
    Dataset<Row> all = parents(given.rows().rows());
    long size = given.counts().of(label).rows();
    Dataset<Row> near =
        new Neighbours(space, context, seed, notes)
            .near(own, size, all, given.counts().rows(), "all rows");
    Column others =
        functions.size(
            functions.filter(
                col(Near.NEAR), neighbour -> neighbour.getField("label").notEqual(label)));
    Column[] byOthers =
        IntStream.rangeClosed(0, context)
            .mapToObj(count -> lit(emphasis.share(count)))
            .toArray(Column[]::new);
    Dataset<Row> shares =
        near.select(
            col(Columns.ROW_KEY),
            functions.element_at(functions.array(byOthers), others.plus(1)).as(SHARE));
    return own.join(Held.of(shares), Columns.ROW_KEY);
  }

  private Map<Integer, Long> shares(Dataset<Row> sharing, double label) {
    if (emphasis.context() == 0) {
      return Map.of(1, given.counts().of(label).rows());
    }
    Map<Integer, Long> rows = new TreeMap<>();
    sharing
        .filter(col(SHARE).gt(0))
        .groupBy(SHARE)
        .count()
        .collectAsList()
        .forEach(row -> rows.put(row.getInt(0), row.getLong(1)));
    if (rows.isEmpty()) {
      throw insufficient(
          "found "
              + emphasis.nobody()
              + " in class "
              + Parameters.number(label)
              + ", expected one at least",
          "The classes do not touch: use smote, or no rebalancing");
    }
    return rows;
  }

  /** Each row with the nearest row of another class, where the emphasis reaches over. */
  private Dataset<Row> withOther(Dataset<Row> bases, double label, Space space) {
    if (!emphasis.reachesOver()) {
      return bases.withColumn(SyntheticRows.OTHER, lit(null)).drop(SHARE);
    }
    Dataset<Row> others = parents(given.rows().rows().filter(col(Columns.LABEL).notEqual(label)));
    long size = given.counts().of(label).rows();
    Dataset<Row> nearest =
        new Neighbours(space, 1, seed, notes)
            .near(bases, size, others, given.counts().rows() - size, "rows of other classes")
            .select(col(Columns.ROW_KEY), col(Near.NEAR).getItem(0).getField("key").as(OTHER_KEY));
    Dataset<Row> told =
        others.select(
            col(Columns.ROW_KEY).as(OTHER_KEY),
            functions.struct(Parent.columns()).as(SyntheticRows.OTHER));
    return bases.drop(SHARE).join(nearest.join(told, OTHER_KEY).drop(OTHER_KEY), Columns.ROW_KEY);
  }

  private Column fresh(Dataset<Row> rows, Dealing.Portion portion) {
    Column more = new Draw(seed, name + " more").lowest(rows, portion.more());
    return when(more, lit(portion.every() + 1)).otherwise(lit(portion.every()));
  }
}
