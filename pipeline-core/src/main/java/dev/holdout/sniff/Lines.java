package dev.holdout.sniff;

import java.util.ArrayList;
import java.util.List;

/** The lines of a piece of text, and the records that they make. */
final class Lines {
  private static final int JOINED = 1000;
  private static final int JOINED_CHARACTERS = 200_000;

  private final List<String> lines;
  private final boolean unterminated;

  private Lines(List<String> lines) {
    this(lines, false);
  }

  private Lines(List<String> lines, boolean unterminated) {
    this.lines = lines;
    this.unterminated = unterminated;
  }

  /**
   * The lines of a text.
   *
   * @param cutHead whether the text begins within a line, which is left out
   * @param cutTail whether it ends within one
   */
  static Lines of(String text, boolean cutHead, boolean cutTail) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int length = text.length();
    for (int at = 0; at < length; at++) {
      char here = text.charAt(at);
      if (here == '\n' || here == '\r') {
        lines.add(text.substring(start, at));
        if (here == '\r' && at + 1 < length && text.charAt(at + 1) == '\n') {
          at++;
        }
        start = at + 1;
      }
    }
    boolean unterminated = start < length && (!cutTail || lines.isEmpty());
    if (unterminated) {
      lines.add(text.substring(start));
    }
    return new Lines(
        cutHead && !lines.isEmpty() ? lines.subList(1, lines.size()) : lines,
        unterminated && !cutTail);
  }

  /** Whether the text ends with the last of them and without a line terminator. */
  boolean unterminated() {
    return unterminated;
  }

  static Lines ofLines(List<String> lines) {
    return new Lines(List.copyOf(lines));
  }

  int count() {
    return lines.size();
  }

  String line(int at) {
    return lines.get(at);
  }

  /** The lines from one on. */
  Lines from(int line) {
    return new Lines(lines.subList(Math.min(line, lines.size()), lines.size()));
  }

  /** At most so many lines. */
  Lines first(int most) {
    return new Lines(lines.subList(0, Math.min(most, lines.size())));
  }

  /** At most so many records, blank ones included. */
  List<Rec> records(FieldSplitter splitter, int most) {
    List<Rec> records = new ArrayList<>();
    int budget = 4 * most + JOINED;
    int at = 0;
    while (at < lines.size() && records.size() < most) {
      String line = lines.get(at);
      List<String> fields = new ArrayList<>();
      String problem = splitter.split(line, fields);
      Rec record = new Rec(fields, at, 1, problem);
      if (FieldSplitter.NEVER_CLOSED.equals(problem) && budget > 0) {
        StringBuilder joined = new StringBuilder(line);
        for (int more = 1;
            more <= JOINED && at + more < lines.size() && joined.length() < JOINED_CHARACTERS;
            more++) {
          String next = lines.get(at + more);
          joined.append('\n').append(next);
          if (splitter.mayClose(next)) {
            budget--;
            List<String> whole = new ArrayList<>();
            String found = splitter.split(joined.toString(), whole);
            if (found == null) {
              record = new Rec(whole, at, more + 1, null);
            }
            if (!FieldSplitter.NEVER_CLOSED.equals(found) || budget <= 0) {
              break;
            }
          }
        }
      }
      records.add(record);
      at += record.lines();
    }
    return records;
  }
}
