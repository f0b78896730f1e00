package dev.holdout.sniff;

import java.util.List;
import java.util.regex.Pattern;

/** Finds the lines after the last row of a table: totals, notes, sources. */
final class FooterFinder {
  private static final int MOST_LINES = 60;
  private static final Pattern TOTAL =
      Pattern.compile(
          "(?i)(?:grand[ -]?|sub[ -]?)?totals?:?|sum:?|average:?|mean:?|gesamt:?|summe:?"
              + "|insgesamt:?|totale:?|total g[eé]n[eé]ral:?|celkem:?");

  private FooterFinder() {}

  /**
   * What stands below the rows.
   *
   * @param lines from its first line to the end of the text
   * @param records how many records they hold
   */
  record Footer(int lines, int records) {}

  /** The footer of a text that ends with these records, the last of which ends at a line. */
  static Footer find(List<Rec> records, int firstRow, int lines, int width, FrameFinder body) {
    int at = records.size();
    int first = at;
    int found = 0;
    while (at > firstRow) {
      Rec record = records.get(at - 1);
      if (found > 0 && lines - record.line() > MOST_LINES) {
        break;
      }
      if (record.blank()) {
        at--;
        first = found > 0 || record.width() > 1 ? at : first;
        continue;
      }
      if (!below(record, width, body)) {
        break;
      }
      at--;
      found++;
      first = at;
    }
    return first >= records.size() || first <= firstRow
        ? new Footer(0, 0)
        : new Footer(lines - records.get(first).line(), records.size() - first);
  }

  /** Whether a record begins as a row does, with a number or a date: a row that was cut off. */
  private static boolean begins(Rec record, FrameFinder body) {
    return body.columns().get(0).measured() && Kind.of(record.fields().get(0)).measured();
  }

  private static boolean below(Rec record, int width, FrameFinder body) {
    if (width > 1 && body.usualFilled() > 1 && begins(record, body)) {
      return false;
    }
    int filled = record.filled();
    int usual = body.usualFilled();
    if (width > 1 && filled == 1 && record.width() < width && usual > 1) {
      return true;
    }
    if (width >= 3 && filled == 1 && usual > 1) {
      return true;
    }
    if (width >= 5 && filled == 2 && usual > 3 && record.width() != width) {
      return true;
    }
    if (width >= 3 && filled < usual) {
      for (String field : record.fields()) {
        if (!field.isBlank()) {
          return TOTAL.matcher(field.strip()).matches();
        }
      }
    }
    return false;
  }
}
