package dev.holdout.contract;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which pattern all texts of a column are dates or times other than those of ISO 8601. Whether
 * the day or the month comes first is decided by the whole column: by days above twelve. Dates with
 * years of two digits are not taken for certain, as their century is not known.
 *
 * <p>Size: at most a {@link DateStats} for each combination of order, separator and time of day.
 */
final class WrittenDates {
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{1,4})([/.-])(\\d{1,2}|[A-Za-z]{3})\\2(\\d{4}|\\d{1,2})"
              + "(?:([ T])(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: ([AaPp][Mm]))?)?");

  /** Basic format of ISO 8601, with the groups of {@link #DATE}. */
  private static final Pattern BASIC =
      Pattern.compile("(\\d{4})()(\\d{2})(\\d{2})(T)(\\d{2})(\\d{2})(\\d{2})?((?!))?");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final int SHORTEST = 6;

  /** In which years of two digits are read. */
  private static final String CENTURY = "20";

  private static final int LONGEST = 30;

  /** Fewer dates than these are not worth a word. */
  private static final double MOST = 0.5;

  /** By what the texts may be: {@code d/M/yyyy}, {@code M/d/yyyy} or both, joined by a bar. */
  private final Map<String, DateStats> found = new TreeMap<>();

  /** The first in order of the texts that are no dates. */
  private @Nullable String other;

  void add(String value) {
    boolean may =
        value.length() >= SHORTEST
            && value.length() <= LONGEST
            && value.charAt(0) >= '0'
            && value.charAt(0) <= '9';
    if (!may || !(written(value) || basic(value))) {
      String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
      other = other == null || shown.compareTo(other) < 0 ? shown : other;
    }
  }

  private boolean basic(String value) {
    Matcher date = BASIC.matcher(value);
    if (!date.matches()) {
      return false;
    }
    String pattern = "yyyyMd'T'Hmm" + (date.group(8) == null ? "" : "ss");
    return one(pattern, date, at(date, date.group(1), date.group(3), date.group(4)));
  }

  private boolean written(String value) {
    Matcher date = DATE.matcher(value);
    if (!date.matches()) {
      return false;
    }
    String mark = date.group(2);
    String first = date.group(1);
    String second = date.group(3);
    String third = date.group(4);
    if (date.group(5) != null && date.group(5).equals("T")) {
      return false;
    }
    int month = MONTHS.indexOf(second.toLowerCase(Locale.ROOT)) + 1;
    if (month == 0 && Character.isLetter(second.charAt(0))) {
      return false;
    }
    String time = time(date);
    if (first.length() == 4) {
      return month == 0
          && third.length() <= 2
          && one("yyyy" + mark + "M" + mark + "d" + time, date, at(date, first, second, third));
    }
    boolean shortYear = third.length() == 2 && (mark.equals("/") || month > 0);
    if ((third.length() != 4 && !shortYear) || first.length() > 2) {
      return false;
    }
    third = shortYear ? CENTURY + third : third;
    String year = shortYear ? "yy" : "yyyy";
    if (month > 0) {
      Optional<LocalDateTime> at = at(date, third, Integer.toString(month), first);
      return one("d" + mark + "MMM" + mark + year + time, date, at);
    }
    Optional<LocalDateTime> dayFirst = at(date, third, second, first);
    Optional<LocalDateTime> monthFirst = at(date, third, first, second);
    String day = "d" + mark + "M" + mark + year + time;
    String other = "M" + mark + "d" + mark + year + time;
    if (dayFirst.isPresent() && monthFirst.isPresent()) {
      stats(day + '|' + other).add(date, dayFirst.get(), monthFirst.get());
      return true;
    }
    return one(day, date, dayFirst) || one(other, date, monthFirst);
  }

  private boolean one(String pattern, Matcher date, Optional<LocalDateTime> at) {
    at.ifPresent(time -> stats(pattern).add(date, time, time));
    return at.isPresent();
  }

  private DateStats stats(String pattern) {
    return found.computeIfAbsent(pattern, unseen -> new DateStats());
  }

  private static String time(Matcher date) {
    if (date.group(6) == null) {
      return "";
    }
    return (date.group(9) == null ? " H:mm" : " h:mm")
        + (date.group(8) == null ? "" : ":ss")
        + (date.group(9) == null ? "" : " a");
  }

  private static Optional<LocalDateTime> at(Matcher date, String year, String month, String day) {
    try {
      int hour = date.group(6) == null ? 0 : Integer.parseInt(date.group(6));
      if (date.group(9) != null) {
        if (hour < 1 || hour > 12) {
          return Optional.empty();
        }
        hour = hour % 12 + (date.group(9).equalsIgnoreCase("pm") ? 12 : 0);
      }
      return Optional.of(
          LocalDateTime.of(
              Integer.parseInt(year),
              Integer.parseInt(month),
              Integer.parseInt(day),
              hour,
              date.group(7) == null ? 0 : Integer.parseInt(date.group(7)),
              date.group(8) == null ? 0 : Integer.parseInt(date.group(8))));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  void merge(WrittenDates more) {
    more.found.forEach((pattern, stats) -> stats(pattern).merge(stats));
    if (more.other != null && (other == null || more.other.compareTo(other) < 0)) {
      other = more.other;
    }
  }

  /** The pattern that most texts have; empty where few have one. */
  Optional<Finding> finding(long values) {
    String best = null;
    long most = 0;
    for (String texts : found.keySet()) {
      for (String pattern : texts.split("\\|", -1)) {
        long fit = fitting(pattern).rows;
        if (fit > most) {
          best = pattern;
          most = fit;
        }
      }
    }
    return best == null || most < MOST * values
        ? Optional.empty()
        : Optional.of(finding(best, values));
  }

  /** What is known of all texts that have a pattern. */
  private DateStats fitting(String pattern) {
    DateStats all = new DateStats();
    found.forEach(
        (texts, stats) -> {
          if (List.of(texts.split("\\|", -1)).contains(pattern)) {
            all.merge(texts.startsWith(pattern) ? stats : stats.turned());
          }
        });
    return all;
  }

  private Finding finding(String pattern, long values) {
    DateStats fit = fitting(pattern);
    String turned = turned(pattern);
    DateStats either = turned.equals(pattern) ? new DateStats() : fitting(turned);
    String misfit = other;
    for (Map.Entry<String, DateStats> texts : found.entrySet()) {
      if (!List.of(texts.getKey().split("\\|", -1)).contains(pattern)) {
        misfit = texts.getValue().least;
      }
    }
    boolean points = pattern.indexOf('.') > 0 && pattern.startsWith("d");
    boolean open = either.rows == fit.rows && !points;
    return new Finding(
        fit.padded(pattern),
        open ? Optional.of(either.padded(turned)) : Optional.empty(),
        turned.equals(pattern) ? "" : pattern.startsWith("d") ? "day first" : "month first",
        fit.rows - Math.min(fit.rows, common(pattern, turned)),
        values,
        fit.rows,
        Optional.ofNullable(misfit),
        turned.equals(pattern) ? 0 : either.rows - common(pattern, turned),
        text(fit.min, pattern),
        text(fit.max, pattern));
  }

  private long common(String pattern, String turned) {
    return Optional.ofNullable(found.get(pattern + '|' + turned))
        .or(() -> Optional.ofNullable(found.get(turned + '|' + pattern)))
        .map(stats -> stats.rows)
        .orElse(0L);
  }

  private static String turned(String pattern) {
    if (pattern.contains("MMM") || pattern.startsWith("y")) {
      return pattern;
    }
    char mark = pattern.charAt(1);
    return (pattern.startsWith("d") ? "M" + mark + "d" : "d" + mark + "M") + pattern.substring(3);
  }

  private static String text(long second, String pattern) {
    LocalDateTime at = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    return pattern.contains("mm") ? at.toString() : at.toLocalDate().toString();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(found.size());
    for (Map.Entry<String, DateStats> entry : found.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
    out.writeBoolean(other != null);
    if (other != null) {
      out.writeUTF(other);
    }
  }

  void read(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      stats(in.readUTF()).read(in);
    }
    other = in.readBoolean() ? in.readUTF() : null;
  }

  /**
   * What was found.
   *
   * @param turned the pattern with day and month the other way round, where nothing contradicts it
   * @param order which of them comes first; empty where the pattern leaves no doubt
   * @param deciding values that have no other reading
   * @param otherOrder values with day and month the other way round
   */
  record Finding(
      String pattern,
      Optional<String> turned,
      String order,
      long deciding,
      long values,
      long fit,
      Optional<String> misfit,
      long otherOrder,
      String first,
      String last) {
    boolean certain() {
      return fit == values && turned.isEmpty() && !hasShortYears();
    }

    private boolean hasShortYears() {
      return pattern.contains("yy") && !pattern.contains("yyyy");
    }

    ColumnType type() {
      return pattern.contains("mm") ? ColumnType.TIMESTAMP : ColumnType.DATE;
    }

    WrittenForm written() {
      if (!certain()) {
        return WrittenForm.doubtful(
            type() == ColumnType.DATE ? "dates" : "times",
            type(),
            Map.of("pattern", pattern),
            fit,
            values,
            misfit,
            doubts());
      }
      return new WrittenForm(
          NumberForm.PLAIN,
          Optional.of(pattern),
          order.isEmpty()
              ? List.of()
              : List.of(
                  deciding == 0
                      ? order + ", as is usual between points"
                      : order + ": " + deciding + " of " + values + " values have a day above 12"),
          Optional.empty());
    }

    private List<String> doubts() {
      List<String> doubts = new ArrayList<>(orderDoubts());
      if (hasShortYears()) {
        doubts.add("years of two digits would all be read as 2000 to 2099");
      }
      return doubts;
    }

    private List<String> orderDoubts() {
      return turned
          .map(
              other ->
                  List.of(
                      "no day is above 12, so that either the day or the month comes first: for the"
                          + " other reading write "
                          + other))
          .orElse(
              otherOrder == 0
                  ? List.of()
                  : List.of(
                      order
                          + " in most, but "
                          + otherOrder
                          + " can only be "
                          + (order.startsWith("d") ? "month first" : "day first")));
    }
  }
}
