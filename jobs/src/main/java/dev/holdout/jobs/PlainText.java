package dev.holdout.jobs;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text for a terminal, from whatever data and names of files contain: characters that move the
 * cursor, change colours, reverse the order of text or cannot be seen are written as escapes of
 * JSON, so that JSON remains the same JSON.
 */
final class PlainText {
  private static final int LONGEST_LINE = 4_000;
  private static final int LONGEST_CELL = 400;

  private PlainText() {}

  /** Lines of text: line breaks and tabs remain. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || isVisible(c)) {
                plain.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  plain.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return plain.toString();
  }

  /** Text on one line, cut if it is very long. */
  static String cell(String text) {
    return cut(of(text.replace("\n", "\\n").replace("\t", "\\t")), LONGEST_CELL);
  }

  /** Messages: as {@link #of}, with very long lines cut. */
  static PrintStream messages(PrintStream to) {
    return new Messages(to);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + String.format(Locale.ROOT, "… (%,d characters)", text.length());
  }

  /** Joiners stay: words of some languages, and emoji, are written with them. */
  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> c == 0x200C || c == 0x200D;
      default -> true;
    };
  }

  private static final class Messages extends PrintStream {
    Messages(PrintStream to) {
      super(to, true, StandardCharsets.UTF_8);
    }

    /** Every other way to print text calls this one. */
    @Override
    public void print(String text) {
      super.print(
          Arrays.stream(of(text).split("\n", -1))
              .map(line -> cut(line, LONGEST_LINE))
              .collect(Collectors.joining("\n")));
    }

    @Override
    public void print(Object object) {
      print(String.valueOf(object));
    }
  }
}
