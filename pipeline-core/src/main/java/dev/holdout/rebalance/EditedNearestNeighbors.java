package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import dev.holdout.contract.Columns;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes out rows of the larger classes that their neighbours would assign to another class (Wilson
 * 1972): some other class has more of the {@code neighbors} nearest rows than their own. The
 * smallest class loses none. All rows are judged by the rows as they are given, not one after the
 * other. imbalanced-learn calls this {@code kind_sel="mode"}.
 */
final class EditedNearestNeighbors implements Rebalancer {
  private static final Hyperparameter NEIGHBOURS =
      Hyperparameter.whole("neighbors", 3, 1, 1000, "nearest rows, of any class, that decide");

  @Override
  public String name() {
    return "edited_nearest_neighbors";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(NEIGHBOURS);
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    return new Cleaning(name(), new Misplaced(parameters.whole(NEIGHBOURS.name())), seed)
        .ofLarger(given);
  }

  /** Finds the rows that their neighbours outvote. */
  record Misplaced(int neighbours) implements Cleaner {
    @Override
    public String looksFor() {
      return "outvoted by their " + neighbours + " nearest rows";
    }

    @Override
    public Dataset<Row> found(
        Dataset<Row> rows,
        ClassCounts counts,
        Set<Double> cleaned,
        Space space,
        long seed,
        List<String> notes) {
      Neighbours all = new Neighbours(space, neighbours, seed, notes);
      return cleaned.stream()
          .map(
              label ->
                  all.near(
                          rows.filter(col(Columns.LABEL).equalTo(label)),
                          counts.of(label).rows(),
                          rows,
                          counts.rows(),
                          "all rows")
                      .filter(outvoted(label, counts))
                      .select(col(Columns.ROW_KEY), lit(label).as(Columns.LABEL)))
          .reduce(Dataset::union)
          .orElseThrow();
    }

    private static Column outvoted(double own, ClassCounts counts) {
      Column[] others =
          Stream.concat(
                  Stream.of(lit(0)),
                  counts.classes().keySet().stream()
                      .filter(label -> label != own)
                      .map(Misplaced::votes))
              .toArray(Column[]::new);
      return greatest(others).gt(votes(own));
    }

    private static Column votes(double label) {
      return size(filter(col(Near.NEAR), neighbour -> neighbour.getField("label").equalTo(label)));
    }
  }
}
