package dev.holdout.learn;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** The class that is predicted of several: the one of the largest score, the first of equals. */
public final class Likeliest {
  private Likeliest() {}

  /**
   * The number of the class, a double; null where there are no scores.
   *
   * @param scores an array of doubles by the number of the class
   */
  public static Column of(Column scores) {
    Column place = array_position(scores, array_max(scores));
    return when(place.gt(0), place.minus(1).cast("double"));
  }
}
