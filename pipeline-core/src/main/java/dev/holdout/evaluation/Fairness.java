package dev.holdout.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdout.fairness.FairnessResult;
import java.util.List;

/**
 * Fairness between groups.
 *
 * @param results the figures, by what divides the rows
 * @param verdicts one sentence for each division, then one for each figure of single rows that has
 *     a value
 * @param conflicts which definitions cannot hold together here, in sentences
 */
public record Fairness(
    List<FairnessResult> results, List<String> verdicts, List<String> conflicts) {
  public Fairness {
    results = List.copyOf(results);
    verdicts = List.copyOf(verdicts);
    conflicts = List.copyOf(conflicts);
  }

  /** The sentences on groups. */
  @JsonIgnore
  public List<String> verdictsOfGroups() {
    return verdicts.subList(0, verdicts.size() - ofSingleRowsWithValue());
  }

  /** The sentences on single rows. */
  @JsonIgnore
  public List<String> verdictsOfSingleRows() {
    return verdicts.subList(verdicts.size() - ofSingleRowsWithValue(), verdicts.size());
  }

  private int ofSingleRowsWithValue() {
    return (int) ofSingleRows().stream().filter(result -> result.value().isPresent()).count();
  }

  /** Whether groups are compared. */
  @JsonIgnore
  public boolean ofGroups() {
    return ofSingleRows().size() < results.size();
  }

  /** The figures of single rows, which no attribute divides. */
  @JsonIgnore
  public List<FairnessResult> ofSingleRows() {
    return results.stream().filter(result -> result.attributes().isEmpty()).toList();
  }
}
