package dev.holdout.report.words;

import dev.holdout.measure.IntervalLevel;
import dev.holdout.report.RunReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the report quotes from the effective configuration: the level of the intervals and the
 * protected attributes.
 *
 * <p>The configuration is YAML or JSON. Keys are compared without case, {@code _} and {@code -}.
 * What is not found there is left unsaid.
 *
 * @param confidence of the intervals, such as 0.95
 * @param protectedAttributes columns named as protected
 */
public record Settings(Optional<Double> confidence, List<String> protectedAttributes) {
  public Settings {
    protectedAttributes = List.copyOf(protectedAttributes);
  }

  /** Reads them from the effective configuration's text. */
  public static Settings of(String configuration) {
    Object root;
    try {
      root = new Load(LoadSettings.builder().build()).loadFromString(configuration);
    } catch (YamlEngineException e) {
      return new Settings(Optional.empty(), List.of());
    }
    Optional<Double> confidence =
        find(root, "evaluation", "confidence")
            .filter(Number.class::isInstance)
            .map(value -> ((Number) value).doubleValue())
            .filter(value -> value > 0 && value < 1);
    List<String> protectedAttributes =
        find(root, "roles", "protected")
            .or(() -> find(root, "evaluation", "protectedattributes"))
            .filter(List.class::isInstance)
            .map(value -> ((List<?>) value).stream().map(String::valueOf).toList())
            .orElse(List.of());
    return new Settings(confidence, protectedAttributes);
  }

  /**
   * The same of a run: the level is that of its evaluation's intervals, where the evaluation tells
   * it.
   */
  public static Settings of(RunReport report) {
    Settings asked = of(report.configuration());
    return new Settings(
        report.evaluation().level().map(IntervalLevel::corrected).or(asked::confidence),
        asked.protectedAttributes());
  }

  /** {@code 95 % interval}, or {@code interval} where the level is not known. */
  public String interval() {
    return confidence
        .map(level -> IntervalLevel.percent(level) + "\u00a0% interval")
        .orElse("interval");
  }

  private static Optional<Object> find(Object root, String... path) {
    Optional<Object> at = Optional.ofNullable(root);
    for (String key : path) {
      at = at.filter(Map.class::isInstance).flatMap(node -> entry((Map<?, ?>) node, key));
    }
    return at;
  }

  private static Optional<Object> entry(Map<?, ?> node, String key) {
    for (Map.Entry<?, ?> entry : node.entrySet()) {
      String name = String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT);
      if (name.replace("_", "").replace("-", "").equals(key)) {
        return Optional.ofNullable(entry.getValue());
      }
    }
    return Optional.empty();
  }
}
