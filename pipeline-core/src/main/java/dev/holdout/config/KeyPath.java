package dev.holdout.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The way from the top of a pipeline file to a value: keys and list positions (from 0), written
 * with dots, as in {@code source.files.0.path}. A key that holds a dot or a quote stands in double
 * quotes, inner quotes doubled.
 */
record KeyPath(List<String> steps) {
  static final KeyPath ROOT = new KeyPath(List.of());

  private static final Pattern STEP =
      Pattern.compile("(?:\"((?:[^\"]++|\"\")*+)\"|([^.\"]+))(\\.|$)");

  KeyPath {
    steps = List.copyOf(steps);
  }

  static KeyPath of(String... steps) {
    return new KeyPath(List.of(steps));
  }

  /** The path that a text writes; empty if it writes none. */
  static Optional<KeyPath> parse(String text) {
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!step.find(at) || step.start() != at) {
        return Optional.empty();
      }
      String quoted = step.group(1);
      steps.add(quoted == null ? step.group(2) : quoted.replace("\"\"", "\""));
      at = step.end();
    }
    return steps.isEmpty() || text.endsWith(".")
        ? Optional.empty()
        : Optional.of(new KeyPath(steps));
  }

  KeyPath then(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new KeyPath(longer);
  }

  KeyPath then(int position) {
    return then(Integer.toString(position));
  }

  boolean isRoot() {
    return steps.isEmpty();
  }

  String last() {
    return steps.get(steps.size() - 1);
  }

  KeyPath parent() {
    return new KeyPath(steps.subList(0, steps.size() - 1));
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(
            step ->
                step.isEmpty() || step.matches(".*[.\"\\s].*")
                    ? '"' + step.replace("\"", "\"\"") + '"'
                    : step)
        .collect(Collectors.joining("."));
  }
}
