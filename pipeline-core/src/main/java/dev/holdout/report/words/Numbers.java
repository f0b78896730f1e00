package dev.holdout.report.words;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Measure;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Figures as people read them: digits that mean something, a true minus sign, units after a space
 * that does not break.
 */
public final class Numbers {
  /** Stands where a value is undefined; the reason stands beside it. */
  public static final String UNDEFINED = "—";

  private static final String SPACE = "\u00a0";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Numbers() {}

  /** Such as {@code 12,034}. */
  public static String count(long value) {
    return String.format(Locale.ENGLISH, "%,d", value).replace('-', '−');
  }

  /** A count with its noun, such as {@code 1 row} or {@code 12,034 rows}. */
  public static String count(long value, String singular, String plural) {
    return count(value) + SPACE + (value == 1 ? singular : plural);
  }

  /** A number with that many digits after the point; never a negative zero. */
  public static String decimal(double value, int digits) {
    String text = String.format(Locale.ENGLISH, "%,." + digits + "f", value);
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text.replace("-", "") : text.replace('-', '−');
  }

  /** Like {@link #decimal}, with a sign in front of what is not zero. */
  public static String signed(double value, int digits) {
    String text = decimal(value, digits);
    boolean positive = text.charAt(0) != '−' && text.chars().anyMatch(c -> c >= '1' && c <= '9');
    return positive ? "+" + text : text;
  }

  /** A share as per cent: {@code 8.0 %}; small ones keep two digits, such as {@code 0.07 %}. */
  public static String percent(double share) {
    double percent = share * 100;
    double size = Math.abs(percent);
    int digits = size == 0 || size >= 99.995 ? 0 : size < 1 || size > 99 ? 2 : 1;
    return decimal(percent, digits) + SPACE + "%";
  }

  /** A part of a whole as per cent; a part of nothing is undefined. */
  public static String percent(long part, long whole) {
    return whole == 0 ? UNDEFINED : percent((double) part / whole);
  }

  /** A threshold: up to four digits, without trailing zeros. */
  public static String threshold(double value) {
    String text = decimal(value, 4);
    return text.replaceFirst("0{1,3}$", "");
  }

  /** A measure's value, or {@link #UNDEFINED}. */
  public static String value(String metric, Measure measure) {
    return measure.value().map(value -> value(metric, value)).orElse(UNDEFINED);
  }

  /** A metric's value, such as {@code 0.842}. */
  public static String value(String metric, double value) {
    int digits = digits(metric, value);
    boolean smallP = metric.endsWith("_p") && value < Math.pow(10, -digits);
    return smallP ? "< " + decimal(Math.pow(10, -digits), digits) : decimal(value, digits);
  }

  /** A measure's interval such as {@code 0.905–0.919}; empty text when it has none. */
  public static String interval(String metric, Measure measure) {
    if (measure.lower().isEmpty() || measure.upper().isEmpty()) {
      return "";
    }
    int digits = digits(metric, measure.value().orElse(0.0));
    double lower = measure.lower().get();
    String dash = lower < 0 ? " to " : "–";
    return decimal(lower, digits) + dash + decimal(measure.upper().get(), digits);
  }

  /** A difference with its interval, signs shown: {@code −0.071 (−0.101 to −0.041)}. */
  public static String difference(String metric, Measure measure) {
    if (measure.value().isEmpty()) {
      return UNDEFINED;
    }
    int digits = digits(metric, measure.value().get());
    String value = signed(measure.value().get(), digits);
    if (measure.lower().isEmpty() || measure.upper().isEmpty()) {
      return value;
    }
    return value
        + " ("
        + signed(measure.lower().get(), digits)
        + " to "
        + signed(measure.upper().get(), digits)
        + ")";
  }

  /** Digits after the point with which a metric is shown. */
  public static int digits(String metric) {
    return Glossary.find(metric).map(Definition::digits).orElse(Definition.DIGITS);
  }

  /**
   * The same of a value of this size: from 10 on, fewer, so that four or five figures are shown.
   */
  public static int digits(String metric, double value) {
    double size = Math.abs(value);
    int digits = digits(metric);
    return size < 10 ? digits : Math.max(0, digits - (int) Math.floor(Math.log10(size)));
  }

  /** A span of time: {@code 0.4 s}, {@code 12.3 s}, {@code 2 min 05 s}, {@code 1 h 02 min}. */
  public static String seconds(double seconds) {
    if (seconds < 59.95) {
      return decimal(seconds, 1) + SPACE + "s";
    }
    long whole = Math.round(seconds);
    if (whole < 3600) {
      return String.format(Locale.ENGLISH, "%d min %02d s", whole / 60, whole % 60)
          .replace(" ", SPACE);
    }
    long minutes = Math.round(seconds / 60);
    return String.format(Locale.ENGLISH, "%d h %02d min", minutes / 60, minutes % 60)
        .replace(" ", SPACE);
  }

  /** Such as {@code 20 November 2026, 11:02 UTC}. */
  public static String moment(Instant instant) {
    return MOMENT.format(instant);
  }
}
