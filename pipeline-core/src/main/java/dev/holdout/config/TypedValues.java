package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import dev.holdout.lineage.Json;
import java.util.Optional;

/**
 * Values as JSON. Where the schema wants a text, a number or truth value is the text that was
 * written: {@code positive: 1} is the text 1.
 */
final class TypedValues {
  private TypedValues() {}

  static JsonNode json(Value value, Grammar grammar) {
    return json(value, Optional.of(grammar));
  }

  private static JsonNode json(Value value, Optional<Grammar> grammar) {
    if (value instanceof Mapping mapping) {
      ObjectNode object = Json.mapper().createObjectNode();
      mapping
          .entries()
          .forEach(
              (key, entry) -> object.set(key, json(entry, grammar.flatMap(g -> g.child(key)))));
      return object;
    }
    if (value instanceof Sequence sequence) {
      ArrayNode array = Json.mapper().createArrayNode();
      sequence.items().forEach(item -> array.add(json(item, grammar.flatMap(g -> g.child("0")))));
      return array;
    }
    Scalar scalar = (Scalar) value;
    boolean text = grammar.isPresent() && grammar.get().accepts("string");
    return text && !Scalars.isNothing(scalar)
        ? Json.mapper().getNodeFactory().textNode(scalar.text())
        : Scalars.json(scalar);
  }
}
