package dev.holdout.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pipeline file says at one place, and where it says it. Immutable. */
sealed interface Value {
  /** Where it stands; the value of a key stands where its key does. */
  Origin origin();

  /**
   * A text, number, truth value or nothing.
   *
   * @param raw as written, with references to the environment
   * @param text with references replaced
   * @param plain whether the text may be read as a number, a truth value or nothing: it was not
   *     quoted
   */
  record Scalar(Origin origin, String raw, String text, boolean plain) implements Value {}

  /** A list. */
  record Sequence(Origin origin, List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys with values, in the order of the file. */
  record Mapping(Origin origin, Map<String, Value> entries) implements Value {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /**
   * Where a value stands.
   *
   * @param source the file, the override, or {@link #DEFAULT}
   * @param line from 1; 0 where there are no lines
   */
  record Origin(String source, int line) {
    /** Of values that the schema fills in. */
    static final Origin DEFAULT = new Origin("default", 0);

    @Override
    public String toString() {
      return line == 0 ? source : source + ":" + line;
    }
  }
}
