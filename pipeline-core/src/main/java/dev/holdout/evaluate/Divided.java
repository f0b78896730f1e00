package dev.holdout.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation with the counts of the groups of protected attributes, for what is worked out from
 * them beside it.
 *
 * @param evaluation every metric, overall and by segment
 * @param divisions by protected attributes, each by itself and crossed as segments are
 * @param decisions the rows of all segments by decision and truth, whatever they weigh; those of no
 *     segment are all rows
 */
public record Divided(
    Evaluation evaluation,
    List<Division> divisions,
    Map<Map<String, Optional<String>>, Confusion> decisions) {
  public Divided {
    divisions = List.copyOf(divisions);
    decisions = Map.copyOf(decisions);
  }

  /**
   * Rows divided.
   *
   * @param by the attributes
   * @param groups those that are told; of crossed attributes, the rest are left out
   */
  public record Division(List<String> by, List<Group> groups) {
    public Division {
      by = List.copyOf(by);
      groups = List.copyOf(groups);
    }
  }

  /**
   * One group.
   *
   * @param value attribute → value, the value empty for null
   * @param counts of its rows
   * @param clusters the same by bucket of clusters; empty where rows are independent
   */
  public record Group(
      Map<String, Optional<String>> value, ScoreCounts counts, Optional<ClusterCounts> clusters) {}
}
