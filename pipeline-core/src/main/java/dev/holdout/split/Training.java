package dev.holdout.split;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that may be learned from. Whatever learns takes a {@code Training} and nothing else.
 *
 * <p>Each row has {@link Columns#ROW_KEY}, {@link Columns#LABEL} and {@link Columns#BLOCK} beside
 * the dataset's columns. Only the splitter makes one.
 */
public final class Training {
  private final Dataset<Row> rows;

  Training(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** The rows, lazily. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** The rows that a fold trains on. */
  public Training trainingOf(Fold fold) {
    return new Training(inBlocks(fold, fold.training()));
  }

  /** The rows that a fold validates on: a different type, so that no learner accepts them. */
  public Validation validationOf(Fold fold) {
    return new Validation(inBlocks(fold, fold.validation()));
  }

  /**
   * The same rows in another form (encoded, cached, repartitioned).
   *
   * @param form a function of these rows alone; it may drop or repeat rows (rebalancing) but must
   *     bring none from elsewhere
   */
  public Training as(UnaryOperator<Dataset<Row>> form) {
    return new Training(form.apply(rows));
  }

  /**
   * The block columns of a plan's layers, the first of them {@link Columns#BLOCK}: one for each
   * repeat of k-fold, and one otherwise.
   */
  public List<String> blockColumns() {
    Set<String> present = Set.of(rows.columns());
    return IntStream.iterate(0, layer -> present.contains(Columns.block(layer)), layer -> layer + 1)
        .mapToObj(Columns::block)
        .toList();
  }

  private Dataset<Row> inBlocks(Fold fold, SortedSet<Integer> blocks) {
    return rows.filter(col(Columns.block(fold.layer())).isInCollection(blocks));
  }
}
