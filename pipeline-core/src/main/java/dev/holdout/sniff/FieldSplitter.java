package dev.holdout.sniff;

import dev.holdout.sniff.Dialect.Escape;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes records of delimited text apart, strictly.
 *
 * <p>A field that begins with the quote ends with it; a quote elsewhere in a field means itself.
 * Text after a closing quote and a quote that is never closed are problems: a lenient reader would
 * take such records for something else in silence.
 */
public final class FieldSplitter implements Serializable {
  /** The problem of a record that may go on in the next line. */
  public static final String NEVER_CLOSED = "quote that is never closed";

  private static final long serialVersionUID = 1L;

  /** The blanks that stand around values and mean nothing. */
  public static final String BLANK = " \t\r\u00a0";

  private final String delimiter;
  private final boolean runs;
  private final char first;
  private final boolean quoted;
  private final char quote;
  private final boolean backslash;
  private final boolean trim;

  /** A splitter of records written like this. */
  public FieldSplitter(Dialect dialect) {
    this.runs = dialect.delimiter().equals(Dialect.BLANKS);
    this.delimiter = runs ? " " : dialect.delimiter();
    this.first = delimiter.charAt(0);
    this.quoted = !dialect.quote().isEmpty();
    this.quote = quoted ? dialect.quote().charAt(0) : 0;
    this.backslash = dialect.escape() == Escape.BACKSLASH;
    this.trim = dialect.trim() || runs;
  }

  /** Whether a record that is open may end in this further line of it. */
  public boolean mayClose(String line) {
    return line.indexOf(quote) >= 0;
  }

  /**
   * Adds the fields of a record.
   *
   * @return what is wrong with the record; null when nothing is
   */
  public @Nullable String split(String record, List<? super String> fields) {
    String text = runs ? trimmed(record) : record;
    int length = text.length();
    int at = 0;
    while (true) {
      int start = trim ? afterBlanks(text, at) : at;
      if (quoted && start < length && text.charAt(start) == quote) {
        int close = closing(text, start + 1);
        if (close < 0) {
          return NEVER_CLOSED;
        }
        fields.add(unquoted(text, start + 1, close));
        at = runs ? close + 1 : afterBlanks(text, close + 1);
        if (at < length && !delimits(text, at)) {
          return "text after a closing quote";
        }
      } else {
        int end = end(text, at);
        String value = text.substring(at, end);
        fields.add(trim ? trimmed(value) : value);
        at = end;
      }
      if (at >= length) {
        return null;
      }
      at = runs ? afterBlanks(text, at) : at + delimiter.length();
    }
  }

  private boolean delimits(String text, int at) {
    return runs ? isBlank(text.charAt(at)) : text.startsWith(delimiter, at);
  }

  private int end(String text, int from) {
    if (runs) {
      int at = from;
      while (at < text.length() && !isBlank(text.charAt(at))) {
        at++;
      }
      return at;
    }
    int at = delimiter.length() == 1 ? text.indexOf(first, from) : text.indexOf(delimiter, from);
    return at < 0 ? text.length() : at;
  }

  private int afterBlanks(String text, int from) {
    int at = from;
    while (at < text.length()
        && isBlank(text.charAt(at))
        && (runs || text.charAt(at) != first || !text.startsWith(delimiter, at))) {
      at++;
    }
    return at;
  }

  /** Where the quoted text ends; -1 if it does not. */
  private int closing(String text, int from) {
    int at = from;
    while (true) {
      int close = text.indexOf(quote, at);
      if (close < 0) {
        return -1;
      }
      if (backslash) {
        int escape = text.indexOf('\\', at);
        if (escape >= 0 && escape < close) {
          at = escape + 2;
          continue;
        }
      }
      if (close + 1 < text.length() && text.charAt(close + 1) == quote) {
        at = close + 2;
        continue;
      }
      return close;
    }
  }

  private String unquoted(String text, int start, int end) {
    String value = text.substring(start, end);
    if (value.indexOf(quote) >= 0 || (backslash && value.indexOf('\\') >= 0)) {
      StringBuilder plain = new StringBuilder(value.length());
      for (int at = 0; at < value.length(); at++) {
        char here = value.charAt(at);
        char next = at + 1 < value.length() ? value.charAt(at + 1) : 0;
        boolean escaped =
            (here == quote && next == quote)
                || (backslash && here == '\\' && (next == quote || next == '\\'));
        plain.append(escaped ? next : here);
        at += escaped ? 1 : 0;
      }
      value = plain.toString();
    }
    return trim ? trimmed(value) : value;
  }

  /** Whether a character is a blank around values: space, tabulator, return, no-break space. */
  public static boolean isBlank(char character) {
    return BLANK.indexOf(character) >= 0;
  }

  /** A text without blanks around it. */
  public static String trimmed(String text) {
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
}
