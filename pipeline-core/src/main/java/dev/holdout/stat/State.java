package dev.holdout.stat;

import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/**
 * A mergeable state: what a scan knows after the rows it has seen.
 *
 * <p>Invariant: a commutative monoid. A fresh state is its identity; {@link #merge} is associative
 * and commutative; the state of a set of rows is the same however the rows are divided, ordered and
 * merged (up to the rounding of sums of doubles). Its size is bounded by a constant that its class
 * comment states.
 *
 * @param <S> the state itself
 */
public interface State<S extends State<S>> {
  /** Takes one row in. */
  void add(Row row);

  /** Takes the rows of another state in; {@code other} is left as it is. */
  void merge(S other);

  /** Writes the state so that its {@link Statistic} can read it again. */
  void write(DataOutput out) throws IOException;
}
