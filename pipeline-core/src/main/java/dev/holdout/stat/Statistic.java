package dev.holdout.stat;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;

/**
 * Makes the states of one kind; it travels to the executors.
 *
 * @param <S> the state
 */
public interface Statistic<S extends State<S>> extends Serializable {
  /** The state of no rows. */
  S empty();

  /** The state that {@link State#write} wrote. */
  S read(DataInput in) throws IOException;
}
