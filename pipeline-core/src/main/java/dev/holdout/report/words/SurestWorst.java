package dev.holdout.report.words;

import dev.holdout.evaluate.Deciding;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much worse than all other rows a segment is for certain: the end of the gap's interval that
 * is nearer to being better, signed so that larger is worse. Segments are told in this order, so
 * that a small segment with a large gap by chance does not come first.
 *
 * @param segment the segment
 * @param place its place in the evaluation
 * @param metric of the metrics that decide, the one in which it is the worst for certain
 * @param gap the gap in that metric
 * @param sure by how much it is worse at least; negative where it may be better; of metrics that
 *     are no shares, over the size of the metric over all rows
 */
public record SurestWorst(SegmentResult segment, int place, String metric, Gap gap, double sure) {

  /** The compared segments: those found worse first, among them the surest. */
  public static List<SurestWorst> of(Evaluation evaluation) {
    List<SurestWorst> entries = new ArrayList<>();
    List<String> deciding = Deciding.of(evaluation);
    for (int place = 0; place < evaluation.segments().size(); place++) {
      worst(evaluation, place, deciding).ifPresent(entries::add);
    }
    entries.sort(
        Comparator.comparing((SurestWorst entry) -> entry.segment.verdict() != Verdict.WORSE)
            .thenComparing(Comparator.comparingDouble(SurestWorst::sure).reversed())
            .thenComparingInt(SurestWorst::place));
    return entries;
  }

  /** By how much a difference of a metric is worse at least, in the metric's own unit. */
  public static Optional<Double> atLeast(String metric, Measure difference) {
    Direction direction =
        Glossary.find(metric).map(Definition::direction).orElse(Direction.NEITHER);
    return switch (direction) {
      case LARGER_IS_BETTER -> difference.upper().or(difference::value).map(end -> 0 - end);
      case SMALLER_IS_BETTER -> difference.lower().or(difference::value);
      case NEITHER -> Optional.empty();
    };
  }

  private static Optional<SurestWorst> worst(
      Evaluation evaluation, int place, List<String> deciding) {
    SegmentResult segment = evaluation.segments().get(place);
    boolean decided = segment.gaps().keySet().stream().anyMatch(deciding::contains);
    SurestWorst worst = null;
    for (Map.Entry<String, Gap> entry : segment.gaps().entrySet()) {
      if (decided && !deciding.contains(entry.getKey())) {
        continue;
      }
      String metric = entry.getKey();
      Gap gap = entry.getValue();
      Optional<Double> sure = atLeast(metric, gap.difference()).or(() -> nearerToNone(gap));
      if (sure.isEmpty()) {
        continue;
      }
      double size = sure.get() / unit(evaluation, metric);
      if (worst == null
          || (gap.worse() && !worst.gap.worse())
          || (gap.worse() == worst.gap.worse() && size > worst.sure)) {
        worst = new SurestWorst(segment, place, metric, gap, size);
      }
    }
    return Optional.ofNullable(worst);
  }

  /** Of a metric of unknown direction: how far from 0 the interval begins, if found worse. */
  private static Optional<Double> nearerToNone(Gap gap) {
    Measure difference = gap.difference();
    return gap.worse() && difference.lower().isPresent() && difference.upper().isPresent()
        ? Optional.of(Math.max(difference.lower().get(), -difference.upper().get()))
        : Optional.empty();
  }

  /** 1 for a share; else the size of the metric over all rows. */
  private static double unit(Evaluation evaluation, String metric) {
    Optional<Range> range = Glossary.find(metric).map(Definition::range);
    if (range.filter(known -> known.lower() >= -1 && known.upper() == 1).isPresent()) {
      return 1;
    }
    double overall = Segments.value(evaluation.overall(), metric).map(Math::abs).orElse(1.0);
    return overall > 0 ? overall : 1;
  }
}
