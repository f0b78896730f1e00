package dev.holdout.audit;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A column, when it was filled and the event before which it should have been.
 *
 * @param column the column
 * @param at the date or time stamp that says when it was filled
 * @param event the date or time stamp of the event
 */
record Event(String column, ProfiledColumn at, ProfiledColumn event) implements Serializable {
  private static final double MICROS_PER_DAY = 86_400e6;

  /** Empty if one of the two is no date and no time stamp. */
  static Optional<Event> of(
      String column, Optional<ProfiledColumn> at, Optional<ProfiledColumn> event) {
    return at.filter(ProfiledColumn::moment)
        .flatMap(
            filled ->
                event.filter(ProfiledColumn::moment).map(when -> new Event(column, filled, when)));
  }

  /**
   * Whether a row's column was filled after the event, null where a moment is missing. Days are
   * compared where one of the two is a date.
   */
  Column late() {
    if (at.kind() == event.kind()) {
      return at.values().gt(event.values());
    }
    return days(at).gt(days(event));
  }

  private static Column days(ProfiledColumn moment) {
    return moment.kind() == ProfiledColumn.Kind.DATE
        ? moment.values()
        : org.apache.spark.sql.functions.floor(moment.values().divide(MICROS_PER_DAY));
  }
}
