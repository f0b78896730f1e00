package dev.holdout.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Numbers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One metric of all segments in compact form: {@code v} values as integers (a value times ten to
 * the {@code digits}), {@code l} and {@code u} how far the interval reaches below and above. A text
 * instead of a number is the place of the reason why it is undefined; null is "not computed".
 */
final class MetricColumn {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final double P_UNIT = 1e4;

  private MetricColumn() {}

  static ObjectNode of(String metric, List<SegmentResult> segments, SegmentData.Reasons reasons) {
    List<@Nullable Measure> measures =
        segments.stream().<@Nullable Measure>map(one -> one.metrics().get(metric)).toList();
    return column(metric, measures, reasons);
  }

  /** The differences from all other rows; {@code p} in ten thousandths, {@code w} if worse. */
  static ObjectNode ofGaps(String metric, List<SegmentResult> segments) {
    List<@Nullable Gap> gaps =
        segments.stream().<@Nullable Gap>map(one -> one.gaps().get(metric)).toList();
    ObjectNode column =
        column(
            metric,
            gaps.stream()
                .<@Nullable Measure>map(
                    gap ->
                        gap == null || gap.difference().value().isEmpty() ? null : gap.difference())
                .toList(),
            new SegmentData.Reasons());
    ArrayNode p = column.putArray("p");
    ArrayNode worse = column.putArray("w");
    for (Gap gap : gaps) {
      if (gap == null) {
        p.addNull();
        worse.add(0);
      } else {
        p.add(Math.round(gap.pAdjusted() * P_UNIT));
        worse.add(gap.worse() ? 1 : 0);
      }
    }
    return column;
  }

  private static ObjectNode column(
      String metric, List<@Nullable Measure> measures, SegmentData.Reasons reasons) {
    double largest = 0;
    boolean intervals = false;
    for (Measure measure : measures) {
      if (measure != null) {
        largest = Math.max(largest, Math.abs(measure.value().orElse(0.0)));
        intervals |= measure.lower().isPresent();
      }
    }
    int digits = Numbers.digits(metric, largest);
    double unit = Math.pow(10, digits);
    ObjectNode column = NODES.objectNode();
    column.put("name", metric);
    column.put("title", Glossary.title(metric));
    column.put("digits", digits);
    column.put("sign", sign(metric));
    ArrayNode values = column.putArray("v");
    ArrayNode lower = NODES.arrayNode();
    ArrayNode upper = NODES.arrayNode();
    for (Measure measure : measures) {
      if (measure == null) {
        values.addNull();
      } else if (measure.undefined().isPresent()) {
        values.add(Integer.toString(reasons.place(measure.undefined().get())));
      } else {
        values.add(Math.round(measure.value().orElse(0.0) * unit));
      }
      add(lower, reach(measure, unit, true));
      add(upper, reach(measure, unit, false));
    }
    if (intervals) {
      column.set("l", lower);
      column.set("u", upper);
    }
    return column;
  }

  /** How far the interval reaches; null where there is none. */
  private static @Nullable Long reach(@Nullable Measure measure, double unit, boolean below) {
    if (measure == null || measure.value().isEmpty()) {
      return null;
    }
    Optional<Double> end = below ? measure.lower() : measure.upper();
    long value = Math.round(measure.value().get() * unit);
    return end.filter(Double::isFinite)
        .map(at -> below ? value - Math.round(at * unit) : Math.round(at * unit) - value)
        .orElse(null);
  }

  private static void add(ArrayNode array, @Nullable Long value) {
    if (value == null) {
      array.addNull();
    } else {
      array.add(value);
    }
  }

  /** 1 where larger is better, −1 where smaller is, 0 where neither. */
  private static int sign(String metric) {
    Direction direction =
        Glossary.find(metric).map(Definition::direction).orElse(Direction.NEITHER);
    return switch (direction) {
      case LARGER_IS_BETTER -> 1;
      case SMALLER_IS_BETTER -> -1;
      case NEITHER -> 0;
    };
  }
}
