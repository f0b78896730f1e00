package dev.holdout.config;

import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the short forms that a pipeline file may use into the long ones: a column's type alone, a
 * path alone, a threshold alone, an amount alone, a strategy alone, one hyperparameter value alone.
 */
final class ShortForms {
  private ShortForms() {}

  static Value expand(Value value) {
    return expand(value, KeyPath.ROOT);
  }

  private static Value expand(Value value, KeyPath path) {
    if (value instanceof Mapping mapping) {
      Map<String, Value> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, expand(entry, path.then(key))));
      return new Mapping(mapping.origin(), entries);
    }
    if (value instanceof Sequence sequence) {
      List<Value> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(expand(item, path.then(items.size()))));
      return new Sequence(sequence.origin(), items);
    }
    Scalar scalar = (Scalar) value;
    if (Scalars.isNothing(scalar)) {
      List<String> steps = path.steps();
      boolean strategy = !steps.isEmpty() && isStrategy(steps.subList(0, steps.size() - 1));
      return strategy ? new Mapping(scalar.origin(), Map.of()) : scalar;
    }
    return expanded(scalar, path.steps());
  }

  private static Value expanded(Scalar scalar, List<String> steps) {
    if (isStrategy(steps)) {
      return strategy(scalar);
    }
    if (steps.equals(List.of("rebalance"))) {
      return new Mapping(scalar.origin(), Map.of("strategy", strategy(scalar)));
    }
    Optional<String> key = keyOfLongForm(steps);
    if (key.isPresent()) {
      return new Mapping(scalar.origin(), Map.of(key.get(), scalar));
    }
    boolean hyperparameter =
        steps.size() == 3
            && steps.get(0).equals("candidates")
            && !steps.get(2).equals("random")
            && !steps.get(2).equals("ranges");
    return hyperparameter ? new Sequence(scalar.origin(), List.of(scalar)) : scalar;
  }

  private static boolean isStrategy(List<String> steps) {
    return steps.equals(List.of("rebalance", "strategy"))
        || (steps.size() == 3 && steps.subList(0, 2).equals(List.of("rebalance", "compare")));
  }

  private static Value strategy(Scalar name) {
    return new Mapping(name.origin(), Map.of(name.text(), new Mapping(name.origin(), Map.of())));
  }

  private static Optional<String> keyOfLongForm(List<String> steps) {
    if (steps.size() == 2 && steps.get(0).equals("columns")) {
      return Optional.of("type");
    }
    if (steps.size() == 3 && steps.subList(0, 2).equals(List.of("source", "files"))) {
      return Optional.of("path");
    }
    boolean cost =
        steps.size() == 4
            && steps.subList(0, 3).equals(List.of("decision", "threshold", "cost"))
            && !steps.get(3).equals("unit");
    if (cost) {
      return Optional.of("amount");
    }
    return steps.equals(List.of("decision", "threshold")) ? Optional.of("fixed") : Optional.empty();
  }
}
