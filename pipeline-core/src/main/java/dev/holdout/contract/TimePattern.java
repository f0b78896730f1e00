package dev.holdout.contract;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.util.DateTimeFormatterHelper;

/**
 * Whether a pattern of dates or times says what it seems to: letters that differ from the wanted
 * ones in case alone read other dates, or none, without a word.
 */
public final class TimePattern {
  private static final String EXAMPLES = "a date pattern such as dd.MM.yyyy or yyyy-MM-dd HH:mm";
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern MONTH_AFTER_HOUR = Pattern.compile("([Hh]+\\W)(MM)(?!M)");

  private TimePattern() {}

  /** What is wrong with a pattern, in the words of a finding. */
  public record Fault(String found, String expected, String remedy) {}

  /** The first fault of a pattern; empty where it has none. */
  public static Optional<Fault> fault(String pattern) {
    String letters = QUOTED.matcher(pattern).replaceAll("");
    boolean hours =
        has(letters, "H") || has(letters, "h") || has(letters, "K") || has(letters, "k");
    Matcher month = MONTH_AFTER_HOUR.matcher(letters);
    if (has(letters, "Y")) {
      return instead(
          pattern,
          'Y',
          'y',
          "the year of a week, which is another one around New Year",
          "the year of a day");
    }
    if (has(letters, "h") && !has(letters, "a")) {
      return instead(pattern, 'h', 'H', "hours from 1 to 12 without AM or PM", "hours from 0 to 23")
          .map(fault -> with(fault, ", or add a for AM and PM"));
    }
    if (has(letters, "D") && (has(letters, "M") || !has(letters, "DDD"))) {
      return instead(pattern, 'D', 'd', "the day of the year", "the day of the month");
    }
    if (has(letters, "m") && !hours) {
      return instead(pattern, 'm', 'M', "minutes without hours", "the month");
    }
    if (!has(letters, "m") && month.find()) {
      return Optional.of(
          new Fault(
              "MM after the hours in '" + pattern + "', the month",
              "minutes",
              "Write '" + MONTH_AFTER_HOUR.matcher(pattern).replaceFirst("$1mm") + "'"));
    }
    if (has(letters, "S") && !has(letters, "s")) {
      return instead(pattern, 'S', 's', "fractions of a second", "seconds");
    }
    return unreadable(pattern)
        .map(why -> new Fault("the text '" + pattern + "' (" + why + ")", EXAMPLES, ""))
        .or(
            () ->
                has(letters, "y")
                    ? Optional.empty()
                    : Optional.of(
                        new Fault("no year in '" + pattern + "'", "one, such as yyyy", "")));
  }

  private static boolean has(String letters, String letter) {
    return letters.contains(letter);
  }

  private static Optional<Fault> instead(
      String pattern, char found, char wanted, String meaning, String expected) {
    String run = pattern.replaceAll(".*?(" + found + "+).*", "$1");
    return Optional.of(
        new Fault(
            run + " in '" + pattern + "', " + meaning,
            expected,
            "Write '" + pattern.replace(found, wanted) + "'"));
  }

  private static Fault with(Fault fault, String more) {
    return new Fault(fault.found(), fault.expected(), fault.remedy() + more);
  }

  /** Why Java or Spark refuses a pattern. */
  private static Optional<String> unreadable(String pattern) {
    try {
      DateTimeFormatter unused = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    try {
      DateTimeFormatter unused =
          DateTimeFormatterHelper.buildFormatter(
              DateTimeFormatterHelper.convertIncompatiblePattern(pattern, true), Locale.US, true);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("Spark does not read its letters");
    }
  }
}
