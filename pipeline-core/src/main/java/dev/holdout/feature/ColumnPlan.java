package dev.holdout.feature;

import dev.holdout.error.Problems;
import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** How one column becomes features: what is counted of it and what is learned from the counts. */
sealed interface ColumnPlan extends Serializable
    permits NumberPlan, CategoryPlan, FlagPlan, DatePlan {
  /** The column. */
  String column();

  /** The form in which its values are read. */
  Source source();

  /** The state of no rows. */
  ColumnState empty();

  /** The state that {@link ColumnState#write} wrote. */
  ColumnState read(DataInput in) throws IOException;

  /** Adds what makes it impossible to learn from this state. */
  default void check(ColumnState state, Problems problems) {}

  /**
   * What is learned from a state of this column.
   *
   * @param notes receives what a reader of the model must know, such as features left out
   */
  FittedColumn fit(ColumnState state, List<String> notes);
}
