package dev.holdout.sniff;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a cell looks like. */
public enum Kind {
  EMPTY,
  MISSING,
  INTEGER,
  NUMBER,
  DATE,
  TIME,
  LINK,
  /** One word of letters, digits and connecting marks. */
  WORD,
  /** A few words without structure. */
  PHRASE,
  TEXT;

  private static final Set<String> NO_VALUE =
      Set.of(
          "?",
          "na",
          "n/a",
          "#n/a",
          "null",
          "nan",
          "none",
          "-",
          "--",
          "..",
          "...",
          ".",
          "\\n",
          "n.a.",
          "n.d.",
          "inf",
          "-inf",
          "infinity",
          "#div/0!",
          "#value!",
          "#ref!",
          "nil",
          "*");
  private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]{1,30}");
  private static final String CURRENCY = "(?:[$€£¥₹%‰°]|USD|EUR|GBP|CHF|kr|zł)";
  private static final Pattern AMOUNT =
      Pattern.compile(
          "\\(?[+\\-−]?"
              + CURRENCY
              + "?[ \u00a0]?[+\\-−]?"
              + "(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]*)?"
              + "|[0-9]{1,3}(?:[.'’ \u00a0\u202f][0-9]{3})+(?:,[0-9]+)?"
              + "|[0-9]*[.,]?[0-9]+|[0-9]+[.,])"
              + "(?:[eE][+\\-]?[0-9]{1,4})?"
              + "[ \u00a0]?"
              + CURRENCY
              + "?-?\\)?");
  private static final String CLOCK =
      "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,:][0-9]+)?)?(?: ?[aApP]\\.?[mM]\\.?)?"
          + "(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?))?";
  private static final Pattern TIMES = Pattern.compile(CLOCK);
  private static final String MONTH =
      "(?:[jJ]an|[fF]eb|[mM]ar|[mM]r[zt]|[mM]är|[aA]pr|[mM]a[iy]|[jJ]un|[jJ]ul|[aA]ug|[sS]ep|"
          + "[oO][ck]t|[nN]ov|[dD]e[cz])[a-zé]*\\.?";
  private static final Pattern DATES =
      Pattern.compile(
          "(?:(?:[a-zA-Z]{3,9},? )?"
              + "(?:[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?"
              + "|[0-9]{1,2}([-/.])[0-9]{1,2}\\1(?:[0-9]{4}|[0-9]{2})"
              + "|[0-9]{1,2}[-/. ]{1,2}"
              + MONTH
              + "(?:[-/. ,]{1,2}(?:[0-9]{4}|[0-9]{2}))?"
              + "|"
              + MONTH
              + "[-/. ][0-9]{1,2},? [0-9]{4}"
              + "|"
              + MONTH
              + "[-/. ,]{1,2}(?:[0-9]{4}|[0-9]{2})"
              + "|(?:19|20)[0-9]{6}T[0-9]{4}(?:[0-9]{2})?"
              + "|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日))"
              + "(?:[T ,_]{1,2}"
              + CLOCK
              + ")?");
  private static final Pattern LINKS =
      Pattern.compile(
          "(?:(?:https?|ftp|s3|file)://\\S+|www\\.\\S+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"
              + "|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?::[0-9]+)?)");
  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}\\p{M}_.\\-]*");
  private static final Pattern PHRASES =
      Pattern.compile("[\\p{L}\\p{N}(][\\p{L}\\p{N}\\p{M}_.\\- &/'’()+#%°:]{0,60}");

  /** What a cell looks like, blanks around it apart. */
  public static Kind of(String cell) {
    String value = cell.strip();
    int length = value.length();
    if (length == 0) {
      return EMPTY;
    }
    if (length > 100) {
      return LINKS.matcher(value).matches() ? LINK : TEXT;
    }
    if (length <= 8 && NO_VALUE.contains(value.toLowerCase(Locale.ROOT))) {
      return MISSING;
    }
    boolean marks = true;
    for (int at = 0; at < length && marks; at++) {
      marks = "*-.\u2013\u2014?#:~_/".indexOf(value.charAt(at)) >= 0;
    }
    if (marks) {
      return MISSING;
    }
    boolean digit = false;
    for (int at = 0; at < length && !digit; at++) {
      digit = value.charAt(at) >= '0' && value.charAt(at) <= '9';
    }
    if (digit) {
      if (PLAIN.matcher(value).matches()) {
        return INTEGER;
      }
      if (AMOUNT.matcher(value).matches()) {
        return NUMBER;
      }
      if (TIMES.matcher(value).matches()) {
        return TIME;
      }
      if (length < 50 && DATES.matcher(value).matches()) {
        return DATE;
      }
    }
    if (LINKS.matcher(value).matches()) {
      return LINK;
    }
    if (WORDS.matcher(value).matches()) {
      return WORD;
    }
    return PHRASES.matcher(value).matches() ? PHRASE : TEXT;
  }

  /** Whether it is a number, a date or a time. */
  public boolean measured() {
    return this == INTEGER || this == NUMBER || this == DATE || this == TIME;
  }

  /** Whether it has no value. */
  public boolean absent() {
    return this == EMPTY || this == MISSING;
  }

  /** Whether it is text of any kind. */
  boolean text() {
    return this == WORD || this == PHRASE || this == TEXT || this == LINK;
  }
}
