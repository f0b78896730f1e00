package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Origin;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills in what a file leaves out, from the defaults of the schema. A key with nothing behind it
 * counts as left out, but for an entry of a mapping with free keys and for mappings, which are then
 * empty ones.
 */
final class Defaults {
  private static final KeyPath SOURCE = KeyPath.of("source");

  private final TaskDefaults task;

  private Defaults(TaskDefaults task) {
    this.task = task;
  }

  static Value fill(Value value, Grammar grammar) {
    return new Defaults(TaskDefaults.of(value)).fill(value, grammar, KeyPath.ROOT);
  }

  private Value fill(Value value, Grammar grammar, KeyPath path) {
    if (value instanceof Sequence sequence) {
      List<Value> items = new ArrayList<>();
      for (Value item : sequence.items()) {
        String position = Integer.toString(items.size());
        Optional<Grammar> inside = grammar.child(position);
        items.add(inside.isPresent() ? fill(item, inside.get(), path.then(position)) : item);
      }
      return new Sequence(sequence.origin(), items);
    }
    boolean nothing = value instanceof Scalar scalar && Scalars.isNothing(scalar);
    if (nothing && grammar.accepts("object")) {
      return fill(new Mapping(value.origin(), Map.of()), grammar, path);
    }
    return value instanceof Mapping mapping && grammar.accepts("object")
        ? fillMapping(mapping, grammar, path)
        : value;
  }

  /** Keys of the schema come in its order, so that equal pipelines have equal forms. */
  private Mapping fillMapping(Mapping mapping, Grammar grammar, KeyPath path) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (String key : grammar.keys()) {
      Grammar inside = grammar.child(key).orElseThrow();
      Value given = mapping.entries().get(key);
      if (given != null && !isLeftOut(given, inside)) {
        entries.put(key, fill(given, inside, path.then(key)));
      } else if (applies(key, mapping, path)) {
        task.at(path.then(key), inside)
            .ifPresent(standard -> entries.put(key, fill(value(standard), inside, path.then(key))));
      }
    }
    for (Map.Entry<String, Value> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      if (!grammar.keys().contains(key)) {
        Value given = entry.getValue();
        Optional<Grammar> inside = grammar.child(key);
        entries.put(key, inside.isPresent() ? fill(given, inside.get(), path.then(key)) : given);
      }
    }
    return new Mapping(mapping.origin(), entries);
  }

  private static boolean isLeftOut(Value given, Grammar inside) {
    return given instanceof Scalar scalar && Scalars.isNothing(scalar) && !inside.accepts("object");
  }

  /** How CSV is written has no default where the rows are not in CSV. */
  private static boolean applies(String key, Mapping mapping, KeyPath path) {
    boolean csv =
        mapping.entries().get("format") instanceof Scalar format && format.text().equals("csv");
    return csv || !path.equals(SOURCE) || !SourceCheck.CSV_ONLY.contains(key);
  }

  private static Value value(JsonNode json) {
    if (json.isObject()) {
      Map<String, Value> entries = new LinkedHashMap<>();
      json.properties().forEach(field -> entries.put(field.getKey(), value(field.getValue())));
      return new Mapping(Origin.DEFAULT, entries);
    }
    if (json.isArray()) {
      List<Value> items = new ArrayList<>();
      json.forEach(item -> items.add(value(item)));
      return new Sequence(Origin.DEFAULT, items);
    }
    String text = Scalars.text(json);
    return new Scalar(Origin.DEFAULT, text, text, !json.isTextual());
  }
}
