package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found and what is allowed, in words for people. */
final class Wording {
  private static final int LISTED = 10;
  private static final int SHOWN = 60;

  private Wording() {}

  /** What stands at a place, as it was written: values from the environment are not shown. */
  static String found(Value value) {
    if (value instanceof Mapping) {
      return "a mapping";
    }
    if (value instanceof Sequence sequence) {
      return sequence.items().isEmpty() ? "an empty list" : "a list";
    }
    Scalar scalar = (Scalar) value;
    if (scalar.plain() && scalar.raw().isEmpty()) {
      return "nothing";
    }
    boolean text = !scalar.plain() || Scalars.isText(scalar.raw());
    return text ? "the text " + quoted(scalar.raw()) : cut(scalar.raw());
  }

  /** A text in quotes, cut if it is long. */
  static String quoted(String text) {
    return "'" + cut(text.replaceAll("\\s+", " ")) + "'";
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }

  /** Names, at most ten, with their number if there are more. */
  static String list(Collection<String> names) {
    String shown = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() > LISTED ? shown + ", … (" + names.size() + " in all)" : shown;
  }

  /** What may stand at a place. */
  static String expected(Grammar grammar) {
    JsonNode node = grammar.node();
    if (node.has("$comment")) {
      return node.get("$comment").textValue();
    }
    if (node.has("enum")) {
      return "one of " + list(values(grammar));
    }
    if (grammar.accepts("string")) {
      return text(node);
    }
    if (grammar.accepts("integer")) {
      return "a whole number" + bounds(node);
    }
    if (grammar.accepts("number")) {
      return "a number" + bounds(node);
    }
    if (grammar.accepts("boolean")) {
      return "true or false";
    }
    if (grammar.accepts("array")) {
      return list(node);
    }
    return mapping(grammar);
  }

  private static String text(JsonNode node) {
    int least = node.path("minLength").asInt();
    if (!node.has("maxLength")) {
      return least > 0 ? "a text that is not empty" : "a text";
    }
    int most = node.get("maxLength").asInt();
    return most == 1 ? "one character" : "a text of " + least + " to " + most + " characters";
  }

  private static String list(JsonNode node) {
    int least = node.path("minItems").asInt();
    return node.has("maxItems")
        ? "a list of " + least + " to " + node.get("maxItems").asInt() + " items"
        : least > 0 ? "a list with at least one item" : "a list";
  }

  /** The only values that may stand at a place. */
  static List<String> values(Grammar grammar) {
    List<String> values = new ArrayList<>();
    grammar.node().path("enum").forEach(value -> values.add(value.asText()));
    return values;
  }

  private static String mapping(Grammar grammar) {
    String keys = list(grammar.keys());
    if (grammar.node().path("maxProperties").asInt() == 1) {
      return "exactly one of the keys " + keys;
    }
    if (grammar.node().path("minProperties").asInt() > 0) {
      return "a mapping with at least one of the keys " + keys;
    }
    return keys.isEmpty() ? "a mapping" : "a mapping with keys among " + keys;
  }

  private static String bounds(JsonNode node) {
    Optional<String> least = bound(node, "minimum", "");
    Optional<String> most = bound(node, "maximum", "");
    if (least.isPresent() && most.isPresent()) {
      return " from " + least.get() + " to " + most.get();
    }
    List<String> bounds = new ArrayList<>();
    least.map(bound -> "of at least " + bound).ifPresent(bounds::add);
    bound(node, "exclusiveMinimum", "above ").ifPresent(bounds::add);
    most.map(bound -> "at most " + bound).ifPresent(bounds::add);
    bound(node, "exclusiveMaximum", "below ").ifPresent(bounds::add);
    return bounds.isEmpty() ? "" : " " + String.join(" and ", bounds);
  }

  private static Optional<String> bound(JsonNode node, String keyword, String words) {
    JsonNode value = node.path(keyword);
    boolean limitOfStorage = value.isIntegralNumber() && value.longValue() >= Integer.MAX_VALUE;
    return value.isNumber() && !limitOfStorage
        ? Optional.of(words + Scalars.text(value))
        : Optional.empty();
  }
}
