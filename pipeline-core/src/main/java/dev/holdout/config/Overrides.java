package dev.holdout.config;

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
 * Puts the values of {@code --set path=value} into what a file says. A value is read as YAML; an
 * empty one, or {@code null}, takes the key out, so that its default holds, or a family of
 * candidates is none. Mappings on the way made as needed; a list can grow by one item.
 */
final class Overrides {
  private final Grammar grammar;
  private final Findings findings;

  Overrides(Grammar grammar, Findings findings) {
    this.grammar = grammar;
    this.findings = findings;
  }

  Value apply(Value file, Map<String, String> overrides) {
    Value value = file;
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      value = apply(value, override.getKey(), override.getValue());
    }
    return value;
  }

  private Value apply(Value file, String text, String newText) {
    Origin origin = new Origin("--set " + text, 0);
    Optional<KeyPath> path = KeyPath.parse(text);
    if (path.isEmpty()) {
      findings.add(
          origin,
          KeyPath.ROOT,
          "no path of keys",
          "keys joined by dots",
          "Write it like --set split.folds=10; a key that holds a dot stands in double quotes");
      return file;
    }
    if (path.get().steps().size() > YamlBounds.DEEPEST) {
      findings.add(
          origin,
          KeyPath.ROOT,
          "a path of " + path.get().steps().size() + " keys",
          "at most " + YamlBounds.DEEPEST,
          "");
      return file;
    }
    Optional<Value> newValue =
        newText.isBlank()
            ? Optional.of(new Scalar(origin, "", "", true))
            : YamlReader.readOverride(newText, origin.source(), path.get(), findings);
    return newValue
        .map(
            value ->
                isNothing(value, path.get())
                    ? without(file, path.get(), 0, value)
                    : put(file, path.get(), 0, value))
        .orElse(file);
  }

  /** Empty, or {@code null} where that is no text. */
  private boolean isNothing(Value value, KeyPath path) {
    boolean text = grammar.at(path).map(allowed -> allowed.accepts("string")).orElse(false);
    return value instanceof Scalar scalar
        && (Scalars.isNothing(scalar) || (!text && Scalars.json(scalar).isNull()));
  }

  /** What is left when a key is taken out; keys that do not exist are put in, to be refused. */
  private Value without(Value at, KeyPath path, int depth, Value nothing) {
    String step = path.steps().get(depth);
    if (!(at instanceof Mapping mapping) || grammar.at(path).isEmpty()) {
      return put(at, path, depth, nothing);
    }
    Value below = mapping.entries().get(step);
    if (below == null) {
      return at;
    }
    Map<String, Value> entries = new LinkedHashMap<>(mapping.entries());
    if (depth + 1 == path.steps().size()) {
      entries.remove(step);
    } else {
      entries.put(step, without(below, path, depth + 1, nothing));
    }
    return new Mapping(at.origin(), entries);
  }

  private Value put(Value at, KeyPath path, int depth, Value newValue) {
    if (depth == path.steps().size()) {
      return newValue;
    }
    String step = path.steps().get(depth);
    if (at instanceof Sequence sequence) {
      return put(sequence, step, path, depth, newValue);
    }
    if (at instanceof Scalar scalar && !Scalars.isNothing(scalar)) {
      KeyPath here = new KeyPath(path.steps().subList(0, depth));
      findings.add(
          newValue.origin(),
          path,
          "no mapping or list at " + here + ", but " + Wording.found(scalar),
          "a path that ends there or leads elsewhere",
          "");
      return at;
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    if (at instanceof Mapping mapping) {
      entries.putAll(mapping.entries());
    }
    KeyPath below = new KeyPath(path.steps().subList(0, depth + 1));
    Value next = entries.getOrDefault(step, nothing(below, newValue.origin()));
    entries.put(step, put(next, path, depth + 1, newValue));
    return new Mapping(at.origin(), entries);
  }

  /** What is missing on the way to a new value: a list where the schema wants one. */
  private Value nothing(KeyPath path, Origin origin) {
    boolean list = grammar.at(path).map(allowed -> allowed.accepts("array")).orElse(false);
    return list ? new Sequence(origin, List.of()) : new Mapping(origin, Map.of());
  }

  private Value put(Sequence list, String step, KeyPath path, int depth, Value newValue) {
    int size = list.items().size();
    int position = step.matches("\\d{1,9}") ? Integer.parseInt(step) : -1;
    if (position < 0 || position > size) {
      findings.add(
          newValue.origin(),
          path,
          "the position " + Wording.quoted(step) + " in a list of " + size,
          size == 0 ? "0, which adds an item" : "0 to " + size + "; " + size + " adds an item",
          "");
      return list;
    }
    List<Value> items = new ArrayList<>(list.items());
    if (position == size) {
      KeyPath below = new KeyPath(path.steps().subList(0, depth + 1));
      items.add(nothing(below, newValue.origin()));
    }
    items.set(position, put(items.get(position), path, depth + 1, newValue));
    return new Sequence(list.origin(), items);
  }
}
