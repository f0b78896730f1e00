package dev.holdout.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Figures and lists as findings write them. */
final class Wording {
  /** Items of a list that are named. */
  static final int LISTED = 5;

  private Wording() {}

  static String percent(double share) {
    double percent = 100 * share;
    String form = percent != 0 && Math.abs(percent) < 1 ? "%.2f %%" : "%.1f %%";
    return String.format(Locale.ROOT, form, percent);
  }

  static String count(double count) {
    return String.format(Locale.ROOT, "%,.0f", count);
  }

  /** A share or an area, to two places; three above 0.99. */
  static String share(double value) {
    return String.format(Locale.ROOT, value > 0.99 && value < 1 ? "%.3f" : "%.2f", value);
  }

  /** A value of a column: about four digits. */
  static String value(ProfiledColumn column, double value) {
    return switch (column.kind()) {
      case DATE -> LocalDate.ofEpochDay(Math.round(value)).toString();
      case TIME -> Instant.ofEpochSecond((long) (value / 1e6)).toString();
      case NUMBER, CATEGORY ->
          Math.abs(value) >= 1000 || Math.rint(value) == value
              ? count(value)
              : String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3g", value);
    };
  }

  /** A time: its day, if it is a moment. */
  static String moment(ProfiledColumn axis, double time) {
    return axis.kind() == ProfiledColumn.Kind.TIME
        ? LocalDate.ofEpochDay(Math.floorDiv((long) time, 86_400_000_000L)).toString()
        : axis.kind() == ProfiledColumn.Kind.NUMBER && Math.rint(time) == time
            ? count(time)
            : value(axis, time);
  }

  /** The first few, and how many more. */
  static String list(List<String> parts) {
    String listed = String.join("; ", parts.subList(0, Math.min(LISTED, parts.size())));
    return parts.size() > LISTED ? listed + "; and " + (parts.size() - LISTED) + " more" : listed;
  }

  /** Names as a list of YAML. */
  static String yaml(List<String> names) {
    return "[" + String.join(", ", names) + "]";
  }
}
