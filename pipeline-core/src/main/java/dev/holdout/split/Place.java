package dev.holdout.split;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Where each row goes: a step function of one number of the row.
 *
 * @param of which number
 * @param purpose separates draws: places for different purposes are independent
 * @param steps from the number to the place
 */
public record Place(Of of, String purpose, StepFunction steps) {
  /** Numbers of a row that decide its place. */
  enum Of {
    /** A hash of the split unit: the row's key. */
    ROW,
    /** A hash of the row's group. */
    GROUP,
    /** The row's time. */
    TIME,
    /** A hash of the prepared column's value. */
    PREPARED
  }

  /** The place as a column of rows that have the label; null where the number is. */
  Column column(Numbers numbers) {
    StepFunction function = steps;
    return udf(
            (UDF2<Long, Long, Integer>)
                (stratum, value) ->
                    stratum == null || value == null ? null : function.at(stratum, value),
            DataTypes.IntegerType)
        .apply(steps.isForAll() ? lit(0L) : numbers.stratum(), numbers.of(of, purpose));
  }
}
