package dev.holdout.sniff;

import java.util.Optional;
import java.util.Set;

/**
 * What the user says about a file, which counts as evidence.
 *
 * @param delimiter the stated delimiter
 * @param columns names of columns; the line that has one of them is the header
 */
public record Hints(Optional<String> delimiter, Set<String> columns) {
  /** Nothing is said. */
  public static final Hints NONE = new Hints(Optional.empty(), Set.of());

  public Hints {
    columns = Set.copyOf(columns);
  }
}
