package dev.holdout.contract;

import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/** What counts as a blank around a value: space, tabulator, carriage return, no-break space. */
final class Blanks {
  private static final String ALL = " \t\r\u00a0";

  private Blanks() {}

  static boolean isBlank(char character) {
    return ALL.indexOf(character) >= 0;
  }

  static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  static Column trimmed(Column text) {
    return btrim(text, lit(ALL));
  }
}
