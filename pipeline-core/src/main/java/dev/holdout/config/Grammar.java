package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One place of the pipeline schema: what may stand there.
 *
 * <p>References are resolved. Where the schema offers alternatives, the last is the long form, into
 * which {@link ShortForms} turns the others; only the long form is seen here.
 */
record Grammar(JsonNode node) {
  private static final String RESOURCE = "pipeline.schema.json";

  /** The whole pipeline file. */
  static Grammar load() {
    try (InputStream in =
        Objects.requireNonNull(Grammar.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      JsonNode schema = Json.mapper().readTree(in);
      ObjectNode whole = (ObjectNode) longForm(schema, schema);
      whole.remove("$defs");
      return new Grammar(whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode longForm(JsonNode node, JsonNode schema) {
    if (node instanceof ArrayNode array) {
      ArrayNode items = Json.mapper().createArrayNode();
      array.forEach(item -> items.add(longForm(item, schema)));
      return items;
    }
    if (!(node instanceof ObjectNode)) {
      return node;
    }
    ObjectNode merged = Json.mapper().createObjectNode();
    if (node.path("$ref").isTextual()) {
      String pointer = node.get("$ref").textValue().substring(1);
      merged.setAll((ObjectNode) longForm(schema.at(pointer), schema));
    }
    if (node.path("anyOf").isArray()) {
      JsonNode alternatives = node.get("anyOf");
      merged.setAll((ObjectNode) longForm(alternatives.get(alternatives.size() - 1), schema));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals("$ref") && !field.getKey().equals("anyOf")) {
        merged.set(field.getKey(), longForm(field.getValue(), schema));
      }
    }
    return merged;
  }

  /** What may stand under a key or at a position; empty if nothing may. */
  Optional<Grammar> child(String step) {
    if (node.path("properties").has(step)) {
      return Optional.of(new Grammar(node.get("properties").get(step)));
    }
    if (node.path("additionalProperties").isObject()) {
      return Optional.of(new Grammar(node.get("additionalProperties")));
    }
    return node.has("items") ? Optional.of(new Grammar(node.get("items"))) : Optional.empty();
  }

  /** What may stand at a path; empty if nothing may. */
  Optional<Grammar> at(KeyPath path) {
    Optional<Grammar> at = Optional.of(this);
    for (String step : path.steps()) {
      at = at.flatMap(grammar -> grammar.child(step));
    }
    return at;
  }

  /** The keys that have a meaning of their own here. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Whether a value of a JSON Schema type may stand here. */
  boolean accepts(String type) {
    JsonNode types = node.path("type");
    if (types.isTextual()) {
      return types.textValue().equals(type);
    }
    for (JsonNode each : types) {
      if (each.textValue().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** The value that stands here when the file says nothing. */
  Optional<JsonNode> defaultValue() {
    return Optional.ofNullable(node.get("default"));
  }
}
