package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Where each row goes: a step function of one number of the row.
 *
 * <p>{@link Of#GROUP_TIME} places a row by its time, but only where the last row of its group has
 * the same place: other rows are set aside, to the outcome that follows that of the last step. So
 * no group is in two places, and nothing moves away from its time.
 *
 * @param of which number
 * @param purpose separates draws: places for different purposes are independent
 * @param steps from the number to the place
 */
public record Place(Of of, String purpose, StepFunction steps) {
  /** Numbers of a row that decide its place. */
  enum Of {
    /** A hash of the row's key; of equal rows without one, of what they have in common. */
    ROW,
    /** The same, with steps for each class and not for each stratum. */
    ROW_OF_CLASS,
    /** A hash of the row's group. */
    GROUP,
    /** The row's time. */
    TIME,
    /** The row's time, and that of the last row of its group. */
    GROUP_TIME,
    /** A hash of the prepared column's value. */
    PREPARED
  }

  /** The place as a column of rows that have the label; null where the number is. */
  Column column(Numbers numbers) {
    Column own = at(numbers, numbers.of(of, purpose));
    return of == Of.GROUP_TIME
        ? when(own.equalTo(at(numbers, col(Columns.GROUP_TIME))), own)
            .when(own.isNotNull(), lit(steps.lastOutcome() + 1))
        : own;
  }

  private Column at(Numbers numbers, Column number) {
    StepFunction function = steps;
    return udf(
            (UDF2<Long, Long, Integer>)
                (stratum, value) ->
                    stratum == null || value == null ? null : function.at(stratum, value),
            DataTypes.IntegerType)
        .apply(stratum(numbers), number);
  }

  private Column stratum(Numbers numbers) {
    return of == Of.ROW_OF_CLASS
        ? Numbers.classNumber()
        : steps.isForAll() ? lit(0L) : numbers.stratum();
  }
}
