package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.feature.FeatureSpec;
import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.feature.FeatureSpec.ColumnOverride;
import dev.holdout.feature.FeatureSpec.DatePart;
import dev.holdout.feature.FeatureSpec.Imputation;
import dev.holdout.feature.FeatureSpec.Kind;
import dev.holdout.feature.FeatureSpec.Numeric;
import dev.holdout.feature.FeatureSpec.Scaling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code features} to its record. */
final class FeatureBinder {
  private FeatureBinder() {}

  static FeatureSpec bind(JsonNode features, List<String> noFeatures) {
    Map<String, ColumnOverride> overrides = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> column : features.path("columns").properties()) {
      overrides.put(column.getKey(), override(column.getValue(), features));
    }
    return new FeatureSpec(
        noFeatures,
        numeric(features.path("numeric")),
        categorical(features.path("categorical")),
        PipelineBinder.texts(features.path("dates")).stream()
            .map(part -> PipelineBinder.constant(DatePart.class, part))
            .toList(),
        overrides);
  }

  /** What a column does not name is as for its kind. */
  private static ColumnOverride override(JsonNode column, JsonNode features) {
    boolean numeric = FeatureCheck.NUMERIC.stream().anyMatch(column::has);
    boolean categorical = FeatureCheck.CATEGORICAL.stream().anyMatch(column::has);
    return new ColumnOverride(
        PipelineBinder.text(column, "kind").map(kind -> PipelineBinder.constant(Kind.class, kind)),
        numeric ? Optional.of(numeric(merged(features.path("numeric"), column))) : Optional.empty(),
        categorical
            ? Optional.of(categorical(merged(features.path("categorical"), column)))
            : Optional.empty());
  }

  private static JsonNode merged(JsonNode base, JsonNode differing) {
    ObjectNode merged = base.deepCopy();
    merged.setAll((ObjectNode) differing);
    return merged;
  }

  private static Numeric numeric(JsonNode numeric) {
    return new Numeric(
        PipelineBinder.constant(Imputation.class, numeric.path("imputation").textValue()),
        numeric.required("constant").doubleValue(),
        numeric.required("missing_indicator").booleanValue(),
        numeric.required("clip_lower").doubleValue(),
        numeric.required("clip_upper").doubleValue(),
        PipelineBinder.constant(Scaling.class, numeric.path("scaling").textValue()));
  }

  private static Categorical categorical(JsonNode categorical) {
    return new Categorical(
        categorical.required("min_count").longValue(),
        categorical.required("max_categories").intValue());
  }
}
