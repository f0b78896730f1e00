package dev.holdout.feature;

import dev.holdout.feature.FeatureSpec.DatePart;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A date or time stamp as it was learned: the parts that vary, in UTC.
 *
 * <p>In {@link Encoding#INDEX} each part is its number (Monday is 1), and a missing one the mean.
 * In {@link Encoding#ONE_HOT} month, day of the week and hour are a point on a circle (sine and
 * cosine), so that December is next to January; year and day of the month are standardised; and all
 * of a missing one's are 0, which is the circle's centre and the mean.
 *
 * @param column the column
 * @param parts the parts that are features
 * @param missingIndicator whether missing is a feature
 */
record FittedDate(String column, List<Part> parts, boolean missingIndicator)
    implements FittedColumn {
  FittedDate {
    parts = List.copyOf(parts);
  }

  /** A part, its mean and its standard deviation (n − 1). */
  record Part(DatePart part, double mean, double standardDeviation) {
    private boolean circular() {
      return Calendar.period(part) > 0;
    }

    private int width(Encoding encoding) {
      return encoding == Encoding.ONE_HOT && circular() ? 2 : 1;
    }

    private void write(int value, Encoding encoding, int first, Entries entries) {
      if (encoding == Encoding.INDEX) {
        entries.add(first, value);
      } else if (circular()) {
        double angle = 2 * Math.PI * value / Calendar.period(part);
        entries.add(first, StrictMath.sin(angle));
        entries.add(first + 1, StrictMath.cos(angle));
      } else {
        entries.add(first, (value - mean) / standardDeviation);
      }
    }
  }

  @Override
  public Source source() {
    return Source.SECONDS;
  }

  @Override
  public List<Feature> features(Encoding encoding) {
    List<Feature> features = new ArrayList<>();
    for (Part part : parts) {
      String name = column + "." + Calendar.name(part.part);
      if (part.width(encoding) == 2) {
        features.add(Feature.number(name + ".sin", column));
        features.add(Feature.number(name + ".cos", column));
      } else {
        features.add(Feature.number(name, column));
      }
    }
    if (missingIndicator) {
      features.add(Feature.missing(column));
    }
    return features;
  }

  @Override
  public FeatureWriter writer(Encoding encoding, int first) {
    return (row, ordinal, entries) -> {
      int next = first;
      if (row.isNullAt(ordinal)) {
        for (Part part : parts) {
          entries.add(next, encoding == Encoding.INDEX ? part.mean : 0.0);
          next += part.width(encoding);
        }
        if (missingIndicator) {
          entries.add(next, 1.0);
        }
        return;
      }
      LocalDateTime time = Calendar.at(row.getLong(ordinal));
      for (Part part : parts) {
        part.write(Calendar.part(part.part, time), encoding, next, entries);
        next += part.width(encoding);
      }
    };
  }
}
