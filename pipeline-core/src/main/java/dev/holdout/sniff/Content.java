package dev.holdout.sniff;

import java.util.Locale;
import java.util.regex.Pattern;

/** What unpacked bytes hold, by the bytes alone. */
public enum Content {
  EMPTY("an empty file"),
  DELIMITED("delimited text"),
  JSON_LINES("JSON, one object in each line"),
  JSON_ARRAY("a JSON array"),
  JSON_DOCUMENT("a JSON document of several lines"),
  PARQUET("Parquet"),
  ORC("ORC"),
  AVRO("Avro"),
  ARROW("Arrow"),
  SPREADSHEET("a spreadsheet"),
  SQLITE("an SQLite database"),
  PDF("a PDF document"),
  MARKUP("HTML or XML"),
  ARFF("ARFF, the format of Weka"),
  POINTER("a pointer of Git LFS in place of the file"),
  BINARY("binary data");

  /** Comments, and the declaration that a file of Weka begins with. */
  private static final Pattern ATTRIBUTES =
      Pattern.compile("(?i)(?:%[^\\r\\n]*[\\r\\n]+\\s*+)*+@relation\\s");

  private final String shown;

  Content(String shown) {
    this.shown = shown;
  }

  /** The name that messages use. */
  public String shown() {
    return shown;
  }

  /** Whether these are records of JSON in any form. */
  public boolean isJson() {
    return this == JSON_LINES || this == JSON_ARRAY || this == JSON_DOCUMENT;
  }

  /** Whether a text that begins so is JSON whose records are not one in each line. */
  public static boolean isJsonDocument(String head) {
    Content content = ofText(head.startsWith("\ufeff") ? head.substring(1) : head);
    return content == JSON_ARRAY || content == JSON_DOCUMENT;
  }

  /** What first bytes say that are those of no text; {@link #DELIMITED} where they say nothing. */
  public static Content ofBytes(byte[] first) {
    if (first.length == 0) {
      return EMPTY;
    }
    if (Magic.begins(first, 'P', 'A', 'R', '1')) {
      return PARQUET;
    }
    if (Magic.begins(first, 'O', 'R', 'C') && first.length > 3 && first[3] < ' ') {
      return ORC;
    }
    if (Magic.begins(first, 'O', 'b', 'j', 1)) {
      return AVRO;
    }
    if (Magic.begins(first, 'A', 'R', 'R', 'O', 'W', '1')) {
      return ARROW;
    }
    if (Magic.begins(first, 0xd0, 0xcf, 0x11, 0xe0)) {
      return SPREADSHEET;
    }
    if (Magic.begins(first, 'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f')) {
      return SQLITE;
    }
    return Magic.begins(first, '%', 'P', 'D', 'F', '-') ? PDF : DELIMITED;
  }

  /** What the first characters of a text say. */
  static Content ofText(String head) {
    String text = head.stripLeading();
    if (text.isEmpty()) {
      return EMPTY;
    }
    char first = text.charAt(0);
    if (first == '{' || first == '[') {
      return JsonShape.of(text);
    }
    if (text.startsWith("version https://git-lfs")) {
      return POINTER;
    }
    if (ATTRIBUTES.matcher(text).lookingAt()) {
      return ARFF;
    }
    String lower = text.substring(0, Math.min(20, text.length())).toLowerCase(Locale.ROOT);
    return lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")
        ? MARKUP
        : DELIMITED;
  }
}
