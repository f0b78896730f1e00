package dev.holdout.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * A boolean column as it was learned: 0 or 1.
 *
 * @param column the column
 * @param value whether the value is a feature
 * @param missingIndicator whether missing is one
 * @param imputed stands for null
 */
record FittedFlag(String column, boolean value, boolean missingIndicator, boolean imputed)
    implements FittedColumn {
  @Override
  public Source source() {
    return Source.FLAG;
  }

  @Override
  public List<Feature> features(Encoding encoding) {
    List<Feature> features = new ArrayList<>();
    if (value) {
      features.add(Feature.flag(column, column));
    }
    if (missingIndicator) {
      features.add(Feature.missing(column));
    }
    return features;
  }

  @Override
  public FeatureWriter writer(Encoding encoding, int first) {
    int indicator = first + (value ? 1 : 0);
    return (row, ordinal, entries) -> {
      boolean missing = row.isNullAt(ordinal);
      if (value && (missing ? imputed : row.getBoolean(ordinal))) {
        entries.add(first, 1.0);
      }
      if (missingIndicator && missing) {
        entries.add(indicator, 1.0);
      }
    };
  }
}
