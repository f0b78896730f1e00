package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.feature.FeatureSpec.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the settings of features fit each other and the types of their columns. */
final class FeatureCheck {
  /** Settings of numeric features. */
  static final List<String> NUMERIC =
      List.of("imputation", "constant", "missing_indicator", "clip_lower", "clip_upper", "scaling");

  /** Settings of categorical features. */
  static final List<String> CATEGORICAL = List.of("min_count", "max_categories");

  private static final KeyPath FEATURES = KeyPath.of("features");

  private FeatureCheck() {}

  static void check(JsonNode pipeline, Findings findings) {
    JsonNode features = pipeline.path("features");
    JsonNode numeric = features.path("numeric");
    clips(numeric, numeric, FEATURES.then("numeric"), findings);
    for (Map.Entry<String, JsonNode> column : features.path("columns").properties()) {
      KeyPath path = FEATURES.then("columns").then(column.getKey());
      clips(column.getValue(), numeric, path, findings);
      ColumnCheck.types(pipeline.path("columns").path(column.getKey()))
          .ifPresent(type -> kind(column.getValue(), type, path, findings));
    }
  }

  private static void clips(JsonNode settings, JsonNode base, KeyPath path, Findings findings) {
    if (!settings.has("clip_lower") && !settings.has("clip_upper")) {
      return;
    }
    double lower = settings.path("clip_lower").asDouble(base.path("clip_lower").asDouble());
    double upper = settings.path("clip_upper").asDouble(base.path("clip_upper").asDouble());
    if (lower >= upper) {
      String key = settings.has("clip_lower") ? "clip_lower" : "clip_upper";
      findings.add(
          path.then(key),
          "clip_lower " + lower + " with clip_upper " + upper,
          "clip_lower below clip_upper",
          "");
    }
  }

  private static void kind(JsonNode settings, ColumnType type, KeyPath path, Findings findings) {
    Set<Kind> possible = kinds(type);
    Kind kind = ofName(settings.path("kind").asText()).orElse(defaultKind(type));
    if (!possible.contains(kind)) {
      findings.add(
          path.then("kind"),
          name(kind) + " for a column of the type " + ColumnCheck.name(type),
          possible.stream()
              .map(FeatureCheck::name)
              .sorted()
              .reduce((a, b) -> a + " or " + b)
              .orElseThrow(),
          "");
      return;
    }
    misplaced(settings, NUMERIC, kind != Kind.NUMERIC, kind, path, findings);
    misplaced(settings, CATEGORICAL, kind != Kind.CATEGORICAL, kind, path, findings);
  }

  private static void misplaced(
      JsonNode settings,
      List<String> keys,
      boolean refused,
      Kind kind,
      KeyPath path,
      Findings findings) {
    for (String key : keys) {
      if (refused && settings.has(key)) {
        findings.add(
            path.then(key),
            "the key for a " + name(kind) + " feature",
            "it only for a " + (keys.equals(NUMERIC) ? "numeric" : "categorical") + " one",
            "Remove it, or set kind");
      }
    }
  }

  private static Set<Kind> kinds(ColumnType type) {
    return switch (type) {
      case STRING -> Set.of(Kind.CATEGORICAL);
      case INTEGER, NUMBER -> Set.of(Kind.NUMERIC, Kind.CATEGORICAL);
      case BOOLEAN -> Set.of(Kind.BOOLEAN, Kind.CATEGORICAL);
      case DATE -> Set.of(Kind.DATE);
      case TIMESTAMP -> Set.of(Kind.TIMESTAMP, Kind.DATE);
    };
  }

  private static Kind defaultKind(ColumnType type) {
    return switch (type) {
      case STRING -> Kind.CATEGORICAL;
      case INTEGER, NUMBER -> Kind.NUMERIC;
      case BOOLEAN -> Kind.BOOLEAN;
      case DATE -> Kind.DATE;
      case TIMESTAMP -> Kind.TIMESTAMP;
    };
  }

  private static Optional<Kind> ofName(String name) {
    return Arrays.stream(Kind.values()).filter(kind -> name(kind).equals(name)).findFirst();
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
