package dev.holdout.workflow;

import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.SegmentBy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What divides predictions into segments, as it was asked for on a table. */
final class PredictionSegments {
  private final PredictionTable table;

  PredictionSegments(PredictionTable table) {
    this.table = table;
  }

  /** The segments asked for, then the protected attributes that are not among them. */
  List<SegmentBy> parse(EvaluationRequest request) {
    List<SegmentBy> segments = new ArrayList<>();
    for (String text :
        Stream.concat(request.segments().stream(), request.protectedAttributes().stream())
            .toList()) {
      try {
        SegmentBy segment = SegmentBy.parse(text, table.columns());
        boolean named = segments.stream().anyMatch(other -> other.name().equals(segment.name()));
        if (named && request.protectedAttributes().contains(text)) {
          continue;
        }
        if (named) {
          table.problem(
              "--segments", text, "two segments of that name", "one; give one a name, a=column");
        } else if (segment.kind() == SegmentBy.Kind.EXPRESSION
            || table.isThere(segment.of(), "--segments")) {
          segments.add(segment);
        }
      } catch (IllegalArgumentException e) {
        table.problem(
            "--segments", text, String.valueOf(e.getMessage()), "a column, bins or an expression");
      }
    }
    long views = EvaluationSpec.views(segments.size(), request.intersections());
    if (views > EvaluationSpec.MOST_VIEWS) {
      table.problem(
          "--intersections",
          "" + request.intersections(),
          views + " crossings of " + segments.size() + " segments",
          "at most " + EvaluationSpec.MOST_VIEWS);
    }
    return segments;
  }
}
