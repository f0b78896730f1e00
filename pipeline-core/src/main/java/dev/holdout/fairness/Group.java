package dev.holdout.fairness;

import dev.holdout.evaluate.ClusterCounts;
import dev.holdout.evaluate.ScoreCounts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows that share their values of some protected attributes.
 *
 * @param value attribute → value, the value empty for null; in the order of the attributes
 * @param counts of its rows
 * @param clusters the same by bucket of clusters; empty where rows are independent
 */
public record Group(
    Map<String, Optional<String>> value, ScoreCounts counts, Optional<ClusterCounts> clusters) {
  /** Of independent rows. */
  public Group(Map<String, Optional<String>> value, ScoreCounts counts) {
    this(value, counts, Optional.empty());
  }

  public Group {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a group of no attribute");
    }
    value = Collections.unmodifiableMap(new LinkedHashMap<>(value));
  }

  /** Its name for a person, such as {@code race = Caucasian, sex is null}. */
  static String words(Map<String, Optional<String>> value) {
    return value.entrySet().stream()
        .map(
            entry -> entry.getKey() + entry.getValue().map(text -> " = " + text).orElse(" is null"))
        .collect(Collectors.joining(", "));
  }
}
