package dev.holdout.stat;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Makes the states of one kind; it travels to the executors.
 *
 * @param <S> the state
 */
public interface Statistic<S extends State<S>> extends Serializable {
  /** The state of no rows. */
  S empty();

  /**
   * What a row adds to a state, worked out once for all groups that it belongs to.
   *
   * @return kept while some thousand more rows are read
   */
  default Consumer<S> of(Row row) {
    return state -> state.add(row);
  }

  /** The statistic of one group: it reads the same rows, and may keep finer counts than others. */
  default Statistic<S> ofGroup(String group) {
    return this;
  }

  /** The state that {@link State#write} wrote. */
  S read(DataInput in) throws IOException;
}
