package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.learn.SearchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sections {@code candidates} and {@code selection} to their record. */
final class SearchBinder {
  private SearchBinder() {}

  static SearchSpec bind(JsonNode pipeline, Grammar grammar, long seed) {
    Grammar candidates = grammar.child("candidates").orElseThrow();
    List<SearchSpec.Family> families = new ArrayList<>();
    for (Map.Entry<String, JsonNode> family : pipeline.path("candidates").properties()) {
      Grammar allowed = candidates.child(family.getKey()).orElseThrow();
      families.add(family(family.getKey(), family.getValue(), allowed));
    }
    JsonNode selection = pipeline.path("selection");
    return new SearchSpec(
        families,
        selection.path("metric").textValue(),
        PipelineBinder.constant(SearchSpec.Rule.class, selection.path("rule").textValue()),
        selection.required("nested").booleanValue(),
        selection.required("parallelism").intValue(),
        seed);
  }

  private static SearchSpec.Family family(String name, JsonNode family, Grammar allowed) {
    SortedMap<String, List<Double>> grid = new TreeMap<>();
    SortedMap<String, SearchSpec.Range> ranges = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : family.properties()) {
      if (entry.getValue().isArray()) {
        List<Double> values = new ArrayList<>();
        entry.getValue().forEach(value -> values.add(value.doubleValue()));
        grid.put(entry.getKey(), List.copyOf(values));
      }
    }
    for (Map.Entry<String, JsonNode> range : family.path("ranges").properties()) {
      boolean whole = allowed.at(KeyPath.of(range.getKey(), "0")).orElseThrow().accepts("integer");
      ranges.put(
          range.getKey(),
          new SearchSpec.Range(
              range.getValue().required("low").doubleValue(),
              range.getValue().required("high").doubleValue(),
              range.getValue().path("log").booleanValue(),
              whole));
    }
    return new SearchSpec.Family(name, grid, family.path("random").intValue(), ranges);
  }
}
