package dev.holdout.config;

import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Origin;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problem;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is wrong with a pipeline file, by place. Only the first problem of a place is kept, so that
 * one mistake is not reported again by a later check.
 */
final class Findings {
  private final List<Located> found = new ArrayList<>();
  private final Set<KeyPath> places = new HashSet<>();
  private Optional<Value> root = Optional.empty();

  private record Located(Origin origin, Problem problem) {}

  /** Sets the values among which {@link #add(KeyPath, String, String, String)} finds lines. */
  void locateIn(Value newRoot) {
    root = Optional.of(newRoot);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Adds a problem at the place that the path leads to, or at the nearest place above it. A value
   * from the environment is named by its reference, whatever {@code foundThere} says.
   */
  void add(KeyPath path, String foundThere, String expected, String remedy) {
    Value at = root.orElseThrow();
    for (String step : path.steps()) {
      Optional<Value> next = child(at, step);
      if (next.isEmpty() || next.get().origin().equals(Origin.DEFAULT)) {
        break;
      }
      at = next.get();
    }
    boolean secret = at instanceof Scalar scalar && !scalar.raw().equals(scalar.text());
    add(at.origin(), path, secret ? Wording.found(at) : foundThere, expected, remedy);
  }

  void add(Origin origin, KeyPath path, String foundThere, String expected, String remedy) {
    if (!path.isRoot() && !places.add(path)) {
      return;
    }
    String place = path.isRoot() ? "" : " " + path;
    boolean named = origin.line() == 0 && origin.source().endsWith(place);
    found.add(
        new Located(
            origin,
            new Problem(named ? origin.source() : origin + place, foundThere, expected, remedy)));
  }

  /** Throws all problems at once, in the order of their lines, if there are any. */
  void throwIfAny(String headline) {
    Problems problems = new Problems();
    found.stream()
        .sorted(
            Comparator.comparing(
                located ->
                    located.origin().line() == 0 ? Integer.MAX_VALUE : located.origin().line()))
        .forEach(located -> problems.add(located.problem()));
    problems.throwIfAny(ErrorCode.CONFIGURATION, headline);
  }

  /** The value that a key or position leads to. */
  static Optional<Value> child(Value value, String step) {
    if (value instanceof Mapping mapping) {
      return Optional.ofNullable(mapping.entries().get(step));
    }
    if (value instanceof Sequence sequence && step.matches("\\d{1,9}")) {
      int position = Integer.parseInt(step);
      return position < sequence.items().size()
          ? Optional.of(sequence.items().get(position))
          : Optional.empty();
    }
    return Optional.empty();
  }
}
