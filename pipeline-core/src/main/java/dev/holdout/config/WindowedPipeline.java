package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.error.Problem;
import dev.holdout.lineage.Json;
import dev.holdout.window.EventSpec;
import dev.holdout.window.WindowPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A pipeline of readings as everything after its windows sees it: with the columns of the windows
 * instead of those of the readings, and a label of true and false.
 *
 * <p>What the file leaves open follows from the windows: {@code roles.time} is their close, {@code
 * roles.group} and {@code split.group} the entity, the latter but for schemes by row or time, and
 * {@code split.windows.horizon}, for schemes by time, the horizon of the label.
 */
final class WindowedPipeline {
  private static final Set<String> WITHOUT_GROUP =
      Set.of("stratified", "walk_forward", "combinatorial_purged");
  private static final Set<String> BY_TIME = Set.of("walk_forward", "combinatorial_purged");

  private WindowedPipeline() {}

  /** The pipeline as it is if it has no windows. */
  static JsonNode of(JsonNode pipeline) {
    JsonNode windows = pipeline.path("windows");
    if (!windows.isObject()) {
      return pipeline;
    }
    EventSpec spec = spec(pipeline);
    ObjectNode seen = pipeline.deepCopy();
    if (!pipeline.path("columns").isEmpty()) {
      seen.set("columns", columns(pipeline.path("columns"), spec));
    }
    ((ObjectNode) seen.path("label")).put("positive", "true");
    ArrayNode key = seen.putArray("key");
    spec.entity().forEach(key::add);
    if (spec.entity().size() > 1) {
      key.add(EventSpec.ENTITY);
    }
    roles((ObjectNode) seen.path("roles"), spec);
    split((ObjectNode) seen.path("split"), spec, seen);
    return seen;
  }

  /** Why the windows cannot be made of the declared columns, if there are such. */
  static List<Problem> problems(JsonNode pipeline) {
    JsonNode columns = pipeline.path("columns");
    return columns.isEmpty()
        ? List.of()
        : WindowPlan.problems(schema(columns), spec(pipeline), WindowPlan.Purpose.LEARNING);
  }

  private static EventSpec spec(JsonNode pipeline) {
    return WindowsBinder.bind(pipeline.path("windows"), PipelineBinder.label(pipeline))
        .orElseThrow();
  }

  private static StructType schema(JsonNode columns) {
    StructType schema = new StructType();
    for (Map.Entry<String, JsonNode> column : columns.properties()) {
      ColumnType type = ColumnCheck.types(column.getValue()).orElseThrow();
      schema = schema.add(column.getKey(), type.sparkType());
    }
    return schema;
  }

  private static ObjectNode columns(JsonNode readings, EventSpec spec) {
    ObjectNode columns = Json.mapper().createObjectNode();
    WindowPlan plan = WindowPlan.of(schema(readings), spec, WindowPlan.Purpose.LEARNING);
    for (StructField field : plan.schema().fields()) {
      columns.putObject(field.name()).put("type", type(field));
    }
    return columns;
  }

  private static String type(StructField field) {
    return Arrays.stream(ColumnType.values())
        .filter(type -> type.sparkType().equals(field.dataType()))
        .findFirst()
        .map(ColumnCheck::name)
        .orElseThrow();
  }

  private static void roles(ObjectNode roles, EventSpec spec) {
    if (roles.path("group").isEmpty()) {
      roles.putArray("group").add(spec.entityColumn());
    }
    if (!roles.has("time")) {
      roles.put("time", EventSpec.CLOSE);
    }
    ((ArrayNode) roles.path("drop")).add(EventSpec.START);
  }

  private static void split(ObjectNode split, EventSpec spec, JsonNode pipeline) {
    String scheme = split.path("scheme").asText();
    if (!split.has("group") && !WITHOUT_GROUP.contains(scheme)) {
      split.put("group", spec.entityColumn());
    }
    boolean byTime = BY_TIME.contains(scheme) || split.path("test_scheme").asText().equals("time");
    if (byTime && !split.path("windows").has("horizon")) {
      ((ObjectNode) split.path("windows"))
          .put(
              "horizon",
              SplitCheck.numericTime(pipeline)
                  ? Long.toString(spec.label().horizon().toSeconds())
                  : spec.label().horizon().toString());
    }
  }
}
