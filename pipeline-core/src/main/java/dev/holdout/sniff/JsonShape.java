package dev.holdout.sniff;

/** In which of its shapes a text is JSON, by the nesting of its brackets. */
final class JsonShape {
  private JsonShape() {}

  /**
   * The shape of a text that begins with a bracket; {@link Content#DELIMITED} if it is not JSON.
   */
  static Content of(String text) {
    int lineEnd = text.indexOf('\n');
    String firstLine = (lineEnd < 0 ? text : text.substring(0, lineEnd)).strip();
    boolean object = text.charAt(0) == '{';
    if (!object) {
      return isArray(text) ? Content.JSON_ARRAY : Content.DELIMITED;
    }
    int end = objectEnd(firstLine);
    boolean key = keyFollows(text);
    if (!key) {
      return Content.DELIMITED;
    }
    return end == firstLine.length() - 1 ? Content.JSON_LINES : Content.JSON_DOCUMENT;
  }

  private static boolean keyFollows(String text) {
    String inner = text.substring(1, Math.min(text.length(), 4096)).stripLeading();
    return inner.startsWith("\"") || inner.startsWith("}");
  }

  private static boolean isArray(String text) {
    String inner = text.substring(1, Math.min(text.length(), 4096)).stripLeading();
    if (inner.startsWith("{")) {
      return keyFollows(inner);
    }
    // [date,value] may begin a header or a row.
    return inner.equals("]");
  }

  /** Where the object that a line begins with ends; -1 if it does not end in this line. */
  private static int objectEnd(String line) {
    int depth = 0;
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char here = line.charAt(at);
      if (quoted) {
        if (here == '\\') {
          at++;
        } else if (here == '"') {
          quoted = false;
        }
      } else if (here == '"') {
        quoted = true;
      } else if (here == '{' || here == '[') {
        depth++;
      } else if (here == '}' || here == ']') {
        depth--;
        if (depth == 0) {
          return at;
        }
      }
    }
    return -1;
  }
}
