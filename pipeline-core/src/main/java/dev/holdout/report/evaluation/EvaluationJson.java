package dev.holdout.report.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.classify.ClassDetail;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberDetail;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An evaluation as JSON, the same in {@code report.json} and with {@code --json}. Keys are in snake
 * case; a measure is {@code {"value", "lower", "upper", "method"}} or {@code {"undefined": why}}; a
 * null segment value is null.
 */
public final class EvaluationJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper SNAKE_CASE =
      Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private EvaluationJson() {}

  /** Whether a text is the JSON of an evaluation, of this version or another. */
  public static boolean isOne(String text) {
    try {
      JsonNode json = Json.mapper().readTree(text);
      return json.hasNonNull("holdout") && json.hasNonNull("created") && json.hasNonNull("overall");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The whole report. */
  public static ObjectNode of(EvaluationReport report) {
    Evaluation evaluation = report.evaluation();
    ObjectNode json = NODES.objectNode();
    json.put("task", evaluation.task().word());
    json.put("rows", evaluation.rows());
    json.put("source", report.source());
    json.put("created", report.created().toString());
    json.put("holdout", report.code().version());
    json.set("columns", columns(report.columns()));
    if (evaluation.task() == Task.BINARY) {
      json.set(
          "threshold",
          Double.isNaN(evaluation.threshold())
              ? NODES.nullNode()
              : NODES.numberNode(evaluation.threshold()));
    }
    evaluation.level().ifPresent(level -> json.put("confidence", level.corrected()));
    ObjectNode overall = segment(evaluation.overall(), evaluation.task());
    overall.remove(List.of("segment", "gap", "verdict"));
    overall.set("curves", curves(evaluation.curves()));
    json.set("overall", overall);
    ArrayNode segments = json.putArray("segments");
    evaluation.segments().forEach(one -> segments.add(segment(one, evaluation.task())));
    ArrayNode fairness = json.putArray("fairness");
    ArrayNode conflicts = NODES.arrayNode();
    report
        .fairness()
        .ifPresent(
            found -> {
              found.results().forEach(result -> fairness.add(tree(result)));
              strings(json.putArray("fairness_verdicts"), found.verdicts());
              strings(conflicts, found.conflicts());
            });
    json.set("conflicts", conflicts);
    report.slices().ifPresent(slices -> json.set("slices", tree(slices)));
    report.comparison().ifPresent(compared -> json.set("comparison", tree(compared)));
    evaluation.classes().ifPresent(classes -> json.set("classes", classes(classes)));
    evaluation.numbers().ifPresent(numbers -> json.set("numbers", numbers(numbers)));
    strings(json.putArray("notes"), evaluation.notes());
    return json;
  }

  /** A measure. */
  public static ObjectNode measure(Measure measure) {
    ObjectNode json = NODES.objectNode();
    measure.undefined().ifPresent(reason -> json.put("undefined", reason));
    measure.value().ifPresent(value -> json.put("value", value));
    number(json, "lower", measure.lower());
    number(json, "upper", measure.upper());
    measure.method().ifPresent(method -> json.put("method", method));
    return json;
  }

  /** A verdict in the words of the report. */
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case WORSE -> "worse";
      case NOT_WORSE -> "not worse";
      case TOO_FEW_ROWS -> "too few rows to judge";
      case NOT_COMPARED -> "not compared";
    };
  }

  private static ObjectNode columns(EvaluationReport.Columns columns) {
    ObjectNode json = NODES.objectNode();
    json.put("label", columns.label());
    columns.positive().ifPresent(value -> json.put("positive", value));
    columns.score().ifPresent(value -> json.put("score", value));
    columns.prediction().ifPresent(value -> json.put("prediction", value));
    columns.weight().ifPresent(value -> json.put("weight", value));
    columns.cluster().ifPresent(value -> json.put("cluster", value));
    columns.baseline().ifPresent(value -> json.put("baseline_score", value));
    return json;
  }

  private static ObjectNode segment(SegmentResult result, Task task) {
    ObjectNode json = NODES.objectNode();
    json.set("segment", values(result.segment()));
    json.put("rows", result.rows());
    if (task == Task.BINARY) {
      json.put("positives", result.positives());
    }
    json.set("metrics", measures(result.metrics()));
    ObjectNode gaps = json.putObject("gap");
    result.gaps().forEach((metric, gap) -> gaps.set(metric, gap(gap)));
    json.put("verdict", verdict(result.verdict()));
    json.put("story", result.story());
    return json;
  }

  private static ObjectNode gap(Gap gap) {
    ObjectNode json = measure(gap.difference());
    json.set("ratio", measure(gap.ratio()));
    json.put("p_adjusted", gap.pAdjusted());
    json.put("verdict", verdict(gap.verdict()));
    return json;
  }

  private static ObjectNode values(Map<String, Optional<String>> segment) {
    ObjectNode json = NODES.objectNode();
    segment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> json.put(entry.getKey(), entry.getValue().orElse(null)));
    return json;
  }

  private static ObjectNode measures(SortedMap<String, Measure> measures) {
    ObjectNode json = NODES.objectNode();
    measures.forEach((name, measure) -> json.set(name, measure(measure)));
    return json;
  }

  /** A record with its names in snake case and its verdicts in words. */
  private static JsonNode tree(Object found) {
    JsonNode tree = SNAKE_CASE.valueToTree(found);
    tree.findParents("verdict")
        .forEach(
            parent ->
                ((ObjectNode) parent)
                    .put(
                        "verdict",
                        parent.get("verdict").asText().toLowerCase(Locale.ROOT).replace('_', ' ')));
    return tree;
  }

  private static ObjectNode curves(Curves curves) {
    ObjectNode json = NODES.objectNode();
    points(json.putArray("roc"), curves.roc());
    points(json.putArray("precision_recall"), curves.precisionRecall());
    ArrayNode bins = json.putArray("reliability");
    curves
        .reliability()
        .forEach(
            bin -> {
              ObjectNode one = bins.addObject();
              one.put("mean_score", bin.meanScore());
              one.set("observed", measure(bin.observed()));
              one.put("rows", bin.rows());
            });
    return json;
  }

  private static void points(ArrayNode array, List<Curves.Point> points) {
    points.forEach(point -> array.addArray().add(point.x()).add(point.y()));
  }

  private static ObjectNode classes(ClassDetail detail) {
    ObjectNode json = NODES.objectNode();
    strings(json.putArray("labels"), detail.labels());
    ArrayNode confusion = json.putArray("confusion");
    detail
        .confusion()
        .forEach(
            row -> {
              ArrayNode cells = confusion.addArray();
              row.forEach(cells::add);
            });
    ArrayNode classes = json.putArray("classes");
    detail
        .classes()
        .forEach(
            one -> {
              ObjectNode node = classes.addObject();
              node.put("label", one.label());
              node.put("rows", one.rows());
              node.set("metrics", measures(one.metrics()));
            });
    return json;
  }

  private static ObjectNode numbers(NumberDetail detail) {
    ObjectNode json = NODES.objectNode();
    ArrayNode bins = json.putArray("by_prediction");
    detail
        .byPrediction()
        .forEach(
            bin -> {
              ObjectNode one = bins.addObject();
              one.put("mean_prediction", bin.meanPrediction());
              one.set("mean_actual", measure(bin.meanActual()));
              one.put("mean_absolute_error", bin.meanAbsoluteError());
              one.put("rows", bin.rows());
            });
    ArrayNode residuals = json.putArray("residuals");
    detail
        .residuals()
        .forEach(
            quantile ->
                residuals
                    .addObject()
                    .put("share", quantile.share())
                    .put("value", quantile.value()));
    return json;
  }

  private static void strings(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static void number(ObjectNode json, String key, Optional<Double> value) {
    value.filter(Double::isFinite).ifPresent(number -> json.put(key, number));
  }
}
