package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an evaluation tells of segments beyond metrics, from their counts.
 *
 * @param segments the segments
 * @param counts of each, in the same order
 * @param buckets the same by bucket of clusters; none where rows are independent
 */
record GroupStates(
    List<SegmentResult> segments,
    List<ScoreCounts> counts,
    List<SortedMap<Integer, ScoreCounts>> buckets) {
  /** Segments with curves, of at most 200 points each. */
  private static final int MOST_WITH_CURVES = 30;

  GroupStates {
    if (segments.size() != counts.size()) {
      throw new IllegalArgumentException(segments.size() + " segments, " + counts.size());
    }
  }

  /** The groups by these columns alone, each by itself and crossed. */
  List<Divided.Division> divisions(List<String> columns) {
    Map<List<String>, List<Divided.Group>> divisions = new LinkedHashMap<>();
    for (int at = 0; at < segments.size(); at++) {
      Map<String, Optional<String>> value = segments.get(at).segment();
      if (columns.containsAll(value.keySet())) {
        divisions
            .computeIfAbsent(List.copyOf(value.keySet()), unseen -> new ArrayList<>())
            .add(new Divided.Group(value, counts.get(at), clusters(at)));
      }
    }
    return divisions.entrySet().stream()
        .map(entry -> new Divided.Division(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The rows of all segments, and of all together, by decision and truth. */
  Map<Map<String, Optional<String>>, Confusion> decisions(ScoreCounts all, double threshold) {
    Map<Map<String, Optional<String>>, Confusion> decisions = new LinkedHashMap<>();
    decisions.put(Map.of(), all.decisions(threshold));
    for (int at = 0; at < segments.size(); at++) {
      decisions.put(segments.get(at).segment(), counts.get(at).decisions(threshold));
    }
    return decisions;
  }

  private Optional<ClusterCounts> clusters(int at) {
    return buckets.isEmpty() || buckets.get(at).isEmpty()
        ? Optional.empty()
        : Optional.of(new ClusterCounts(buckets.get(at)));
  }

  /** The segments, with curves of those that are worse, then of the largest. */
  List<SegmentResult> withCurves(double z) {
    Set<Integer> drawn =
        IntStream.range(0, segments.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer at) -> segments.get(at).verdict() != Verdict.WORSE)
                    .thenComparing(at -> -segments.get(at).rows()))
            .limit(MOST_WITH_CURVES)
            .collect(Collectors.toSet());
    return IntStream.range(0, segments.size())
        .mapToObj(
            at ->
                drawn.contains(at) && counts.get(at).scored()
                    ? withCurves(segments.get(at), CurvePoints.of(counts.get(at), z))
                    : segments.get(at))
        .toList();
  }

  private static SegmentResult withCurves(SegmentResult of, Evaluation.Curves curves) {
    return new SegmentResult(
        of.segment(),
        of.rows(),
        of.positives(),
        of.metrics(),
        of.gaps(),
        of.verdict(),
        of.story(),
        Optional.of(curves));
  }
}
