package dev.holdout.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with a decimal comma, such as {@code 0,5} and {@code 1.234,50}: digits may stand in
 * groups of three, apart by points, blanks or apostrophes.
 */
final class CommaNumbers {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?)(\\d{1,3}(?:[."
              + " '\u2019\u00a0\u202f]\\d{3})+|\\d+)(?:,(\\d+))?([eE][+-]?\\d{1,4})?");

  private CommaNumbers() {}

  /** The same number with a decimal point and without groups; null for a text of another form. */
  static @Nullable String plain(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    String fraction = form.group(3);
    String exponent = form.group(4);
    return form.group(1)
        + form.group(2).replaceAll("\\D", "")
        + (fraction == null ? "" : "." + fraction)
        + (exponent == null ? "" : exponent);
  }

  /** Whether a number of this form cannot be one whose digits are grouped by commas. */
  static boolean evident(String text) {
    int comma = text.indexOf(',');
    if (comma < 0) {
      return false;
    }
    int digits = 0;
    while (comma + 1 + digits < text.length()
        && Character.isDigit(text.charAt(comma + 1 + digits))) {
      digits++;
    }
    return digits != 3 || text.startsWith("0,") || text.startsWith("-0,");
  }
}
