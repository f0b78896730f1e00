package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.RowExpression;
import dev.holdout.evaluate.SegmentBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What divides the rows of Test into segments: columns, bins and expressions, by the columns that a
 * file declares, and whether they are fit for it.
 */
final class SegmentCheck {
  private static final KeyPath SEGMENTS = KeyPath.of("evaluation", "segments");

  private final JsonNode pipeline;
  private final Findings findings;
  private final UsedColumns used;
  private final List<String> columns;

  private SegmentCheck(JsonNode pipeline, Findings findings) {
    this.pipeline = pipeline;
    this.findings = findings;
    this.used = new UsedColumns(pipeline, findings);
    this.columns = columns(pipeline);
  }

  static void check(JsonNode pipeline, Findings findings) {
    new SegmentCheck(pipeline, findings).check();
  }

  /**
   * The protected attributes, then the other segments. A segment with the name of a protected
   * attribute says how its values are divided.
   */
  static List<SegmentBy> segments(JsonNode pipeline) {
    Map<String, SegmentBy> segments = new LinkedHashMap<>();
    for (String name : PipelineBinder.texts(pipeline.path("roles").path("protected"))) {
      segments.put(name, SegmentBy.column(name));
    }
    for (String text : PipelineBinder.texts(pipeline.path("evaluation").path("segments"))) {
      SegmentBy segment = SegmentBy.parse(text, columns(pipeline));
      segments.put(segment.name(), segment);
    }
    return List.copyOf(segments.values());
  }

  private static List<String> columns(JsonNode pipeline) {
    List<String> columns = new ArrayList<>();
    pipeline.path("columns").fieldNames().forEachRemaining(columns::add);
    return columns;
  }

  private void check() {
    Map<String, String> texts = new HashMap<>();
    PipelineBinder.texts(pipeline.path("roles").path("protected"))
        .forEach(name -> texts.put(key(name), ""));
    JsonNode segments = pipeline.path("evaluation").path("segments");
    for (int i = 0; i < segments.size(); i++) {
      String text = segments.path(i).asText();
      KeyPath path = SEGMENTS.then(i);
      try {
        SegmentBy segment = SegmentBy.parse(text, columns);
        fits(segment, path);
        String before = texts.put(key(segment.name()), text);
        if (before != null && !before.isEmpty()) {
          findings.add(
              path,
              "a second segment of the name "
                  + Wording.quoted(segment.name())
                  + ", after "
                  + Wording.quoted(before),
              "every name once",
              "Take one out, or give an expression a name of its own, name=expression");
        }
      } catch (IllegalArgumentException e) {
        findings.add(
            path,
            "the text " + Wording.quoted(text),
            "ascending numbers as in age:bins=30|60, or a number from 2 to 1000 as in"
                + " age:quantiles=4",
            "");
      }
    }
    crossings(texts.size());
    references();
  }

  private void references() {
    List<String> attributes = PipelineBinder.texts(pipeline.path("roles").path("protected"));
    pipeline
        .path("evaluation")
        .path("references")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!attributes.contains(name)) {
                findings.add(
                    KeyPath.of("evaluation", "references").then(name),
                    "the column " + Wording.quoted(name),
                    "a column of roles.protected",
                    attributes.isEmpty()
                        ? "Name it there"
                        : "Columns there: " + String.join(", ", attributes));
              }
            });
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void fits(SegmentBy segment, KeyPath path) {
    if (segment.name().isBlank() || segment.name().startsWith("_")) {
      findings.add(
          path,
          "the name " + Wording.quoted(segment.name()),
          "a name that is not blank and does not begin with _ (Holdout's own columns do)",
          "");
    }
    switch (segment.kind()) {
      case VALUES -> {
        used.declared(path, segment.of());
        used.notTheLabel(path, segment.of());
      }
      case BINS, QUANTILES -> used.number(path, segment.of());
      case EXPRESSION -> expression(segment, path);
    }
  }

  private void expression(SegmentBy segment, KeyPath path) {
    Expression parsed;
    try {
      parsed = new CatalystSqlParser().parseExpression(segment.of());
    } catch (Exception e) {
      // Spark's ParseException is checked and not declared.
      findings.add(
          path,
          "the text " + Wording.quoted(segment.of()) + " after the name",
          "a SQL expression over the columns, as in senior=age >= 65",
          "");
      return;
    }
    RowExpression.refusal(segment.of())
        .ifPresent(
            found ->
                findings.add(
                    path,
                    "the expression " + Wording.quoted(segment.of()) + ": " + found,
                    "deterministic functions of the columns of one row",
                    "Make it a column of the table, or leave it out"));
    for (Expression leaf : CollectionConverters.asJava(parsed.collectLeaves())) {
      if (leaf instanceof UnresolvedAttribute attribute) {
        // Spark ignores case; after the first part come fields of a struct.
        String name = attribute.nameParts().head();
        String column = columns.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
        used.declared(path, column);
        used.notTheLabel(path, column);
      }
    }
  }

  private void crossings(int segments) {
    int depth = pipeline.path("evaluation").path("intersections").asInt(1);
    long views = depth < 1 || depth > 4 ? 0 : EvaluationSpec.views(segments, depth);
    if (views > EvaluationSpec.MOST_VIEWS) {
      findings.add(
          KeyPath.of("evaluation", "intersections"),
          String.format(
              Locale.ROOT, "%d, which makes %d crossings of %d segments", depth, views, segments),
          "at most " + EvaluationSpec.MOST_VIEWS,
          "Cross fewer, or name fewer segments");
    }
  }
}
