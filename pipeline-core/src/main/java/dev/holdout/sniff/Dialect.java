package dev.holdout.sniff;

/**
 * How fields are written in delimited text.
 *
 * @param delimiter one or more characters, or {@link #BLANKS}
 * @param quote one character, or {@link #NONE}
 * @param escape how a quote inside quoted text is written
 * @param trim whether blanks around values are dropped
 */
public record Dialect(String delimiter, String quote, Escape escape, boolean trim) {
  /** The delimiter that is any number of spaces and tabs. */
  public static final String BLANKS = "blanks";

  /** No character quotes. */
  public static final String NONE = "";

  /** RFC 4180. */
  public static final Dialect RFC_4180 = new Dialect(",", "\"", Escape.DOUBLED, false);

  /** How a quote inside quoted text is written. */
  public enum Escape {
    /** Twice, as in RFC 4180. */
    DOUBLED,
    /** After a backslash, as Spark and MySQL do; twice is understood, too. */
    BACKSLASH
  }

  Dialect trimmed(boolean blanks) {
    return new Dialect(delimiter, quote, escape, blanks);
  }

  /** The name of the delimiter that messages use. */
  public String delimiterName() {
    return switch (delimiter) {
      case "," -> "comma";
      case ";" -> "semicolon";
      case "\t" -> "tab";
      case "|" -> "pipe";
      case ":" -> "colon";
      case "^" -> "caret";
      case "~" -> "tilde";
      case " " -> "space";
      case BLANKS -> "any number of blanks";
      default ->
          delimiter.chars().anyMatch(c -> c < ' ')
              ? "control character " + (int) delimiter.charAt(0)
              : "\"" + delimiter + "\"";
    };
  }
}
