package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.split.LabelSpec;
import dev.holdout.window.Aggregate;
import dev.holdout.window.EventSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The section {@code windows} to the record by which readings become rows. */
final class WindowsBinder {
  private WindowsBinder() {}

  /**
   * Binds the section, if there is one.
   *
   * @param label of the readings
   */
  static Optional<EventSpec> bind(JsonNode windows, LabelSpec label) {
    if (!windows.isObject()) {
      return Optional.empty();
    }
    Duration length = Duration.parse(windows.path("length").textValue());
    Map<String, List<Aggregate>> columns = new TreeMap<>();
    for (Map.Entry<String, JsonNode> column : windows.path("columns").properties()) {
      columns.put(column.getKey(), aggregates(column.getValue()));
    }
    return Optional.of(
        new EventSpec(
            PipelineBinder.texts(windows.path("entity")),
            windows.path("time").textValue(),
            length,
            PipelineBinder.text(windows, "step").map(Duration::parse).orElse(length),
            aggregates(windows.path("aggregates")),
            columns,
            new EventSpec.EventLabel(
                label.column(),
                label.positive(),
                Duration.parse(windows.path("label").path("within").textValue()),
                Duration.parse(windows.path("label").path("gap").textValue()),
                label.values())));
  }

  /** The columns without which a reading is in no window. */
  static Set<String> required(JsonNode pipeline) {
    Set<String> required =
        new LinkedHashSet<>(PipelineBinder.texts(pipeline.path("windows").path("entity")));
    PipelineBinder.text(pipeline.path("windows"), "time").ifPresent(required::add);
    return required;
  }

  private static List<Aggregate> aggregates(JsonNode names) {
    List<Aggregate> aggregates = new ArrayList<>();
    names.forEach(
        name -> aggregates.add(PipelineBinder.constant(Aggregate.class, name.textValue())));
    return aggregates;
  }
}
