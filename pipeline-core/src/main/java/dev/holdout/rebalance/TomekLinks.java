package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes out rows of the larger classes that form a Tomek link (Tomek 1976): two rows of different
 * classes, each of which is the other's nearest. The smallest class loses none.
 *
 * <p>Every link has a row outside the largest class, so that only those rows and the ones nearest
 * to them are compared with all.
 */
final class TomekLinks implements Rebalancer {
  @Override
  public String name() {
    return "tomek_links";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of();
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    return new Cleaning(name(), new Links(), seed).ofLarger(given);
  }

  /** Finds the rows of links. */
  record Links() implements Cleaner {
    private static final String NEAREST = "_nearest";
    private static final String NEAREST_LABEL = "_nearest_label";
    private static final String BACK = "_back";

    @Override
    public String looksFor() {
      return "rows of Tomek links";
    }

    @Override
    public int neighbours() {
      return 1;
    }

    @Override
    public Dataset<Row> found(
        Dataset<Row> rows,
        ClassCounts counts,
        Set<Double> cleaned,
        Space space,
        long seed,
        List<String> notes) {
      Neighbours neighbours = new Neighbours(space, 1, seed, notes);
      double majority = counts.majority();
      long few = counts.rows() - counts.of(majority).rows();
      Dataset<Row> small = rows.filter(col(Columns.LABEL).notEqual(majority));
      Dataset<Row> pairs =
          Held.of(
              nearest(neighbours.near(small, few, rows, counts.rows(), "all rows"))
                  .join(small.select(Columns.ROW_KEY, Columns.LABEL), Columns.ROW_KEY)
                  .filter(col(Columns.LABEL).notEqual(col(NEAREST_LABEL))));
      Dataset<Row> partners =
          rows.join(pairs.select(col(NEAREST).as(Columns.ROW_KEY)).distinct(), Columns.ROW_KEY);
      Dataset<Row> back =
          nearest(neighbours.near(partners, few, rows, counts.rows(), "all rows"))
              .select(col(Columns.ROW_KEY).as(NEAREST), col(NEAREST).as(BACK));
      Dataset<Row> links =
          Held.of(pairs.join(back, NEAREST).filter(col(BACK).equalTo(col(Columns.ROW_KEY))));
      return links
          .select(Columns.ROW_KEY, Columns.LABEL)
          .union(links.select(col(NEAREST), col(NEAREST_LABEL)))
          .filter(col(Columns.LABEL).isInCollection(cleaned))
          .distinct();
    }

    private static Dataset<Row> nearest(Dataset<Row> near) {
      Column first = col(Near.NEAR).getItem(0);
      return near.select(
          col(Columns.ROW_KEY),
          first.getField("key").as(NEAREST),
          first.getField("label").as(NEAREST_LABEL));
    }
  }
}
