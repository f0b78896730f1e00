package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.ColumnType;
import dev.holdout.contract.ContractSpec;
import dev.holdout.contract.NumberForm;
import dev.holdout.contract.SourceSpec;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.ReusableHoldout;
import dev.holdout.measure.Task;
import dev.holdout.registry.GateSpec;
import dev.holdout.slice.SliceSpec;
import dev.holdout.sniff.Dialect;
import dev.holdout.sniff.Dialect.Escape;
import dev.holdout.split.LabelSpec;
import dev.holdout.workflow.OpeningSpec;
import dev.holdout.workflow.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checked and completed values to the records that the library works with. */
final class PipelineBinder {
  private PipelineBinder() {}

  static PipelineSpec bind(JsonNode file, Grammar grammar) {
    JsonNode pipeline = WindowedPipeline.of(file);
    long seed = pipeline.path("split").required("seed").longValue();
    JsonNode roles = pipeline.path("roles");
    return new PipelineSpec(
        pipeline.path("name").textValue(),
        pipeline.path("workspace").textValue(),
        pipeline.required("retention_days").intValue(),
        source(pipeline.path("source")),
        contract(file),
        WindowsBinder.bind(file.path("windows"), label(file)),
        label(pipeline),
        SplitBinder.bind(
            pipeline.path("split"),
            text(roles, "time"),
            file.has("windows") || !texts(pipeline.path("key")).isEmpty()),
        AuditBinder.bind(pipeline.path("audit"), roles, text(pipeline.path("split"), "group")),
        FeatureBinder.bind(pipeline.path("features"), List.copyOf(noFeatures(pipeline))),
        RebalanceBinder.bind(pipeline.path("rebalance"), text(roles, "weight")),
        SearchBinder.bind(pipeline, grammar, seed),
        DecisionBinder.bind(pipeline.path("decision")),
        evaluation(pipeline, seed),
        openings(pipeline.path("evaluation")),
        new GateSpec(
            pipeline.path("gate").path("metric").textValue(),
            pipeline.path("gate").required("min_gain").doubleValue(),
            pipeline.path("gate").required("max_segment_loss").doubleValue()),
        DecisionBinder.prediction(pipeline.path("decision")),
        references(pipeline),
        pipeline.path("evaluation").path("slices").booleanValue()
            ? Optional.of(SliceSpec.standard())
            : Optional.empty());
  }

  /**
   * The columns that are no features: label, key, groups, the time unless asked for, the weight,
   * dropped.
   */
  static Set<String> noFeatures(JsonNode pipeline) {
    JsonNode roles = pipeline.path("roles");
    Set<String> names = new LinkedHashSet<>();
    text(pipeline.path("label"), "column").ifPresent(names::add);
    names.addAll(texts(pipeline.path("key")));
    names.addAll(texts(roles.path("group")));
    text(pipeline.path("split"), "group").ifPresent(names::add);
    text(pipeline.path("split"), "test_column").ifPresent(names::add);
    if (!pipeline.path("features").path("time").asBoolean()) {
      text(roles, "time").ifPresent(names::add);
    }
    text(roles, "weight").ifPresent(names::add);
    names.addAll(texts(roles.path("drop")));
    return names;
  }

  private static SourceSpec source(JsonNode source) {
    List<SourceSpec.FileSpec> files = new ArrayList<>();
    for (JsonNode file : source.path("files")) {
      files.add(
          new SourceSpec.FileSpec(file.path("path").textValue(), file.path("skip_lines").asInt()));
    }
    SourceSpec.Format format = constant(SourceSpec.Format.class, source.path("format").textValue());
    SourceSpec.CsvSpec csv =
        format == SourceSpec.Format.CSV
            ? new SourceSpec.CsvSpec(
                source.required("header").booleanValue()
                    ? source.required("header_rows").intValue()
                    : 0,
                source.path("separator").textValue(),
                source.path("quote").textValue().replace("none", Dialect.NONE),
                constant(Escape.class, source.path("escape").textValue()),
                source.required("trim").booleanValue(),
                source.path("encoding").textValue(),
                source.required("row_names").booleanValue(),
                source.required("ragged").booleanValue(),
                source.required("footer_lines").intValue())
            : SourceSpec.CsvSpec.DEFAULT;
    return new SourceSpec(
        format,
        files,
        text(source, "table"),
        csv,
        texts(source.path("missing")),
        text(source, "public_source"));
  }

  private static ContractSpec contract(JsonNode pipeline) {
    Set<String> required = WindowsBinder.required(pipeline);
    List<ColumnSpec> columns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : pipeline.path("columns").properties()) {
      JsonNode column = entry.getValue();
      columns.add(
          new ColumnSpec(
              entry.getKey(),
              constant(ColumnType.class, column.path("type").textValue()),
              column.path("required").booleanValue() || required.contains(entry.getKey()),
              number(column, "min"),
              number(column, "max"),
              texts(column.path("allowed")),
              texts(column.path("missing")),
              text(column, "strip_suffix"),
              text(column, "pattern"),
              numbers(column)));
    }
    return new ContractSpec(
        columns,
        texts(pipeline.path("key")),
        pipeline.required("max_quarantined_share").doubleValue());
  }

  private static NumberForm numbers(JsonNode column) {
    return new NumberForm(
        column.path("decimal").asText().equals("comma"),
        column.path("group").asText(),
        column.path("unit").asText(),
        column.path("negative").asText().equals("brackets"));
  }

  /** The label, with its values as they are written. */
  static LabelSpec label(JsonNode pipeline) {
    JsonNode label = pipeline.path("label");
    String column = label.path("column").textValue();
    List<String> values = texts(pipeline.path("columns").path(column).path("allowed"));
    return switch (constant(Task.class, label.path("task").asText(Task.BINARY.word()))) {
      case BINARY -> new LabelSpec(column, label.path("positive").textValue()).listing(values);
      case MULTICLASS -> LabelSpec.multiclass(column, texts(label.path("classes"))).listing(values);
      case REGRESSION -> LabelSpec.regression(column);
    };
  }

  private static EvaluationSpec evaluation(JsonNode pipeline, long seed) {
    JsonNode evaluation = pipeline.path("evaluation");
    return new EvaluationSpec(
        SegmentCheck.segments(pipeline),
        evaluation.required("intersections").intValue(),
        texts(pipeline.path("roles").path("protected")),
        evaluation.required("min_rows").intValue(),
        evaluation.required("max_segments").intValue(),
        evaluation.required("confidence").doubleValue(),
        evaluation.required("draws").intValue(),
        seed);
  }

  private static Map<String, String> references(JsonNode pipeline) {
    Map<String, String> references = new TreeMap<>();
    pipeline
        .path("evaluation")
        .path("references")
        .properties()
        .forEach(entry -> references.put(entry.getKey(), entry.getValue().asText()));
    return references;
  }

  private static OpeningSpec openings(JsonNode evaluation) {
    return new OpeningSpec(
        evaluation.required("correct_for_openings").booleanValue(),
        evaluation.has("max_openings")
            ? Optional.of(evaluation.get("max_openings").intValue())
            : Optional.empty(),
        evaluation.has("reusable_holdout")
            ? Optional.of(reusable(evaluation.get("reusable_holdout")))
            : Optional.empty());
  }

  private static ReusableHoldout.Spec reusable(JsonNode holdout) {
    return new ReusableHoldout.Spec(
        holdout.required("threshold").doubleValue(),
        holdout.required("noise").doubleValue(),
        holdout.required("budget").intValue());
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  static Optional<String> text(JsonNode object, String key) {
    return Optional.ofNullable(object.path(key).textValue());
  }

  static Optional<Double> number(JsonNode object, String key) {
    return object.has(key) ? Optional.of(object.get(key).doubleValue()) : Optional.empty();
  }

  /** The constant of an enum whose name, in lower case, the schema allows. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}
