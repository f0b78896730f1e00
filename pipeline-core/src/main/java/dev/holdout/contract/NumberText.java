package dev.holdout.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A text divided into its digits and what may stand around a number.
 *
 * @param digits what is left: digits with their marks, or anything else
 * @param negative whether a minus or brackets stood around it
 * @param bracketed whether brackets did
 * @param unit the unit that was taken off; empty for none
 */
record NumberText(String digits, boolean negative, boolean bracketed, String unit) {
  /** Units that are known for what they are; the longer ones first. */
  static final List<String> UNITS =
      List.of(
          "US$", "USD", "EUR", "GBP", "CHF", "JPY", "INR", "CNY", "CAD", "AUD", "NZD", "SEK", "NOK",
          "DKK", "PLN", "CZK", "BRL", "R$", "zł", "kr", "$", "€", "£", "¥", "₹", "%", "‰");

  /**
   * Takes off a sign, brackets and one unit, in any order, and the blanks between them.
   *
   * @param unit the only unit to take off; empty for any that is known
   * @param brackets whether brackets mean anything
   */
  static NumberText of(String text, Optional<String> unit, boolean brackets) {
    String rest = stripped(text);
    String taken = "";
    boolean bracketed = false;
    boolean signed = false;
    boolean negative = false;
    for (String before = ""; !rest.equals(before) && !rest.isEmpty(); ) {
      before = rest;
      char first = rest.charAt(0);
      char last = rest.charAt(rest.length() - 1);
      if (first >= '0' && first <= '9' && last >= '0' && last <= '9') {
        break;
      }
      if (!signed && !bracketed && (first == '-' || first == '+' || first == '\u2212')) {
        signed = true;
        negative = first != '+';
        rest = stripped(rest.substring(1));
      } else if (brackets && !signed && !bracketed && first == '(' && last == ')') {
        bracketed = true;
        negative = true;
        rest = stripped(rest.substring(1, rest.length() - 1));
      } else if (taken.isEmpty()) {
        taken =
            unit.map(List::of).orElse(UNITS).stream().filter(around(rest)).findFirst().orElse("");
        rest =
            taken.isEmpty()
                ? rest
                : stripped(
                    rest.startsWith(taken)
                        ? rest.substring(taken.length())
                        : rest.substring(0, rest.length() - taken.length()));
      }
    }
    return new NumberText(rest, negative, bracketed, taken);
  }

  private static Predicate<String> around(String text) {
    return unit -> text.startsWith(unit) || text.endsWith(unit);
  }

  /** Without blanks of any width at its ends. */
  private static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char character) {
    return Character.isSpaceChar(character) || Character.isWhitespace(character);
  }
}
