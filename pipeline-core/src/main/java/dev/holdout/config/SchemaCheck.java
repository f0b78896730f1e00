package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import dev.holdout.error.NearMiss;
import java.util.Optional;
import java.util.Set;

/** Checks values against the schema, and says what is wrong in words for people. */
final class SchemaCheck {
  private final Grammar grammar;
  private final Value root;
  private final Findings findings;

  SchemaCheck(Grammar grammar, Value root, Findings findings) {
    this.grammar = grammar;
    this.root = root;
    this.findings = findings;
  }

  void check(JsonNode json) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(grammar.node());
    for (Error error : schema.validate(json)) {
      report(error, path(error.getInstanceLocation()));
    }
  }

  private static KeyPath path(NodePath location) {
    KeyPath path = KeyPath.ROOT;
    for (int i = 0; i < location.getNameCount(); i++) {
      path = path.then(String.valueOf(location.getElement(i)));
    }
    return path;
  }

  private void report(Error error, KeyPath path) {
    switch (error.getKeyword()) {
      case "additionalProperties" -> unknownKey(path, error.getProperty());
      case "required" -> missingKey(path, error.getProperty());
      case "propertyNames" -> keyName(path, error.getProperty());
      case "uniqueItems" -> repeatedItem(path);
      default -> wrongValue(path);
    }
  }

  private void unknownKey(KeyPath path, String key) {
    Set<String> known = grammar.at(path).map(Grammar::keys).orElse(Set.of());
    findings.add(
        path.then(key),
        kindOfKey(path, "an unknown "),
        "one of " + Wording.list(known),
        NearMiss.of(key, known));
  }

  private void missingKey(KeyPath path, String key) {
    String expected = grammar.at(path.then(key)).map(Wording::expected).orElse("a value");
    findings.add(path.then(key), "nothing", expected, "The key is required");
  }

  private void keyName(KeyPath path, String key) {
    findings.add(
        path.then(key),
        "the name " + Wording.quoted(key),
        "a name that is not blank and does not begin with _ (Holdout's own columns do)",
        "Rename the column in the source");
  }

  private void repeatedItem(KeyPath path) {
    findings.add(path, "an item more than once", "every item once", "");
  }

  private void wrongValue(KeyPath path) {
    Grammar allowed = grammar.at(path).orElse(grammar);
    Optional<Value> value = Optional.of(root);
    for (String step : path.steps()) {
      value = value.flatMap(at -> Findings.child(at, step));
    }
    String found = value.map(at -> found(at, allowed)).orElse("nothing");
    findings.add(path, found, Wording.expected(allowed), remedy(value, allowed));
  }

  private static String found(Value value, Grammar allowed) {
    if (value instanceof Sequence sequence
        && allowed.accepts("array")
        && sequence.items().size() > 1) {
      return "a list of " + sequence.items().size() + " items";
    }
    return value instanceof Mapping mapping && allowed.accepts("object")
        ? mapping.entries().isEmpty()
            ? "an empty mapping"
            : "the keys " + Wording.list(mapping.entries().keySet())
        : Wording.found(value);
  }

  private static String remedy(Optional<Value> value, Grammar allowed) {
    if (value.isEmpty() || !(value.get() instanceof Scalar scalar)) {
      return value.isPresent() && value.get() instanceof Sequence && !allowed.accepts("array")
          ? "Give one value, not a list"
          : "";
    }
    if (allowed.accepts("array") && !Scalars.isNothing(scalar)) {
      return "Write [" + scalar.raw() + "]";
    }
    boolean number = allowed.accepts("number") || allowed.accepts("integer");
    if (!scalar.plain()
        && (number || allowed.accepts("boolean"))
        && !Scalars.isText(scalar.raw())) {
      return "Remove the quotes";
    }
    return allowed.node().has("enum") ? NearMiss.of(scalar.raw(), Wording.values(allowed)) : "";
  }

  private static String kindOfKey(KeyPath path, String article) {
    boolean candidates = !path.isRoot() && path.steps().get(0).equals("candidates");
    if (candidates && path.steps().size() == 1) {
      return article + "learner";
    }
    boolean hyperparameter =
        candidates && (path.steps().size() == 2 || path.last().equals("ranges"));
    return article + (hyperparameter ? "hyperparameter" : "key");
  }
}
