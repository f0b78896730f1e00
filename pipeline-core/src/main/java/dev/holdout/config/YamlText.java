package dev.holdout.config;

import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values as YAML text that reads back as the same values. References to the environment stay
 * references.
 */
final class YamlText {
  private static final String SAFE = "[A-Za-z/][A-Za-z0-9_./-]*";

  /** Truth values of YAML 1.1, which readers other than ours may follow. */
  private static final String TRUTH_OF_OLD = "(?i)y|n|yes|no|on|off";

  private static final int WIDTH = 100;

  private YamlText() {}

  /** A whole file. */
  static String file(Mapping root) {
    StringBuilder text = new StringBuilder();
    block(root, 0, text);
    return text.toString();
  }

  private static void block(Mapping mapping, int depth, StringBuilder text) {
    String indent = "  ".repeat(depth);
    for (Map.Entry<String, Value> entry : mapping.entries().entrySet()) {
      text.append(indent).append(key(entry.getKey())).append(':');
      Value value = entry.getValue();
      String flow = flow(value);
      boolean section = depth == 0 && value instanceof Mapping m && !m.entries().isEmpty();
      boolean fits = indent.length() + entry.getKey().length() + flow.length() <= WIDTH;
      if (value instanceof Mapping inner && (section || !fits)) {
        text.append('\n');
        block(inner, depth + 1, text);
      } else if (value instanceof Sequence sequence && !fits) {
        text.append('\n');
        sequence
            .items()
            .forEach(i -> text.append(indent).append("  - ").append(flow(i)).append('\n'));
      } else {
        text.append(' ').append(flow).append('\n');
      }
    }
  }

  private static String flow(Value value) {
    if (value instanceof Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> key(entry.getKey()) + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Sequence sequence) {
      return sequence.items().stream()
          .map(YamlText::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    Scalar scalar = (Scalar) value;
    boolean number =
        scalar.plain() && scalar.raw().matches("[-+.\\w~]+") && !Scalars.isText(scalar.raw());
    return number || isSafe(scalar.raw()) ? scalar.raw() : quoted(scalar.raw());
  }

  /** A list of texts on one line. */
  static String list(Collection<String> texts) {
    return texts.stream().map(YamlText::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A text as a value: never read as a number, and never as a reference to the environment. */
  static String text(String text) {
    return isSafe(text) ? text : quoted(text.replace("${", "$${"));
  }

  /** A text as a key. */
  static String key(String key) {
    return isSafe(key) ? key : quoted(key);
  }

  private static boolean isSafe(String text) {
    return text.matches(SAFE) && Scalars.isText(text) && !text.matches(TRUTH_OF_OLD);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (isPrintable(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(
                    c > 0xFFFF
                        ? String.format(Locale.ROOT, "\\U%08x", c)
                        : String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
