package dev.holdout.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Markdown under construction. Texts are escaped, so that data can neither format nor link. */
final class Markdown {
  private static final String SPECIAL = "\\`*[]|~";

  private final StringBuilder out = new StringBuilder(8192);

  Markdown heading(int level, String text) {
    return line("#".repeat(level) + " " + text(text)).line("");
  }

  /** A paragraph of what is Markdown already. */
  Markdown paragraph(String markdown) {
    return line(markdown).line("");
  }

  /** A list of what is Markdown already. */
  Markdown list(List<String> items) {
    items.forEach(item -> line("- " + item));
    return line("");
  }

  /**
   * A table of what is Markdown already; a column whose heading ends with a colon is right-aligned.
   */
  Markdown table(List<String> headings, List<List<String>> rows) {
    List<String> rule = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String heading : headings) {
      boolean right = heading.endsWith(":");
      rule.add(right ? "--:" : "---");
      names.add(right ? heading.substring(0, heading.length() - 1) : heading);
    }
    row(names);
    row(rule);
    rows.forEach(this::row);
    return line("");
  }

  /** A block of text as it is, behind a fence longer than any run of backticks in it. */
  Markdown block(String language, String text) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    return line(fence + language).line(text.stripTrailing()).line(fence).line("");
  }

  /** A text with everything escaped that Markdown or HTML would read as its own. */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '_' -> escaped.append(insideWord(text, i) ? "_" : "\\_");
        default -> escaped.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return escaped.toString().replace('\n', ' ').replace('\r', ' ');
  }

  /** A text as code, on one line; fit for a table's cell. */
  static String code(String text) {
    String plain = text.replace('\n', ' ').replace('\r', ' ').replace('`', '\'');
    return plain.isBlank() ? "" : "`" + plain.replace("|", "\\|") + "`";
  }

  private static boolean insideWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private Markdown line(String line) {
    out.append(line).append('\n');
    return this;
  }

  /** A row of a table. */
  static List<String> cells(String... cells) {
    return Arrays.asList(cells);
  }

  @Override
  public String toString() {
    return out.toString().replace('\u00a0', ' ').stripTrailing() + "\n";
  }
}
