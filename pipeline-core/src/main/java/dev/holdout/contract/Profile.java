package dev.holdout.contract;

import java.util.List;
import java.util.Optional;

/**
 * What a table looks like: enough to write its contract.
 *
 * @param rows its row count, unreadable rows included
 * @param unreadable rows that could not be read
 * @param columns its columns, in order
 * @param omitted columns that no dataset can hold, such as lists, structures and names that begin
 *     with _
 * @param renamed names of the header that the columns are not called by
 */
public record Profile(
    long rows,
    long unreadable,
    List<ColumnProfile> columns,
    List<String> omitted,
    List<HeaderNames.Renamed> renamed) {
  public Profile {
    renamed = List.copyOf(renamed);
    omitted = List.copyOf(omitted);
    columns = List.copyOf(columns);
  }

  /**
   * What one column looks like. Blanks around values are disregarded.
   *
   * @param name its name
   * @param type the narrowest type that all its values have; a text that only looks like a number,
   *     such as a code with leading zeros, stays a text
   * @param nulls rows without a value: null, empty or blank
   * @param missing texts that likely mean "no value"; the type, minimum, maximum, mean and distinct
   *     count leave them out
   * @param suspected texts that may mean "no value" and may be a value as well
   * @param distinct how many values differ
   * @param min smallest value, for numbers; text of the earliest for dates and timestamps
   * @param max greatest value, likewise
   * @param mean mean of the values, for numbers
   * @param frequent at most ten of the most frequent values, most frequent first; of a column with
   *     more than {@value FrequentValues#FEW} distinct values only those that fill at least one row
   *     in a hundred
   * @param unique whether every row has a value and no two are equal
   * @param written how its values are written
   */
  public record ColumnProfile(
      String name,
      ColumnType type,
      long nulls,
      List<ValueCount> missing,
      List<ValueCount> suspected,
      long distinct,
      Optional<String> min,
      Optional<String> max,
      Optional<Double> mean,
      List<ValueCount> frequent,
      boolean unique,
      WrittenForm written) {
    public ColumnProfile {
      missing = List.copyOf(missing);
      suspected = List.copyOf(suspected);
      frequent = List.copyOf(frequent);
    }

    /** Whether all its values are the same, or there are none. */
    public boolean constant() {
      return distinct <= 1;
    }
  }

  /** How many rows have a value. */
  public record ValueCount(String value, long rows) {}
}
