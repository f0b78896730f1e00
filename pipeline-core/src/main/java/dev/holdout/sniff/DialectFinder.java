package dev.holdout.sniff;

import dev.holdout.sniff.Dialect.Escape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the dialect of delimited text: reads some of it with every candidate. */
final class DialectFinder {
  private static final int HEAD_LINES = 300;
  private static final int PLACE_LINES = 40;
  private static final int CHARACTERS = 400_000;
  private static final double LEAST_SCORE = 0.1;
  private static final double UNUSUAL_UNIFORM = 0.9;

  /** How usual each delimiter is. */
  private static final Map<String, Double> USUAL = new LinkedHashMap<>();

  static {
    USUAL.put(",", 1.0);
    USUAL.put(";", 1.0);
    USUAL.put("\t", 1.0);
    USUAL.put("|", 0.97);
    USUAL.put("^", 0.85);
    USUAL.put("~", 0.85);
    USUAL.put(":", 0.5);
    USUAL.put(" ", 0.5);
    USUAL.put(Dialect.BLANKS, 0.5);
  }

  /** Delimiters that stand within values, too. */
  private static final Set<String> WEAK = Set.of(" ", ":", Dialect.BLANKS);

  private final List<Lines> pieces = new ArrayList<>();
  private final String text;
  private final Map<String, Kind> kinds = Reading.kinds();

  DialectFinder(Lines head, List<Lines> places) {
    pieces.add(limited(head.first(HEAD_LINES)));
    int step = Math.max(1, places.size() / 4);
    for (int at = 0; at < places.size(); at += step) {
      pieces.add(limited(places.get(at).first(PLACE_LINES)));
    }
    StringBuilder all = new StringBuilder();
    for (Lines piece : pieces) {
      for (int line = 0; line < piece.count(); line++) {
        all.append(piece.line(line)).append('\n');
      }
    }
    this.text = all.toString();
  }

  private static Lines limited(Lines lines) {
    int characters = 0;
    int count = 0;
    while (count < lines.count() && characters < CHARACTERS) {
      characters += lines.line(count).length();
      count++;
    }
    return lines.first(count);
  }

  /** The best reading; that of one column where no delimiter makes a table. */
  Reading find(@Nullable String stated) {
    List<Reading> readings = new ArrayList<>();
    if (stated != null) {
      return quoted(stated, 1);
    }
    for (Map.Entry<String, Double> usual : USUAL.entrySet()) {
      if (occurs(usual.getKey())) {
        readings.add(quoted(usual.getKey(), usual.getValue()));
      }
    }
    Reading best = best(readings);
    for (String unusual : unusual()) {
      Reading reading = quoted(unusual, 0.8);
      boolean uniform =
          reading.agreeing() > UNUSUAL_UNIFORM * (reading.agreeing() + reading.others());
      if (uniform && (best == null || reading.score() > best.score())) {
        best = reading;
      }
    }
    return best == null || best.score() < LEAST_SCORE ? quoted(",", 1) : best;
  }

  private @Nullable Reading best(List<Reading> readings) {
    boolean values = wholeLinesAreValues();
    Reading best = null;
    for (Reading reading : readings) {
      boolean weak = WEAK.contains(reading.dialect().delimiter());
      if ((!weak || (!values && reading.strong()))
          && (best == null || reading.score() > best.score())) {
        best = reading;
      }
    }
    return best;
  }

  /** Whether most lines are one date, time or number. */
  private boolean wholeLinesAreValues() {
    Lines head = pieces.get(0);
    int values = 0;
    for (int line = 0; line < head.count(); line++) {
      values += Kind.of(head.line(line)).measured() ? 1 : 0;
    }
    return 2 * values >= head.count();
  }

  private boolean occurs(String delimiter) {
    return delimiter.equals(Dialect.BLANKS)
        ? text.contains("  ") || text.contains(" \t") || text.contains("\n ")
        : text.contains(delimiter);
  }

  /** Characters that no table is usually delimited by, but which stand in almost every line. */
  private List<String> unusual() {
    List<String> found = new ArrayList<>();
    Lines head = pieces.get(0);
    Map<Character, Integer> lines = new LinkedHashMap<>();
    int filled = 0;
    for (int line = 0; line < head.count(); line++) {
      String here = head.line(line);
      filled += here.isBlank() ? 0 : 1;
      here.chars()
          .filter(c -> "§¦¬¤#&*!\u0001\u0002\u001c\u001d\u001e\u001f".indexOf(c) >= 0)
          .distinct()
          .forEach(c -> lines.merge((char) c, 1, Integer::sum));
    }
    for (Map.Entry<Character, Integer> entry : lines.entrySet()) {
      if (entry.getValue() >= UNUSUAL_UNIFORM * filled) {
        found.add(String.valueOf(entry.getKey()));
      }
    }
    for (String twice : List.of("::", "||", ";;", "~~", "^^", "|~|", "~|~", "^|^")) {
      String one = twice.substring(0, 1);
      if (text.contains(twice) && text.replace(twice, "").indexOf(one) < 0) {
        found.add(twice);
      }
    }
    return found;
  }

  private Reading quoted(String delimiter, double prior) {
    Reading plain = read(new Dialect(delimiter, Dialect.NONE, Escape.DOUBLED, false), prior);
    Reading best = plain;
    boolean found = false;
    for (String quote : List.of("\"", "'")) {
      if (!opens(delimiter, quote)) {
        continue;
      }
      Reading doubled = read(new Dialect(delimiter, quote, Escape.DOUBLED, false), prior);
      Reading chosen = doubled;
      if (text.contains("\\" + quote)) {
        Reading backslash = read(new Dialect(delimiter, quote, Escape.BACKSLASH, false), prior);
        chosen = backslash.damaged() < doubled.damaged() ? backslash : doubled;
      }
      boolean better =
          quote.equals("\"")
              ? chosen.damaged() == 0
                  || (chosen.damaged() * 10 <= chosen.agreeing() + chosen.others()
                      && chosen.score() >= 0.8 * best.score())
              : !found
                  && chosen.damaged() == 0
                  && encloses(delimiter, quote)
                  && read(chosen.dialect().trimmed(true), prior).damaged() == 0
                  && chosen.score() >= 0.98 * best.score();
      if (better) {
        best = chosen;
        // A double quote that only follows blanks within quoted text encloses nothing.
        found = quote.equals("'") || encloses(delimiter, quote);
      }
    }
    if (!found && !opens(delimiter, "\"")) {
      Dialect usual = new Dialect(delimiter, "\"", Escape.DOUBLED, false);
      best =
          new Reading(
              usual,
              plain.records(),
              plain.width(),
              plain.agreeing(),
              plain.others(),
              plain.damaged(),
              plain.typed(),
              plain.measured(),
              plain.score());
    }
    return trimmed(best, prior);
  }

  /** Blanks after a delimiter are dropped, so that a quote after them is one. */
  private Reading trimmed(Reading reading, double prior) {
    String delimiter = reading.dialect().delimiter();
    if (delimiter.isBlank() || delimiter.equals(Dialect.BLANKS)) {
      return reading;
    }
    if (!text.contains(delimiter + " ") && !text.contains(delimiter + "\t")) {
      return reading;
    }
    Reading trimmed = read(reading.dialect().trimmed(true), prior);
    return trimmed.damaged() < reading.damaged() || trimmed.score() > reading.score() + 1e-9
        ? trimmed
        : reading;
  }

  /** Whether a field begins with the quote. */
  private boolean opens(String delimiter, String quote) {
    String one = delimiter.equals(Dialect.BLANKS) ? " " : delimiter;
    return text.startsWith(quote)
        || text.contains("\n" + quote)
        || text.contains(one + quote)
        || text.contains(one + " " + quote);
  }

  /** Whether about as many fields end with the quote as begin with it, blanks apart. */
  private boolean encloses(String delimiter, String quote) {
    String one = delimiter.equals(Dialect.BLANKS) ? " " : delimiter;
    int opening = 0;
    int closing = 0;
    for (int at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      int before = at - 1;
      while (before >= 0 && text.charAt(before) == ' ') {
        before--;
      }
      int after = at + 1;
      while (after < text.length() && text.charAt(after) == ' ') {
        after++;
      }
      boolean begins =
          before < 0
              || text.charAt(before) == '\n'
              || text.startsWith(one, before)
              || one.isBlank();
      boolean ends =
          after >= text.length() || text.charAt(after) == '\n' || text.startsWith(one, after);
      opening += begins ? 1 : 0;
      closing += ends ? 1 : 0;
    }
    return opening >= 2 && Math.abs(opening - closing) * 10 <= opening;
  }

  private Reading read(Dialect dialect, double prior) {
    FieldSplitter splitter = new FieldSplitter(dialect);
    List<List<Rec>> read = new ArrayList<>();
    for (Lines piece : pieces) {
      read.add(piece.records(splitter, HEAD_LINES));
    }
    return Reading.of(dialect, prior, read, kinds);
  }
}
