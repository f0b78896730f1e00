package dev.holdout.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A categorical column as it was learned.
 *
 * <p>Levels, in this order: the categories kept, the rare ones together, missing. A category that
 * training rows did not have, or missing if none was missing, counts as rare where there is a rare
 * level; otherwise it is no level: all 0 in {@link Encoding#ONE_HOT}, an index of its own, the
 * last, in {@link Encoding#INDEX}.
 *
 * @param column the column
 * @param source the form in which its values are read
 * @param kept the categories kept, the most frequent first; none if the column yields no features
 * @param rare whether there is a rare level
 * @param missing whether missing is a level
 */
record FittedCategories(
    String column, Source source, List<String> kept, boolean rare, boolean missing)
    implements FittedColumn {
  FittedCategories {
    kept = List.copyOf(kept);
  }

  private int levels() {
    return kept.size() + (rare ? 1 : 0) + (missing ? 1 : 0);
  }

  @Override
  public List<Feature> features(Encoding encoding) {
    if (levels() == 0) {
      return List.of();
    }
    return switch (encoding) {
      case INDEX -> List.of(new Feature(column, column, levels() + (rare ? 0 : 1)));
      case ONE_HOT -> {
        List<Feature> features = new ArrayList<>();
        Stream.concat(kept.stream(), rare ? Stream.of("(rare)") : Stream.empty())
            .map(level -> Feature.flag(column + "=" + level, column))
            .forEach(features::add);
        if (missing) {
          features.add(Feature.missing(column));
        }
        yield features;
      }
    };
  }

  @Override
  public FeatureWriter writer(Encoding encoding, int first) {
    if (levels() == 0) {
      return (row, ordinal, entries) -> {};
    }
    Map<String, Integer> indices = new HashMap<>();
    kept.forEach(category -> indices.put(category, indices.size()));
    int other = rare ? kept.size() : levels();
    int absent = missing ? levels() - 1 : other;
    int levels = levels();
    return (row, ordinal, entries) -> {
      int level =
          row.isNullAt(ordinal) ? absent : indices.getOrDefault(row.getString(ordinal), other);
      if (encoding == Encoding.INDEX) {
        entries.add(first, level);
      } else if (level < levels) {
        entries.add(first + level, 1.0);
      }
    };
  }
}
