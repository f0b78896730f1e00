package dev.holdout.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Task;
import dev.holdout.report.words.EvaluationWords;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.SurestWorst;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The segments and their figures for the page's script, as compact JSON: one array for each column,
 * numbers as integers of the digits shown.
 *
 * <p>Segments are in the order of {@link SurestWorst}. As many metrics are in it as the bytes given
 * allow, the most wanted first; where not even the first fit, segments at the end are left out.
 *
 * @param json the data
 * @param shown how many segments are in it
 * @param metrics names of the metrics in it
 * @param hiddenMetrics how many metrics are not
 */
record SegmentData(String json, int shown, List<String> metrics, int hiddenMetrics) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_SEGMENTS = 20_000;
  private static final int FEWEST_METRICS = 3;
  private static final int LONGEST_STORY = 400;
  private static final int LONGEST_VALUE = 80;

  static SegmentData of(Evaluation evaluation, int mostBytes) {
    List<SegmentResult> ordered = ordered(evaluation);
    int most = Math.min(ordered.size(), MOST_SEGMENTS);
    while (true) {
      SegmentData data = of(evaluation, ordered.subList(0, most), mostBytes);
      if (most == 0 || data.bytes() <= mostBytes) {
        return data;
      }
      most = (int) Math.min(most * 0.95, most * 0.97 * mostBytes / data.bytes());
    }
  }

  /** The surest worst first, then those that were not compared, in their own order. */
  static List<SegmentResult> ordered(Evaluation evaluation) {
    Set<Integer> places = new LinkedHashSet<>();
    SurestWorst.of(evaluation).forEach(entry -> places.add(entry.place()));
    IntStream.range(0, evaluation.segments().size()).forEach(places::add);
    return places.stream().map(evaluation.segments()::get).toList();
  }

  private static SegmentData of(
      Evaluation evaluation, List<SegmentResult> segments, int mostBytes) {
    Reasons reasons = new Reasons();
    ObjectNode json = NODES.objectNode();
    names(json, segments);
    ArrayNode rows = json.putArray("rows");
    ArrayNode positives = json.putArray("positives");
    ArrayNode verdicts = json.putArray("verdicts");
    for (SegmentResult segment : segments) {
      rows.add(segment.rows());
      positives.add(evaluation.task() == Task.BINARY ? segment.positives() : 0);
      verdicts.add(code(segment.verdict()));
    }
    json.put("binary", evaluation.task() == Task.BINARY);
    List<String> compared = EvaluationWords.compared(evaluation);
    List<String> wanted = wanted(evaluation, compared);
    ArrayNode metrics = json.putArray("metrics");
    ArrayNode gaps = json.putArray("gaps");
    ObjectNode stories = json.putObject("stories");
    int left = mostBytes - bytes(json);
    List<String> told = new ArrayList<>();
    for (String metric : wanted) {
      ObjectNode column = MetricColumn.of(metric, segments, reasons);
      Optional<ObjectNode> gap =
          compared.contains(metric)
              ? Optional.of(MetricColumn.ofGaps(metric, segments))
              : Optional.empty();
      int size = bytes(column) + gap.map(SegmentData::bytes).orElse(0) + 64;
      if (size > left && told.size() >= FEWEST_METRICS) {
        break;
      }
      left -= size;
      told.add(metric);
      metrics.add(column);
      gap.ifPresent(gaps::add);
    }
    left -= reasons.bytes();
    for (int at = 0; at < segments.size() && left > 0; at++) {
      String story = Names.shown(segments.get(at).story(), LONGEST_STORY);
      left -= story.getBytes(StandardCharsets.UTF_8).length + 16;
      if (left > 0) {
        stories.put(Integer.toString(at), story);
      }
    }
    json.set("reasons", reasons.json());
    return new SegmentData(
        json.toString().replace("<", "\\u003c"),
        segments.size(),
        List.copyOf(told),
        wanted.size() - told.size());
  }

  /** Those told at the top, then those compared, then all others in the glossary's order. */
  private static List<String> wanted(Evaluation evaluation, List<String> compared) {
    return Stream.concat(
            Stream.concat(
                compared.stream().limit(1), EvaluationWords.mainMetrics(evaluation, 4).stream()),
            Stream.concat(
                compared.stream(),
                EvaluationWords.mainMetrics(evaluation, Integer.MAX_VALUE).stream()))
        .distinct()
        .filter(name -> evaluation.overall().metrics().containsKey(name))
        .toList();
  }

  private static void names(ObjectNode json, List<SegmentResult> segments) {
    Map<String, Map<Optional<String>, Integer>> columns = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    ArrayNode names = NODES.arrayNode();
    for (SegmentResult segment : segments) {
      ArrayNode name = names.addArray();
      segment.segment().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry -> {
                Map<Optional<String>, Integer> values =
                    columns.computeIfAbsent(entry.getKey(), unused -> new LinkedHashMap<>());
                values.putIfAbsent(entry.getValue(), values.size());
                name.add(places.computeIfAbsent(entry.getKey(), unused -> places.size()));
                name.add(values.getOrDefault(entry.getValue(), 0));
              });
    }
    ArrayNode columnNames = json.putArray("columns");
    ArrayNode columnValues = json.putArray("values");
    columns.forEach(
        (column, values) -> {
          columnNames.add(Names.shown(column));
          ArrayNode array = columnValues.addArray();
          values
              .keySet()
              .forEach(
                  value ->
                      array.add(value.map(text -> Names.shown(text, LONGEST_VALUE)).orElse(null)));
        });
    json.set("names", names);
  }

  /** The place of a verdict in the script's list of words. */
  private static int code(Verdict verdict) {
    return switch (verdict) {
      case WORSE -> 0;
      case NOT_WORSE -> 1;
      case TOO_FEW_ROWS -> 2;
      case NOT_COMPARED -> 3;
    };
  }

  private int bytes() {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Why figures are undefined: each reason once. */
  static final class Reasons {
    private final Map<String, Integer> places = new LinkedHashMap<>();

    int place(String reason) {
      return places.computeIfAbsent(Names.shown(reason, 300), unused -> places.size());
    }

    ArrayNode json() {
      ArrayNode array = NODES.arrayNode();
      places.keySet().forEach(array::add);
      return array;
    }

    int bytes() {
      return places.keySet().stream().mapToInt(reason -> 4 * reason.length() + 3).sum();
    }
  }
}
