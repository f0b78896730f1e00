package dev.holdout.rebalance;

import dev.holdout.contract.Columns;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Nearest neighbours of rows among rows: exact where either side is few enough to stand in the
 * memory of every executor, approximate otherwise. Equally near rows come in the order of their
 * keys; a row is not its own neighbour.
 */
final class Neighbours {
  /** As many rows are few, if they do not need more than {@link #FEW_BYTES}. */
  static final long FEW_ROWS = 100_000;

  static final long FEW_BYTES = 256L << 20;

  private final Space space;
  private final int wanted;
  private final long seed;
  private final List<String> notes;
  private final long few;

  /**
   * Neighbours in a space.
   *
   * @param wanted how many of each row
   * @param notes receives what a reader should know of approximate ones
   */
  Neighbours(Space space, int wanted, long seed, List<String> notes) {
    this(space, wanted, seed, notes, few(space));
  }

  /** The same with another bound on what is few. */
  Neighbours(Space space, int wanted, long seed, List<String> notes, long few) {
    this.space = space;
    this.wanted = wanted;
    this.seed = seed;
    this.notes = notes;
    this.few = few;
  }

  private static long few(Space space) {
    long bytes = 100 + 12L * space.dimensions() + 8L * space.form().categories();
    return Math.min(FEW_ROWS, FEW_BYTES / bytes);
  }

  /**
   * The rows nearest to each query, with all that is known of them; lazily.
   *
   * @param queries rows that begin with {@link Parent#COLUMNS}, all of them among the references
   * @param count how many, about
   * @param references rows of {@link Parent#COLUMNS}
   * @param referenceCount how many, about
   * @param of whose neighbours among whom, for notes
   */
  JavaRDD<Neighbourhood> rows(
      Dataset<Row> queries, long count, Dataset<Row> references, long referenceCount, String of) {
    if (referenceCount <= few) {
      return new ExactNeighbours(space, wanted).rows(queries, count, references);
    }
    return NearRows.of(queries, near(queries, count, references, referenceCount, of), references);
  }

  /** The keys and labels of the rows nearest to each query, in the form of {@link Near}. */
  Dataset<Row> near(
      Dataset<Row> queries, long count, Dataset<Row> references, long referenceCount, String of) {
    ExactNeighbours exact = new ExactNeighbours(space, wanted);
    if (referenceCount <= few) {
      return exact.amongFew(queries, count, references);
    }
    if (count <= few) {
      return exact.ofFew(queries, references, referenceCount);
    }
    return new ApproximateNeighbours(space, wanted, seed)
        .near(queries.select(Columns.ROW_KEY), references, referenceCount, of, notes);
  }
}
