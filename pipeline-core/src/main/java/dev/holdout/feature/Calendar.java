package dev.holdout.feature;

import dev.holdout.feature.FeatureSpec.DatePart;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Parts of dates and time stamps, in UTC. */
final class Calendar {
  private Calendar() {}

  static LocalDateTime at(long seconds) {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  /** Months and days count from 1, the week begins on Monday, hours count from 0. */
  static int part(DatePart part, LocalDateTime time) {
    return switch (part) {
      case YEAR -> time.getYear();
      case MONTH -> time.getMonthValue();
      case DAY_OF_MONTH -> time.getDayOfMonth();
      case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
      case HOUR -> time.getHour();
    };
  }

  /** After how many steps the part begins anew; 0 for parts that do not or not evenly. */
  static int period(DatePart part) {
    return switch (part) {
      case YEAR, DAY_OF_MONTH -> 0;
      case MONTH -> 12;
      case DAY_OF_WEEK -> 7;
      case HOUR -> 24;
    };
  }

  /** Such as {@code day_of_week}. */
  static String name(DatePart part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
