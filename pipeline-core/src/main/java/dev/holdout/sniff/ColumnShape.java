package dev.holdout.sniff;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the values of one column look like, rows of the body alone. */
final class ColumnShape {
  private static final double MOSTLY = 0.8;
  private static final int SHORT = 40;

  private final EnumMap<Kind, Integer> kinds = new EnumMap<>(Kind.class);
  private final Map<String, Integer> values = new HashMap<>();
  private int rows;
  private int present;
  private int shortest = Integer.MAX_VALUE;
  private int longest;
  private int withDigit;
  private int withLower;
  private int withBlank;
  private int years;
  private @Nullable String prefix;

  void add(String cell) {
    String value = cell.strip();
    Kind kind = Kind.of(value);
    rows++;
    kinds.merge(kind, 1, Integer::sum);
    if (!kind.absent()) {
      present++;
      values.merge(value, 1, Integer::sum);
      shortest = Math.min(shortest, value.length());
      longest = Math.max(longest, value.length());
      withDigit += hasDigit(value) ? 1 : 0;
      withLower += hasLower(value) ? 1 : 0;
      years += kind == Kind.INTEGER && value.length() == 4 && value.matches("1[89].*|20.*") ? 1 : 0;
      withBlank += value.indexOf(' ') >= 0 ? 1 : 0;
      prefix = prefix == null ? value : common(prefix, value);
    }
  }

  int present() {
    return present;
  }

  boolean empty() {
    return rows > 0 && kinds.getOrDefault(Kind.EMPTY, 0) == rows;
  }

  /** Whether its values are numbers, dates or times. */
  boolean measured() {
    int measured = 0;
    for (Map.Entry<Kind, Integer> kind : kinds.entrySet()) {
      measured += kind.getKey().measured() ? kind.getValue() : 0;
    }
    return present > 0 && measured >= MOSTLY * present;
  }

  /** Whether a number, date or time is of a kind that the column has. */
  boolean alike(Kind kind) {
    boolean number = kind == Kind.INTEGER || kind == Kind.NUMBER;
    int same =
        number
            ? kinds.getOrDefault(Kind.INTEGER, 0) + kinds.getOrDefault(Kind.NUMBER, 0)
            : kinds.getOrDefault(Kind.DATE, 0) + kinds.getOrDefault(Kind.TIME, 0);
    return kind.measured() && 20 * same > present;
  }

  /** The most frequent kind among its values; {@link Kind#EMPTY} where it has none. */
  Kind kind() {
    Kind most = Kind.EMPTY;
    int count = 0;
    for (Map.Entry<Kind, Integer> kind : kinds.entrySet()) {
      if (!kind.getKey().absent() && kind.getValue() > count) {
        most = kind.getKey();
        count = kind.getValue();
      }
    }
    boolean whole = most == Kind.INTEGER && kinds.containsKey(Kind.NUMBER);
    return whole ? Kind.NUMBER : most;
  }

  boolean holds(String cell) {
    return values.containsKey(cell.strip());
  }

  /** Whether most of its values may be years. */
  boolean holdsYears() {
    return 2 * years > present;
  }

  boolean unique() {
    return present > 1 && values.size() == present;
  }

  /** How far a text is from being one more of the values: below 0 it is one of them. */
  double strangeness(String cell) {
    String value = cell.strip();
    if (value.isEmpty() || present == 0) {
      return 0;
    }
    Kind kind = Kind.of(value);
    if (values.containsKey(value)) {
      boolean once = present >= 5 && values.getOrDefault(value, 0) == 1;
      return once || (values.size() == 1 && present > 3) ? -0.5 : -2;
    }
    if (kind.measured()) {
      boolean year = kind == Kind.INTEGER && value.length() == 4 && withDigit > 0;
      return measured() ? -1 : year ? 0.2 : -0.6;
    }
    if (measured()) {
      return kind == Kind.MISSING ? 0 : 2;
    }
    if (kind == Kind.LINK) {
      return kind() == Kind.LINK ? -2 : -1;
    }
    double strange = 0;
    if (present >= 3 && prefix != null && prefix.length() >= 2) {
      strange += value.startsWith(prefix) ? -1.5 : 0.7;
    }
    if (present >= 5 && shortest == longest && value.length() == longest) {
      strange -= longest > 3 ? 1 : 0.7;
    }
    if (present >= 5 && withDigit == present && hasDigit(value)) {
      strange -= 0.5;
    }
    if (kind == Kind.TEXT) {
      strange -= 0.3;
    }
    if (present >= 3 && (value.length() < shortest || value.length() > longest)) {
      strange += longest - shortest <= 2 ? 1 : 0.4;
    }
    if (present >= 3 && values.size() <= 0.5 * present) {
      strange += 0.7;
    }
    if (present >= 3 && withDigit == present && !hasDigit(value)) {
      strange += 1;
    }
    if (present >= 3 && withLower == 0 && hasLower(value)) {
      strange += 0.5;
    }
    if (present >= 3 && withBlank == present && value.indexOf(' ') < 0) {
      strange += 0.5;
    }
    if (present >= 3 && withDigit == 0 && hasDigit(value)) {
      strange -= 0.3;
    }
    if (value.length() > SHORT) {
      strange -= 0.5;
    }
    return strange;
  }

  /** Whether all its values are numbers, dates or times, so that a text stands out. */
  boolean strictlyMeasured() {
    int measured = 0;
    for (Map.Entry<Kind, Integer> kind : kinds.entrySet()) {
      measured += kind.getKey().measured() ? kind.getValue() : 0;
    }
    return present >= 5 && measured == present;
  }

  private static String common(String one, String two) {
    int length = Math.min(one.length(), two.length());
    int at = 0;
    while (at < length && one.charAt(at) == two.charAt(at)) {
      at++;
    }
    return one.substring(0, at);
  }

  private static boolean hasDigit(String value) {
    return value.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean hasLower(String value) {
    return value.chars().anyMatch(Character::isLowerCase);
  }
}
