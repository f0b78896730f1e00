package dev.holdout.contract;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of a column are written.
 *
 * <p>A minus may be U+2212. The value is the number as written: {@code 12.5 %} with the unit {@code
 * %} is 12.5. Digits in groups are one to three, the first no zero, then three at a time.
 *
 * @param decimalComma whether a comma stands before the decimals, as in {@code 1.234,5}; unless the
 *     groups say otherwise, digits may then stand in groups by points, blanks or apostrophes
 * @param group what stands between groups of three digits: a comma, a point, a blank (of any width)
 *     or an apostrophe; empty for nothing
 * @param unit what may stand before or after a number, such as {@code $} or {@code %}; empty for
 *     nothing
 * @param brackets whether a number in brackets is negative
 */
public record NumberForm(boolean decimalComma, String group, String unit, boolean brackets)
    implements Serializable {
  /** A decimal point and digits. */
  public static final NumberForm PLAIN = new NumberForm(false, "", "", false);

  private static final String BLANKS = " \u00a0\u2009\u202f";
  private static final String APOSTROPHES = "'\u2019";
  private static final int GROUP_DIGITS = 3;

  /** The keys of a column that say so, with their values, beside its type. */
  public Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    if (decimalComma) {
      keys.put("decimal", "comma");
    }
    if (!group.isEmpty()) {
      keys.put("group", group);
    }
    if (!unit.isEmpty()) {
      keys.put("unit", unit);
    }
    if (brackets) {
      keys.put("negative", "brackets");
    }
    return keys;
  }

  /**
   * The same number as digits with a decimal point, perhaps a sign and an exponent; null for a text
   * of another form. What has no mark of any form stays as it is.
   */
  @Nullable String plain(String text) {
    if (equals(PLAIN)) {
      return text.indexOf('\u2212') == 0 ? '-' + text.substring(1) : text;
    }
    NumberText found =
        NumberText.of(text, unit.isEmpty() ? Optional.empty() : Optional.of(unit), brackets);
    String digits = digits(found.digits());
    return digits == null ? null : (found.negative() ? "-" : "") + digits;
  }

  /** Digits without groups and with a decimal point; null where they are not of this form. */
  @Nullable String digits(String text) {
    int at = digitsFrom(text, 0);
    char first = at < text.length() ? text.charAt(at) : 0;
    if (first != 0
        && first != (decimalComma ? ',' : '.')
        && !groups(first)
        && !isExponent(text, at)) {
      return null;
    }
    StringBuilder plain = new StringBuilder(text.length()).append(text, 0, at);
    if (at > 0 && at <= GROUP_DIGITS && text.charAt(0) != '0') {
      while (at < text.length() && text.charAt(at) == first && groups(first)) {
        int end = digitsFrom(text, at + 1);
        if (end - at - 1 != GROUP_DIGITS) {
          return null;
        }
        plain.append(text, at + 1, end);
        at = end;
      }
    }
    if (at < text.length() && text.charAt(at) == (decimalComma ? ',' : '.')) {
      int end = digitsFrom(text, at + 1);
      plain.append('.').append(text, at + 1, end);
      at = end;
    }
    if (plain.isEmpty() || plain.toString().equals(".")) {
      return null;
    }
    return at == text.length() || isExponent(text, at) ? plain + text.substring(at) : null;
  }

  private boolean groups(char mark) {
    if (decimalComma && group.isEmpty()) {
      return mark == '.' || BLANKS.indexOf(mark) >= 0 || APOSTROPHES.indexOf(mark) >= 0;
    }
    return switch (group) {
      case " " -> BLANKS.indexOf(mark) >= 0;
      case "'" -> APOSTROPHES.indexOf(mark) >= 0;
      default -> group.indexOf(mark) >= 0;
    };
  }

  private static int digitsFrom(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isExponent(String text, int start) {
    if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
      return false;
    }
    int at = start + 1;
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
    }
    int end = digitsFrom(text, at);
    return end == text.length() && end > at && end - at <= 4;
  }
}
