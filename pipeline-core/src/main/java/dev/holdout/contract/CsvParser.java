package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.CsvSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of CSV by RFC 4180, read strictly.
 *
 * <p>A field that begins with the quote ends with it, and a doubled quote inside stands for one. A
 * quote elsewhere in a field means itself. Text after a closing quote, a quote that is never closed
 * and a number of fields other than expected make a record unreadable; a lenient reader would take
 * such records for something else in silence.
 */
final class CsvParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final char separator;
  private final char quote;
  private final boolean trim;
  private final int fields;

  /**
   * A parser of records.
   *
   * @param fields how many fields a record has; 0 for any number
   */
  CsvParser(CsvSpec csv, int fields) {
    this.separator = csv.separator().charAt(0);
    this.quote = csv.quote().charAt(0);
    this.trim = csv.trim();
    this.fields = fields;
  }

  @Override
  public boolean mayClose(String line) {
    return line.indexOf(quote) >= 0;
  }

  @Override
  public Parsed parse(String record) {
    List<@Nullable String> values = new ArrayList<>(fields == 0 ? 16 : fields);
    int length = record.length();
    int at = 0;
    while (true) {
      int start = trim ? afterBlanks(record, at) : at;
      if (start < length && record.charAt(start) == quote) {
        int close = closingQuote(record, start + 1);
        if (close < 0) {
          return new Parsed(null, "quote that is never closed", true);
        }
        values.add(unquoted(record, start + 1, close));
        at = afterBlanks(record, close + 1);
        if (at < length && record.charAt(at) != separator) {
          return Parsed.unreadable("text after a closing quote");
        }
      } else {
        int end = record.indexOf(separator, at);
        end = end < 0 ? length : end;
        String value = record.substring(at, end);
        values.add(trim ? Blanks.trimmed(value) : value);
        at = end;
      }
      if (at >= length) {
        break;
      }
      at++;
    }
    if (fields != 0 && values.size() != fields) {
      return Parsed.unreadable(values.size() + " fields instead of " + fields);
    }
    return Parsed.of(values.toArray(String[]::new));
  }

  private int afterBlanks(String record, int from) {
    int at = from;
    while (at < record.length()
        && Blanks.isBlank(record.charAt(at))
        && record.charAt(at) != separator) {
      at++;
    }
    return at;
  }

  private int closingQuote(String record, int from) {
    int at = record.indexOf(quote, from);
    while (at >= 0 && at + 1 < record.length() && record.charAt(at + 1) == quote) {
      at = record.indexOf(quote, at + 2);
    }
    return at;
  }

  private String unquoted(String record, int start, int end) {
    String value = record.substring(start, end);
    if (value.indexOf(quote) >= 0) {
      String one = String.valueOf(quote);
      value = value.replace(one + one, one);
    }
    return trim ? Blanks.trimmed(value) : value;
  }
}
