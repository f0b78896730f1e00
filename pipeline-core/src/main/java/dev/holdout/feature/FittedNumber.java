package dev.holdout.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A numeric column as it was learned: missing values imputed, all clipped, centred, scaled.
 *
 * @param column the column
 * @param value whether the value is a feature
 * @param missingIndicator whether missing is one
 * @param imputed stands for null, NaN and infinities
 * @param clip bounds of the values
 * @param centre is subtracted
 * @param scale divides
 */
record FittedNumber(
    String column,
    boolean value,
    boolean missingIndicator,
    double imputed,
    Optional<Clip> clip,
    double centre,
    double scale)
    implements FittedColumn {

  /** Bounds that values are brought within. */
  record Clip(double lower, double upper) {
    double of(double value) {
      return Math.max(lower, Math.min(upper, value));
    }
  }

  /** A column that yields no features. */
  static FittedNumber none(String column) {
    return new FittedNumber(column, false, false, 0.0, Optional.empty(), 0.0, 1.0);
  }

  @Override
  public Source source() {
    return Source.NUMBER;
  }

  @Override
  public List<Feature> features(Encoding encoding) {
    List<Feature> features = new ArrayList<>();
    if (value) {
      features.add(Feature.number(column, column));
    }
    if (missingIndicator) {
      features.add(Feature.missing(column));
    }
    return features;
  }

  @Override
  public FeatureWriter writer(Encoding encoding, int first) {
    double lower = clip.map(Clip::lower).orElse(-Double.MAX_VALUE);
    double upper = clip.map(Clip::upper).orElse(Double.MAX_VALUE);
    int indicator = first + (value ? 1 : 0);
    return (row, ordinal, entries) -> {
      double read = row.isNullAt(ordinal) ? Double.NaN : row.getDouble(ordinal);
      boolean missing = !Double.isFinite(read);
      if (value) {
        double kept = Math.max(lower, Math.min(upper, missing ? imputed : read));
        entries.add(first, (kept - centre) / scale);
      }
      if (missingIndicator && missing) {
        entries.add(indicator, 1.0);
      }
    };
  }
}
