package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an evaluation tells of segments beyond metrics, from their counts. */
final class GroupStates {
  /** Segments with curves, of at most 200 points each. */
  private static final int MOST_WITH_CURVES = 30;

  private final SegmentStates<ScoreCounts> states;

  GroupStates(SegmentStates<ScoreCounts> states) {
    this.states = states;
  }

  /** The groups of views that are made of these columns alone. */
  List<Divided.Division> divisions(List<String> columns) {
    List<Divided.Division> divisions = new ArrayList<>();
    for (View<ScoreCounts> view : states.views()) {
      if (columns.containsAll(view.names())) {
        divisions.add(
            new Divided.Division(
                view.names(),
                view.segments().stream()
                    .map(segment -> new Divided.Group(segment.of(view), segment.state()))
                    .toList()));
      }
    }
    return divisions;
  }

  /** With curves of the segments that are worse, then of the largest. */
  Evaluation withCurves(Evaluation evaluation, double z) {
    Map<Map<String, Optional<String>>, ScoreCounts> counts = new LinkedHashMap<>();
    for (View<ScoreCounts> view : states.views()) {
      for (Segment<ScoreCounts> segment : view.segments()) {
        counts.put(segment.of(view), segment.state());
      }
    }
    List<SegmentResult> segments = evaluation.segments();
    Set<Integer> drawn =
        IntStream.range(0, segments.size())
            .boxed()
            .filter(at -> counts.containsKey(segments.get(at).segment()))
            .sorted(
                Comparator.comparing((Integer at) -> segments.get(at).verdict() != Verdict.WORSE)
                    .thenComparing(at -> -segments.get(at).rows()))
            .limit(MOST_WITH_CURVES)
            .collect(Collectors.toSet());
    List<SegmentResult> all = new ArrayList<>();
    for (int at = 0; at < segments.size(); at++) {
      SegmentResult one = segments.get(at);
      ScoreCounts state = counts.get(one.segment());
      all.add(
          state != null && state.scored() && drawn.contains(at)
              ? withCurves(one, CurvePoints.of(state, z))
              : one);
    }
    return evaluation.with(all);
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
