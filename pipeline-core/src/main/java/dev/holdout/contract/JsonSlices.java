package dev.holdout.contract;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The records of a JSON text: the elements of an array, or objects one after another, over as many
 * lines as they are written in. Each keeps its text as it is written. Commas between them are
 * optional; anything else between them is a record of its own, which no parser will take.
 *
 * <p>Holds one record at a time, of at most {@value #LONGEST} characters.
 */
final class JsonSlices {
  /** The longest record. */
  static final int LONGEST = 1 << 26;

  private static final int END = -1;

  private final Reader text;
  private final String shown;
  private int here;
  private long line = 1;
  private long firstLine;
  private boolean inArray;
  private boolean begun;

  /**
   * The records of a text.
   *
   * @param shown the file, for messages
   */
  JsonSlices(Reader text, String shown) {
    this.text = text;
    this.shown = shown;
  }

  /** The next record; null at the end. */
  @Nullable String next() throws IOException {
    if (!begun) {
      begun = true;
      advance();
      if (here == '\ufeff') {
        advance();
      }
      passBlanks();
      if (here == '[') {
        inArray = true;
        advance();
      }
    }
    passBlanks();
    while (here == ',' && inArray) {
      advance();
      passBlanks();
    }
    if (here == ']' && inArray) {
      inArray = false;
      advance();
      passBlanks();
    }
    if (here == END) {
      return null;
    }
    firstLine = line;
    return here == '{' || here == '[' ? nested() : loose();
  }

  /** The line in which the last record begins, from 1. */
  long line() {
    return firstLine;
  }

  /** An object or list, to the bracket that closes it or the end of the text. */
  private String nested() throws IOException {
    StringBuilder record = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    while (here != END) {
      take(record);
      if (quoted && here == '\\') {
        advance();
        if (here != END) {
          take(record);
        }
      } else if (here == '"') {
        quoted = !quoted;
      } else if (!quoted && (here == '{' || here == '[')) {
        depth++;
      } else if (!quoted && (here == '}' || here == ']')) {
        depth--;
        if (depth == 0) {
          advance();
          break;
        }
      }
      advance();
    }
    return record.toString();
  }

  /** Text outside brackets, to a comma of the array, a bracket or the end of the line. */
  private String loose() throws IOException {
    StringBuilder record = new StringBuilder();
    while (here != END
        && here != '\n'
        && here != '{'
        && !(inArray && (here == ',' || here == ']'))) {
      take(record);
      advance();
    }
    return record.toString();
  }

  private void take(StringBuilder record) {
    if (record.length() == LONGEST) {
      throw UnpackedFiles.refused(
          shown,
          "a record of more than 64 million characters in line " + firstLine,
          "a JSON array of objects, or one object in each line",
          "Check that every bracket and quote is closed.");
    }
    record.append((char) here);
  }

  private void passBlanks() throws IOException {
    while (here == ' ' || here == '\t' || here == '\n' || here == '\r') {
      advance();
    }
  }

  private void advance() throws IOException {
    if (here == '\n') {
      line++;
    }
    here = text.read();
  }
}
