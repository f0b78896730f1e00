package dev.holdout.contract;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a row come from.
 *
 * @param fields for each column its place among the fields of a record; negative where a record has
 *     none
 * @param given for each such column its value
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RecordPlaces(int[] fields, String[] given) implements Serializable {
  /** The values in the order of the columns. */
  @Nullable Object[] row(@Nullable Object[] record) {
    @Nullable Object[] row = new Object[fields.length];
    for (int column = 0; column < fields.length; column++) {
      row[column] = fields[column] < 0 ? given[column] : record[fields[column]];
    }
    return row;
  }
}
